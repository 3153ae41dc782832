import type { SourceFile } from '../content/source.ts';
import { decodeSource } from '../files/decode.ts';
import { startGit } from './run.ts';

/** Texts of the repository, asked for by their ids, in any number, by one process. */
export interface BlobReader {
  /**
   * Asks for the text with an id, as the source of a path; an unreadable one if the repository has no such text. Answers
   * come in the order of the questions, and may wait until `close` is called.
   */
  readonly request: (blob: string, path: string, answer: (source: SourceFile) => void) => void;
  /** The same, as a promise. */
  readonly read: (blob: string, path: string) => Promise<SourceFile>;
  /** Nothing more will be asked; settles when everything has been answered, with what an answer threw. */
  readonly close: () => Promise<void>;
  readonly stop: () => void;
}

interface BlobRequest {
  readonly path: string;
  readonly onSource: (source: SourceFile) => void;
  readonly onError?: (error: unknown) => void;
}

const NEWLINE = 10;
/** Questions are written together: one by one they cost more than the answers. In characters. */
const BATCH_LENGTH = 1 << 14;

/** Starts answering. */
export function openBlobReader(root: string): BlobReader {
  const git = startGit(root, ['cat-file', '--batch', '--buffer']);
  const questions: (BlobRequest | undefined)[] = [];
  let next = 0;
  let rest: Buffer = Buffer.alloc(0);
  let thrown: { readonly error: unknown } | undefined;
  git.output.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let read = parseObject(bytes, at); read && !thrown; read = parseObject(bytes, at)) {
      const { path, onSource } = questions[next]!;
      questions[next] = undefined;
      next += 1;
      at = read.end;
      try {
        onSource(read.body ? decodeSource(path, read.body) : { path, text: '', unreadable: MISSING_BLOB });
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
      for (const question of questions.slice(next)) question?.onError?.(error);
      throw error;
    },
  );
  failed.catch(() => undefined);
  let unwritten = '';
  const write = (): void => {
    if (unwritten !== '') git.input.write(unwritten);
    unwritten = '';
  };
  const put = (blob: string, question: BlobRequest): void => {
    questions.push(question);
    unwritten += `${blob}\n`;
    if (unwritten.length > BATCH_LENGTH) write();
  };
  return {
    request: (blob, path, answer) => put(blob, { path, onSource: answer }),
    read: (blob, path) =>
      new Promise((answer, refuse) => put(blob, { path, onSource: answer, onError: refuse })),
    close: () => {
      write();
      git.input.end();
      return failed;
    },
    stop: git.stop,
  };
}

const MISSING_BLOB = 'The repository does not have this text.';

/** `ID blob SIZE`, a line end, the bytes, a line end; or `ID missing` and a line end. Undefined if it isn't all there. */
function parseObject(bytes: Buffer, at: number): { body?: Buffer; end: number } | undefined {
  const line = bytes.indexOf(NEWLINE, at);
  if (line === -1) return undefined;
  const head = bytes.toString('latin1', at, line).split(' ');
  if (head.length < 3) return { end: line + 1 };
  const end = line + 1 + Number(head[2]);
  if (bytes.length <= end) return undefined;
  return head[1] === 'blob' ? { body: bytes.subarray(line + 1, end), end: end + 1 } : { end: end + 1 };
}
