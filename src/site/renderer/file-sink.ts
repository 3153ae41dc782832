import { Worker } from 'node:worker_threads';
import { MODULE_EXTENSION } from '../../files/engine.ts';
import { createFileWriter } from './write-files.ts';
import type { NewFile } from './new-file.ts';
import type { WrittenFile } from './write-files.ts';

/** A file whose buffer is its own, so that it can be handed to a thread instead of copied. */
type OwnFile = NewFile<Uint8Array<ArrayBuffer>>;

/** Takes the files of a site one after another. Holds only a few of them. */
export interface FileSink {
  /** Resolves when there is room for the next file. The file's bytes are gone then. */
  readonly add: (file: OwnFile) => Promise<void>;
  /** Writes the rest and gives all files, in the order in which they were added. */
  readonly finish: () => Promise<WrittenFile[]>;
  /** Stops writing, if it did not finish. */
  readonly close: () => Promise<void>;
}

export interface ThreadData {
  readonly folder: string;
  readonly compress: boolean;
}

export type ThreadAnswer =
  | { readonly written: readonly WrittenFile[] }
  | { readonly error: { readonly message: string; readonly code?: string } };

const BATCH_SIZE = 50;
const MAX_WAITING_BATCHES = 4;

/** Starting a thread takes as long as writing a few hundred files. */
const FILES_BEFORE_THREAD = 500;

export interface FileSinkOptions {
  /** Whether compressed versions are written beside files of text. */
  readonly compress?: boolean;
  /** How many files are written without a thread. */
  readonly filesBeforeThread?: number;
}

/** Writes files into a folder: after the first few hundred in a thread of its own, while the next pages are rendered. */
export function openFileSink(
  folder: string,
  { compress = false, filesBeforeThread = FILES_BEFORE_THREAD }: FileSinkOptions = {},
): FileSink {
  const write = createFileWriter(folder, compress);
  const written: WrittenFile[] = [];
  let batch: OwnFile[] = [];
  let thread: WriteThread | undefined;
  const flush = async (): Promise<void> => {
    const files = batch;
    batch = [];
    if (!thread && written.length < filesBeforeThread) for (const file of write(files)) written.push(file);
    else await (thread ??= startThread({ folder, compress }, written)).send(files);
  };
  return {
    add: async (file) => {
      batch.push(file);
      if (batch.length >= BATCH_SIZE) await flush();
    },
    finish: async () => {
      await flush();
      await thread?.drain();
      return written;
    },
    close: async () => {
      await thread?.stop();
    },
  };
}

interface WriteThread {
  /** Resolves when few batches wait. */
  readonly send: (files: readonly OwnFile[]) => Promise<void>;
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<unknown>;
}

function startThread(data: ThreadData, written: WrittenFile[]): WriteThread {
  const worker = new Worker(new URL(`write-thread.${MODULE_EXTENSION}`, import.meta.url), {
    workerData: data,
  });
  let waiting = 0;
  let failure: Error | undefined;
  let wake = (): void => undefined;
  worker.on('message', (answer: ThreadAnswer) => {
    waiting -= 1;
    if ('written' in answer) for (const file of answer.written) written.push(file);
    else failure ??= Object.assign(new Error(answer.error.message), answer.error);
    wake();
  });
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The thread that writes the site ended.')));
  const waitUntil = async (isDone: () => boolean): Promise<void> => {
    for (;;) {
      if (failure) throw failure;
      if (isDone()) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return {
    send: async (files) => {
      await waitUntil(() => waiting < MAX_WAITING_BATCHES);
      waiting += 1;
      worker.postMessage(
        files,
        files.map((file) => file.data.buffer),
      );
    },
    drain: () => waitUntil(() => waiting === 0),
    stop: () => worker.terminate(),
  };
}
