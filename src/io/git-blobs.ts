import type { Source } from '../core/source.ts';
import { sourceOf } from './decode.ts';
import { startGit } from './git.ts';

/** Texts of the repository, asked for by their ids, in any number, by one process. */
export interface Blobs {
  /** The text with an id, as the source of a path; an unreadable one if the repository has no such text. */
  readonly ask: (blob: string, path: string) => Promise<Source>;
  /** Nothing more will be asked; settles when everything has been answered. */
  readonly close: () => Promise<void>;
  readonly stop: () => void;
}

interface Question {
  readonly path: string;
  readonly answer: (source: Source) => void;
  readonly refuse: (error: unknown) => void;
}

const NEWLINE = 10;
/** Questions are written together: one by one they cost more than the answers. In characters. */
const TOGETHER = 1 << 14;

/** Starts answering. Answers may wait until `close` is called. */
export function openBlobs(root: string): Blobs {
  const git = startGit(root, ['cat-file', '--batch', '--buffer']);
  const questions: Question[] = [];
  let next = 0;
  let rest: Buffer = Buffer.alloc(0);
  git.output.on('data', (chunk: Buffer) => {
    let at = 0;
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const read = readObject(bytes, at);
      if (!read) break;
      const question = questions[next];
      if (question) {
        delete questions[next];
        next += 1;
        question.answer(
          read.body
            ? sourceOf(question.path, read.body)
            : { path: question.path, text: '', unreadable: 'The repository does not have this text.' },
        );
      }
      at = read.end;
    }
    rest = bytes.subarray(at);
  });
  const failed = git.ended.catch((error: unknown) => {
    for (; next < questions.length; next += 1) questions[next]?.refuse(error);
    throw error;
  });
  failed.catch(() => undefined);
  let unwritten = '';
  const write = (): void => {
    if (unwritten !== '') git.input.write(unwritten);
    unwritten = '';
  };
  return {
    ask: (blob, path) =>
      new Promise((answer, refuse) => {
        questions.push({ path, answer, refuse });
        unwritten += `${blob}\n`;
        if (unwritten.length > TOGETHER) write();
      }),
    close: () => {
      write();
      git.input.end();
      return failed;
    },
    stop: git.stop,
  };
}

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
