import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renderCard } from './draw.ts';
import type { RenderImagesJob } from './paint.ts';

// A process of its own: pictures are drawn while the pages are made, and their memory is gone before pages need theirs.
process.once('message', async ({ jobs, logo }: RenderImagesJob) => {
  for (const { card, path } of jobs) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await renderCard(card, logo));
    process.send?.(path);
  }
  process.disconnect();
});
