import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renderCard } from './draw.ts';
import type { RenderImagesJob } from './paint.ts';

// Runs in a child process: in parallel with the pages, and with memory of its own.
process.once('message', async ({ jobs, logo }: RenderImagesJob) => {
  for (const { card, path } of jobs) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await renderCard(card, logo));
    process.send?.(path);
  }
  process.disconnect();
});
