import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { drawCard } from './draw.ts';
import type { Work } from './paint.ts';

// A thread of its own: pictures are drawn while the pages are made.
const { jobs, mark } = workerData as Work;
for (const { card, path } of jobs) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await drawCard(card, mark));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- This is a thread, and no window.
  parentPort?.postMessage(path);
}
