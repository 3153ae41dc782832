import { readFileSync } from 'node:fs';
import { OpenAPIBackend } from 'openapi-backend';

// GitHub's own description of its requests (trim-openapi.ts): whatever a test's subject sends is held against it.

/** What a request is by GitHub's description. */
export interface Known {
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly violations: readonly string[];
}

/** A request, as it came. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

let description: OpenAPIBackend | undefined;

/** Read and understood once, for all hubs of a process. */
function described(): OpenAPIBackend {
  if (description) return description;
  const text = readFileSync(new URL('fixtures/openapi.json', import.meta.url), 'utf8');
  description = new OpenAPIBackend({
    definition: JSON.parse(text),
    quick: true,
    validate: true,
    coerceTypes: true,
    ajvOpts: { strict: false, validateFormats: false, allErrors: true },
  });
  void description.init();
  return description;
}

/** Octokit sends the slashes of these as %2F, others as they are; GitHub takes both. */
const WHOLE = /^(\/repos\/[^/]+\/[^/]+\/(?:contents|git\/refs?|git\/matching-refs|compare)\/)(.+)$/;

/** Finds the operation that a request is meant for, and what GitHub would not understand of it. */
export function judged({ method, url, headers, body }: Sent): Known | undefined {
  const api = described();
  const path = url.pathname.replace(
    WHOLE,
    (_all, before: string, rest: string) => before + rest.replaceAll('/', '%2F'),
  );
  const query = Object.fromEntries(url.searchParams);
  const request = { method, path, query, headers: { ...headers }, ...(body !== undefined && { body }) };
  const operation = api.matchOperation(request);
  if (!operation?.operationId) return undefined;
  const { errors } = api.validateRequest(request, operation);
  // A number in an address fits "a number or a text" twice.
  const faults = (errors ?? []).filter(
    ({ keyword, params: said }) => keyword !== 'oneOf' || !said['passingSchemas'],
  );
  const { params } = api.router.parseRequest(request, operation);
  return {
    operation: operation.operationId,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
    violations: faults.map(({ instancePath, message, params: detail }) =>
      [instancePath, message, JSON.stringify(detail)].filter(Boolean).join(' '),
    ),
  };
}
