import type { Alert } from './alert.ts';

/** A secret that the webhook receiver reads from an environment variable, or from the file named by `NAME_FILE`. */
interface SecretVariable {
  readonly variable: string;
}

/** `Authorization: Bearer TOKEN`. */
export type BearerAuth = SecretVariable;

/** An HMAC-SHA256 of the raw body, in lower-case hexadecimal digits. */
export interface HmacAuth extends SecretVariable {
  /** The header with the signature, in lower case. */
  readonly header: string;
  /** The digests in that header. By default the header is one digest. */
  readonly readDigests?: (header: string) => readonly string[];
  /**
   * The variable that names the header with the signing time, in seconds since 1970. If it is set, the sender signs
   * `TIME:BODY`.
   */
  readonly timeHeader?: SecretVariable;
}

/** A monitor whose webhooks the receiver accepts. It has to authenticate by a token, a signature or both. */
export interface AlertSource {
  /** The path and the value of `--source`: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** As people write it. */
  readonly label: string;
  readonly auth:
    | { readonly bearer: BearerAuth; readonly hmac?: HmacAuth }
    | { readonly bearer?: BearerAuth; readonly hmac: HmacAuth };
  /**
   * Reads the alerts in a request; none, if the request is about something else. The body is untrusted and may have any
   * shape, so `read` never throws.
   * @param header the value of a request header by its lower-case name
   */
  readonly read: (body: unknown, header: (name: string) => string | undefined) => Alert[];
}
