import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import RssParser from 'rss-parser';
import type { WorkflowRun } from '../workflows/executor/run-workflow.ts';

/** What deploy-pages has published. */
export interface PublishedSite {
  /** What a reader reads of a page: `/`, `/incidents/ID/`. */
  readonly text: (path: string) => string;
  readonly json: (path: string) => unknown;
  /** The entries of /rss.xml as a reader of feeds understands them, newest first. */
  readonly rss: () => Promise<Entry[]>;
  readonly jsonFeed: () => Entry[];
  /** All of its bytes, as text. */
  readonly bytes: () => string;
}

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
}

/** @throws where the run has published nothing */
export function siteOf({ pages, jobs }: WorkflowRun): PublishedSite {
  if (pages === undefined)
    throw new Error(
      `nothing was published: ${Object.values(jobs)
        .map(({ log }) => log)
        .join('\n')}`,
    );
  const read = (path: string): string => readFileSync(join(pages, path), 'utf8');
  const json = (path: string): unknown => JSON.parse(read(path));
  return {
    json,
    text: (path) => wordsOf(read(join(path, 'index.html'))),
    rss: async () => {
      const { items } = await new RssParser().parseString(read('rss.xml'));
      return items.map(({ guid = '', title = '', link = '' }) => ({ id: guid, title, link }));
    },
    jsonFeed: () =>
      (json('feed.json') as { items: { id: string; title: string; url: string }[] }).items.map(
        ({ id, title, url }) => ({ id, title, link: url }),
      ),
    bytes: () =>
      readdirSync(pages, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
        .join('\n'),
  };
}

function wordsOf(html: string): string {
  return html
    .replace(/<(script|style|svg|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
    .trim();
}
