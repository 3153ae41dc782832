import type { Token } from './tokens.ts';

/** A request that the gate let through, as GitHub's description names its parts. */
export interface Call {
  readonly operation: string;
  readonly method: string;
  /** From the root of the API, with its query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: Token;
  readonly accept: string;
}

/** What the hub answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A no, in GitHub's words. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly unknown[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors: readonly unknown[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const NOTHING: Answer = { status: 204 };

export const notFound = (): Refusal => new Refusal(404, 'Not Found');

/** GitHub's 422 with one sentence as its error. */
export const unprocessable = (resource: string, message: string): Refusal =>
  new Refusal(422, 'Validation Failed', [{ resource, code: 'custom', message }]);

/** One page of a list, with the links to the others that octokit follows. */
export function paged(call: Call, url: string, list: readonly unknown[], wrap?: string): Answer {
  const size = Math.min(Number(call.query['per_page'] ?? 30), 100);
  const page = Number(call.query['page'] ?? 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  const to = (number: number, rel: string): string => {
    const address = new URL(call.path, url);
    address.searchParams.set('page', String(number));
    address.searchParams.set('per_page', String(size));
    return `<${address.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, 'prev'), to(1, 'first')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
  ];
  const items = list.slice((page - 1) * size, page * size);
  return {
    status: 200,
    body: wrap === undefined ? items : { total_count: list.length, [wrap]: items },
    ...(links.length > 0 && { headers: { link: links.join(', ') } }),
  };
}

/** What a body says under a name, if it is text. */
export function textOf(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}
