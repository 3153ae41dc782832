import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isWellFormedXml } from './xml-well-formed.ts';

export interface SiteCheckResult {
  readonly files: number;
  readonly links: number;
  /** Ids of the incidents and maintenances that have a page. */
  readonly entryIds: readonly string[];
  /** One sentence each. If there are none, the site may be published. */
  readonly problems: readonly string[];
}

const FEEDS = ['rss.xml', 'history.rss', 'updates.atom', 'history.atom'];
const STATUS_INDICATORS = ['none', 'minor', 'major', 'critical', 'maintenance'];
/** Only counted above this. */
const MAX_LISTED_LINKS = 10;

/**
 * Checks a built site before and after it is published (U5.2): the page is complete, feeds and the API are valid, and every
 * link within the site has a target.
 */
export async function checkSite(folder: string): Promise<SiteCheckResult> {
  const files = await listFiles(folder);
  if (!files.has('index.html')) {
    return { files: files.size, links: 0, entryIds: [], problems: ['There is no index.html.'] };
  }
  const read = async (path: string): Promise<string> =>
    files.has(path) ? readFile(join(folder, path), 'utf8') : '';
  const problems: string[] = [];
  const home = await read('index.html');
  if (!/<title>[^<]+<\/title>/.test(home) || !/<\/html>\s*$/.test(home))
    problems.push('index.html is incomplete.');
  for (const feed of FEEDS) {
    if (!isWellFormedXml(await read(feed))) problems.push(`${feed} is missing or not well-formed XML.`);
  }
  const status = parseJson(await read('api/v2/status.json'));
  const page = status?.['page'] as Record<string, unknown> | undefined;
  const indicator = (status?.['status'] as Record<string, unknown> | undefined)?.['indicator'];
  if (typeof page?.['name'] !== 'string' || !STATUS_INDICATORS.includes(String(indicator))) {
    problems.push('api/v2/status.json has no valid page name and status indicator.');
  }
  if (parseJson(await read('feed.json'))?.['version'] === undefined)
    problems.push('feed.json is missing or not a JSON Feed.');
  const base = typeof page?.['url'] === 'string' ? new URL(page['url']).pathname.replace(/\/+$/, '') : '';
  const { links, dead } = await checkLinks(folder, files, base);
  problems.push(...dead.slice(0, MAX_LISTED_LINKS));
  if (dead.length > MAX_LISTED_LINKS) problems.push(`${dead.length - MAX_LISTED_LINKS} more broken links.`);
  const entryIds = [...files].flatMap((path) => /^incidents\/([^/]+)\/index\.html$/.exec(path)?.[1] ?? []);
  return { files: files.size, links, entryIds, problems };
}

async function checkLinks(
  folder: string,
  files: ReadonlySet<string>,
  base: string,
): Promise<{ links: number; dead: string[] }> {
  const seen = new Map<string, string>();
  for (const path of files) {
    if (!path.endsWith('.html')) continue;
    const text = await readFile(join(folder, path), 'utf8');
    for (const [, target] of text.matchAll(/\s(?:href|src)="(\/[^"/][^"#?]*|\/)["#?]/g)) {
      if (!seen.has(target!)) seen.set(target!, path);
    }
  }
  const dead = [...seen].flatMap(([target, from]) => {
    const inside = target === base || target.startsWith(`${base}/`);
    const path = decodeURI(target.slice(base.length + 1));
    const exists = [path, `${path}index.html`, `${path}/index.html`].some((file) => files.has(file));
    return inside && exists ? [] : [`${from} links to ${target}, which does not exist.`];
  });
  return { links: seen.size, dead };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

async function listFiles(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
}
