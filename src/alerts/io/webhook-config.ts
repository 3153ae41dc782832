import { readFileSync } from 'node:fs';
import { UsageError } from '../../files/command-errors.ts';
import type { AlertSource } from '../source.ts';
import { ALERT_SOURCES } from '../sources/index.ts';

/** A source's secrets. Each list may have several, so that a secret can be rotated. */
export interface WebhookCredentials {
  readonly source: AlertSource;
  readonly bearer: readonly string[];
  readonly hmac: readonly string[];
  /** The request header with the signing time, in lower case. */
  readonly timeHeader?: string;
}

export interface WebhookServerSettings {
  readonly host: string;
  readonly port: number;
  /** The sources that are served. */
  readonly credentials: readonly WebhookCredentials[];
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MIN_SECRET_LENGTH = 16;

/**
 * Reads the webhook receiver's settings from options and environment variables.
 * @throws UsageError if a setting is missing or invalid. A source without a secret is only allowed with `insecure`, which
 *   is only allowed on 127.0.0.1
 */
export function readWebhookServerSettings(
  flags: {
    readonly host: string;
    readonly port: string;
    readonly source: readonly string[];
    readonly insecure: boolean;
  },
  env: Environment,
  sources: readonly AlertSource[] = ALERT_SOURCES,
): WebhookServerSettings {
  const { host, insecure } = flags;
  const port = Number(flags.port);
  if (!/^\d+$/.test(flags.port) || port > 65_535)
    throw new UsageError(`Invalid --port "${flags.port}": expected a number from 0 to 65535.`);
  if (insecure && host !== '127.0.0.1')
    throw new UsageError(
      '--insecure is only allowed with --host 127.0.0.1. Otherwise anyone could send alerts.',
    );
  const names = sources.map(({ name }) => name);
  const unknown = flags.source.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`Unknown --source "${unknown}": expected ${names.join(', ')}.`);
  const credentials = sources
    .filter(({ name }) => flags.source.length === 0 || flags.source.includes(name))
    .map((source) => readCredentials(source, env))
    .filter((one) => insecure || flags.source.length > 0 || secretsOf(one).length > 0);
  if (!insecure) credentials.forEach(checkSecrets);
  if (credentials.length === 0)
    throw new UsageError(
      `No source has a secret. Set one of ${sources.flatMap(secretVariablesOf).join(', ')}.`,
    );
  const repository = env['RELAY_REPOSITORY'] ?? env['GITHUB_REPOSITORY'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UsageError('Set RELAY_REPOSITORY to the repository of the status page: owner/name.');
  const token = readSecret(env, 'GITHUB_TOKEN') ?? '';
  if (token === '')
    throw new UsageError('Set GITHUB_TOKEN to a token with write access to the contents of that repository.');
  return { host, port, credentials, repository, token };
}

function secretVariablesOf({ auth: { bearer, hmac } }: AlertSource): string[] {
  return [bearer, hmac].flatMap((one) => (one ? [one.variable] : []));
}

function secretsOf({ bearer, hmac }: WebhookCredentials): readonly string[] {
  return [...bearer, ...hmac];
}

function checkSecrets(credentials: WebhookCredentials): void {
  const { source } = credentials;
  const secrets = secretsOf(credentials);
  const variables = secretVariablesOf(source);
  const list = variables.join(' or ');
  if (secrets.length === 0)
    throw new UsageError(`--source ${source.name} has no secret: set ${list}, or ${variables[0]}_FILE.`);
  if (secrets.some((secret) => secret.length < MIN_SECRET_LENGTH))
    throw new UsageError(
      `${list} is shorter than ${MIN_SECRET_LENGTH} characters. Generate one with: openssl rand -hex 32`,
    );
}

function readCredentials(source: AlertSource, env: Environment): WebhookCredentials {
  const { bearer, hmac } = source.auth;
  const list = (name: string | undefined): string[] =>
    name === undefined
      ? []
      : (readSecret(env, name) ?? '')
          .split(',')
          .map((secret) => secret.trim())
          .filter((secret) => secret !== '');
  const timeHeader = hmac?.timeHeader && env[hmac.timeHeader.variable];
  return {
    source,
    bearer: list(bearer?.variable),
    hmac: list(hmac?.variable),
    ...(timeHeader !== undefined && timeHeader !== '' && { timeHeader: timeHeader.toLowerCase() }),
  };
}

/** A secret from the variable NAME, or from the file that `NAME_FILE` names. */
function readSecret(env: Environment, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (env[name] !== undefined && env[name] !== '') return env[name];
  return file === undefined || file === '' ? undefined : readFileSync(file, 'utf8').trim();
}
