import { rename, writeFile } from 'node:fs/promises';
import { renderCard } from './draw.ts';
import type { RenderImagesJob } from './paint.ts';

// Runs in a child process: in parallel with the pages, and with memory of its own.
process.once('message', async ({ jobs, logo }: RenderImagesJob) => {
  for (const { card, path } of jobs) {
    // Another build may draw and read the same file.
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, await renderCard(card, logo));
    await rename(draft, path);
  }
  process.disconnect();
});
