import type { Outcome } from '../channel.ts';
import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';

export interface PostRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The first 64 KiB. */
  readonly text: string;
}

/** Without an answer, `isSent` tells whether the place may have got the request. */
export interface NoAnswer {
  readonly status?: undefined;
  readonly isSent: boolean;
  readonly reason: string;
}

const ANSWER_LIMIT = 64 * 1024;
/** Errors before the first byte of the request leaves. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Sends one request: follows no redirect, makes no second attempt, reads no more than 64 KiB of the answer. */
export async function post({
  url,
  method = 'POST',
  headers,
  body,
  signal,
}: PostRequest): Promise<Answer | NoAnswer> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal,
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      text: await readStart(response),
    };
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? error) as { code?: string; message: string };
    // The address is left out: it may be a secret.
    const reason = signal.aborted ? 'no answer in time' : (code ?? message).slice(0, 100);
    return { isSent: !NOT_SENT.has(code ?? ''), reason };
  }
}

async function readStart(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      parts.push(part);
      size += part.length;
      if (size >= ANSWER_LIMIT) break;
    }
  } catch {
    // The status has arrived, which is what matters.
  }
  return Buffer.concat(parts).subarray(0, ANSWER_LIMIT).toString();
}

/**
 * What an answer means where the status says it all. 429 and 503 were not accepted; after another 5xx the place may have
 * done what it was asked for.
 */
export function outcomeOfAnswer(answer: Answer | NoAnswer): Outcome {
  if (answer.status === undefined) {
    const { isSent, reason } = answer;
    return isSent ? { type: 'unknown', reason } : { type: 'retry', reason };
  }
  const { status, text } = answer;
  const line = firstLine(text);
  const reason = line === '' ? `status ${status}` : `status ${status}: ${line}`;
  if (status >= 200 && status < 300) return { type: 'sent', answer: reason };
  if (status === 429 || status === 503) return { type: 'retry', reason, ...retryAfter(answer) };
  if (status >= 500) return { type: 'unknown', reason };
  if (status >= 300 && status < 400)
    return { type: 'refused', reason: `status ${status}: it redirects elsewhere` };
  return { type: 'refused', reason };
}

/** `Retry-After` in seconds or as a date. */
export function retryAfter(answer: Answer): { after?: Duration } {
  const written = answer.header('retry-after');
  if (written === undefined) return {};
  const seconds = Number(written);
  const after = Number.isFinite(seconds) ? seconds * SECOND : Date.parse(written) - Date.now();
  return Number.isFinite(after) ? { after: Math.max(0, after) } : {};
}

/** The first line of an answer, for the delivery log. */
export function firstLine(text: string): string {
  return (/[^\s][^\r\n]*/.exec(text)?.[0] ?? '').slice(0, 160).trim();
}

/** A JSON object; undefined for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
