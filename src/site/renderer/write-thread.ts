import { parentPort, workerData } from 'node:worker_threads';
import { createFileWriter } from './write-files.ts';
import type { NewFile } from './new-file.ts';
import type { ThreadAnswer, ThreadData } from './file-sink.ts';

// Runs in a worker thread, beside the thread that renders.
const { folder, compress } = workerData as ThreadData;
const write = createFileWriter(folder, compress);
parentPort!.on('message', (files: readonly NewFile[]) => parentPort!.postMessage(answer(files), []));

/** An error that is thrown would arrive without its code. */
function answer(files: readonly NewFile[]): ThreadAnswer {
  try {
    return { written: write(files) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { error: { message, ...(code !== undefined && { code }) } };
  }
}
