import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isWellFormedXml } from './xml-well-formed.ts';

/** What a look at a built site found. */
export interface SiteCheckResult {
  readonly files: number;
  readonly links: number;
  /** Ids of the entries that have a page. */
  readonly entryIds: readonly string[];
  /** What is wrong, a sentence each; none, and the site may go out. */
  readonly problems: readonly string[];
}

const FEEDS = ['rss.xml', 'history.rss', 'updates.atom', 'history.atom'];
const STATUS_INDICATORS = ['none', 'minor', 'major', 'critical', 'maintenance'];
/** More dead links than this are counted. */
const MAX_LISTED_LINKS = 10;

/**
 * Looks at a built site as its readers will, before it goes out and after (U5.2): the page is whole, feeds and the
 * machine-readable state can be read, and every link within the site leads somewhere.
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
    problems.push('index.html is not whole.');
  for (const feed of FEEDS) {
    if (!isWellFormedXml(await read(feed))) problems.push(`${feed} is missing, or no whole XML.`);
  }
  const status = parseJson(await read('api/v2/status.json'));
  const page = status?.['page'] as Record<string, unknown> | undefined;
  const state = (status?.['status'] as Record<string, unknown> | undefined)?.['indicator'];
  if (typeof page?.['name'] !== 'string' || !STATUS_INDICATORS.includes(String(state))) {
    problems.push('api/v2/status.json does not say whose state it is, and which.');
  }
  if (parseJson(await read('feed.json'))?.['version'] === undefined) problems.push('feed.json is no feed.');
  const base = typeof page?.['url'] === 'string' ? new URL(page['url']).pathname.replace(/\/+$/, '') : '';
  const { links, dead } = await checkLinks(folder, files, base);
  problems.push(...dead.slice(0, MAX_LISTED_LINKS));
  if (dead.length > MAX_LISTED_LINKS)
    problems.push(`${dead.length - MAX_LISTED_LINKS} more links lead nowhere.`);
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
    const there = [path, `${path}index.html`, `${path}/index.html`].some((file) => files.has(file));
    return inside && there ? [] : [`${from} links to ${target}, which is not there.`];
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
