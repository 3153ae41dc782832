import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { drawCard } from './draw.ts';
import type { Work } from './paint.ts';

// A process of its own: pictures are drawn while the pages are made, and their memory is gone before pages need theirs.
process.once('message', async ({ jobs, mark }: Work) => {
  for (const { card, path } of jobs) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await drawCard(card, mark));
    process.send?.(path);
  }
  process.disconnect();
});
