import type { SourceFile } from '../content/source.ts';
import { decodeSource } from '../files/decode.ts';
import { GitError, startGit } from './run.ts';

/** Reads any number of blobs through one git process. */
export interface BlobReader {
  /**
   * Requests a blob as the source of a path; unreadable if the repository doesn't have it. Answers come in order,
   * possibly only after `close` is called.
   */
  readonly request: (blob: string, path: string, answer: (source: SourceFile) => void) => void;
  readonly read: (blob: string, path: string) => Promise<SourceFile>;
  /** Undefined if the repository doesn't have it. */
  readonly readBytes: (blob: string) => Promise<Uint8Array | undefined>;
  /** Ends the requests. Settles after the last answer; rejects with an error that an answer threw. */
  readonly close: () => Promise<void>;
  readonly stop: () => void;
}

interface BlobRequest {
  readonly onBody: (body: Buffer | undefined) => void;
  readonly onError?: (error: unknown) => void;
}

const NEWLINE = 10;
/** In characters. Requests are batched, because single writes cost more than the reads. */
const BATCH_LENGTH = 1 << 14;

export function openBlobReader(root: string): BlobReader {
  const git = startGit(root, ['cat-file', '--batch', '--buffer']);
  const requests: (BlobRequest | undefined)[] = [];
  let next = 0;
  let rest: Buffer = Buffer.alloc(0);
  let thrown: { readonly error: unknown } | undefined;
  git.output.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let read = parseObject(bytes, at); read && !thrown; read = parseObject(bytes, at)) {
      const { onBody } = requests[next]!;
      requests[next] = undefined;
      next += 1;
      at = read.end;
      try {
        onBody(read.body);
      } catch (error) {
        thrown = { error };
      }
    }
    rest = bytes.subarray(at);
  });
  const failed = git.ended.then(
    () => {
      if (thrown) throw thrown.error;
    },
    (error: unknown) => {
      for (const request of requests.slice(next)) request?.onError?.(error);
      throw error;
    },
  );
  failed.catch(() => undefined);
  let unsent = '';
  const write = (): void => {
    if (unsent !== '') git.input.write(unsent);
    unsent = '';
  };
  const enqueue = (blob: string, request: BlobRequest): void => {
    requests.push(request);
    unsent += `${blob}\n`;
    if (unsent.length > BATCH_LENGTH) write();
  };
  return {
    request: (blob, path, answer) => enqueue(blob, { onBody: (body) => answer(toSource(path, body)) }),
    read: (blob, path) =>
      new Promise((answer, refuse) =>
        enqueue(blob, { onBody: (body) => answer(toSource(path, body)), onError: refuse }),
      ),
    readBytes: (blob) =>
      new Promise((answer, refuse) =>
        enqueue(blob, { onBody: (body) => answer(body && new Uint8Array(body)), onError: refuse }),
      ),
    close: () => {
      write();
      git.input.end();
      return failed;
    },
    stop: git.stop,
  };
}

/** The bytes of one blob, such as `HEAD:./brand/logo.svg`; undefined if there is none. */
export async function readBlobBytes(root: string, name: string): Promise<Uint8Array | undefined> {
  const git = startGit(root, ['cat-file', 'blob', name]);
  git.input.end();
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of git.output) chunks.push(chunk as Buffer);
    await git.ended;
    return new Uint8Array(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

function toSource(path: string, body: Buffer | undefined): SourceFile {
  return body ? decodeSource(path, body) : { path, text: '', unreadable: MISSING_BLOB };
}

const MISSING_BLOB = 'The repository does not contain this version.';

/**
 * `ID blob SIZE`, a line end, the bytes, a line end; or `ID missing` and a line end. Undefined if it is incomplete.
 */
function parseObject(bytes: Buffer, at: number): { body?: Buffer; end: number } | undefined {
  const line = bytes.indexOf(NEWLINE, at);
  if (line === -1) return undefined;
  const head = bytes.toString('latin1', at, line).split(' ');
  if (head.length < 3) return { end: line + 1 };
  const end = line + 1 + Number(head[2]);
  if (bytes.length <= end) return undefined;
  return head[1] === 'blob' ? { body: bytes.subarray(line + 1, end), end: end + 1 } : { end: end + 1 };
}
