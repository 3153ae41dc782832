import type { Source } from '../content/source.ts';
import { sourceOf } from '../files/decode.ts';
import { startGit } from './run.ts';

/** Texts of the repository, asked for by their ids, in any number, by one process. */
export interface Blobs {
  /**
   * Asks for the text with an id, as the source of a path; an unreadable one if the repository has no such text. Answers
   * come in the order of the questions, and may wait until `close` is called.
   */
  readonly tell: (blob: string, path: string, answer: (source: Source) => void) => void;
  /** The same, as a promise. */
  readonly ask: (blob: string, path: string) => Promise<Source>;
  /** Nothing more will be asked; settles when everything has been answered, with what an answer threw. */
  readonly close: () => Promise<void>;
  readonly stop: () => void;
}

interface Question {
  readonly path: string;
  readonly answer: (source: Source) => void;
  readonly refuse?: (error: unknown) => void;
}

const NEWLINE = 10;
/** Questions are written together: one by one they cost more than the answers. In characters. */
const TOGETHER = 1 << 14;

/** Starts answering. */
export function openBlobs(root: string): Blobs {
  const git = startGit(root, ['cat-file', '--batch', '--buffer']);
  const questions: (Question | undefined)[] = [];
  let next = 0;
  let rest: Buffer = Buffer.alloc(0);
  let thrown: { readonly error: unknown } | undefined;
  git.output.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let read = readObject(bytes, at); read && !thrown; read = readObject(bytes, at)) {
      const { path, answer } = questions[next]!;
      questions[next] = undefined;
      next += 1;
      at = read.end;
      try {
        answer(read.body ? sourceOf(path, read.body) : { path, text: '', unreadable: MISSING });
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
      for (const question of questions.slice(next)) question?.refuse?.(error);
      throw error;
    },
  );
  failed.catch(() => undefined);
  let unwritten = '';
  const write = (): void => {
    if (unwritten !== '') git.input.write(unwritten);
    unwritten = '';
  };
  const put = (blob: string, question: Question): void => {
    questions.push(question);
    unwritten += `${blob}\n`;
    if (unwritten.length > TOGETHER) write();
  };
  return {
    tell: (blob, path, answer) => put(blob, { path, answer }),
    ask: (blob, path) => new Promise((answer, refuse) => put(blob, { path, answer, refuse })),
    close: () => {
      write();
      git.input.end();
      return failed;
    },
    stop: git.stop,
  };
}

const MISSING = 'The repository does not have this text.';

/** `ID blob SIZE`, a line end, the bytes, a line end; or `ID missing` and a line end. Undefined if it isn't all there. */
function readObject(bytes: Buffer, at: number): { body?: Buffer; end: number } | undefined {
  const line = bytes.indexOf(NEWLINE, at);
  if (line === -1) return undefined;
  const head = bytes.toString('latin1', at, line).split(' ');
  if (head.length < 3) return { end: line + 1 };
  const end = line + 1 + Number(head[2]);
  if (bytes.length <= end) return undefined;
  return head[1] === 'blob' ? { body: bytes.subarray(line + 1, end), end: end + 1 } : { end: end + 1 };
}
