import { hash } from 'node:crypto';
import type { Shell } from '../load.ts';
import { squeezed } from '../squeezed.ts';
// oxlint-disable-next-line import/default -- Vite gives the text of a file as its default export.
import source from './live.js?raw';

/** The one script of the pages, and what a content security policy says to let it in, and nothing else. */
export interface LiveScript {
  readonly text: string;
  readonly hash: string;
}

const made = new WeakMap<Shell, LiveScript>();

/** The script in the site's language. It is the same on all pages. */
export function liveScript(shell: Shell): LiveScript {
  let script = made.get(shell);
  if (!script) made.set(shell, (script = makeScript(shell)));
  return script;
}

function makeScript({ words, links, site }: Shell): LiveScript {
  const told = [links.file('api/v2/status.json'), site.timezone, words.live.own('#'), words.live.late('#')];
  // Text that could end the script element is written otherwise; it means the same.
  const values = told.map((value) => JSON.stringify(value).replaceAll('<', String.raw`\u003c`));
  const text = `(${squeezed(source)
    .trim()
    .replace(/function live(\(.*?\))/, '$1=>')})(${values.join()})`;
  return { text, hash: `'sha256-${hash('sha256', text, 'base64')}'` };
}
