import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { hasInvalidXmlCharacters } from '../../text/xml-characters.ts';
import { formatCount } from '../../text/count.ts';

export interface SiteCheckResult {
  readonly files: number;
  readonly links: number;
  /** Ids of the incidents, maintenances and notices that have a page. */
  readonly entryIds: readonly string[];
  /** One sentence each. If there are none, the site may be published. */
  readonly problems: readonly string[];
}

/** `51 files, 20 links, 1 status event`. */
export function formatSiteCounts({ files, links, entryIds }: Omit<SiteCheckResult, 'problems'>): string {
  const events = formatCount(entryIds.length, 'status event');
  return `${formatCount(files, 'file')}, ${formatCount(links, 'link')}, ${events}`;
}

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
  const status = parseJson(await read('api/v2/status.json'));
  const page = status?.['page'] as Record<string, unknown> | undefined;
  const indicator = (status?.['status'] as Record<string, unknown> | undefined)?.['indicator'];
  if (typeof page?.['name'] !== 'string' || !STATUS_INDICATORS.includes(String(indicator))) {
    problems.push('api/v2/status.json has no valid page name and status indicator.');
  }
  const url = typeof page?.['url'] === 'string' ? page['url'].replace(/\/+$/, '') : '';
  const base = url === '' ? '' : new URL(url).pathname.replace(/\/+$/, '');
  const feeds = listFeeds(home, base);
  if (feeds.length === 0) problems.push('index.html has no link to a feed.');
  for (const { path, type } of feeds) {
    const text = await read(path);
    if (type.endsWith('json') && parseJson(text)?.['version'] === undefined)
      problems.push(`${path} is missing or not a JSON Feed.`);
    if (type.endsWith('xml') && !isXmlFile(text)) problems.push(`${path} is missing or not well-formed XML.`);
  }
  const unlinked = [...files].filter(
    (path) => /\.(?:xml|rss|atom|svg)$/.test(path) && feeds.every((feed) => feed.path !== path),
  );
  for (const path of unlinked) {
    const isWellFormed = path.endsWith('.svg') ? isWellFormedXml : isXmlFile;
    if (!isWellFormed(await read(path))) problems.push(`${path} is not well-formed XML.`);
  }
  const { links, dead } = await checkLinks(folder, files, url, base);
  if (links === 0) problems.push('index.html has no link within the site.');
  problems.push(...dead.slice(0, MAX_LISTED_LINKS));
  if (dead.length > MAX_LISTED_LINKS)
    problems.push(`${formatCount(dead.length - MAX_LISTED_LINKS, 'more broken link')}.`);
  const entryIds = [...files].flatMap((path) => /^incidents\/([^/]+)\/index\.html$/.exec(path)?.[1] ?? []);
  return { files: files.size, links, entryIds, problems };
}

/** The feeds that a page links to in its head, which follow from `FEEDS` of the version that built the site. */
function listFeeds(html: string, base: string): { path: string; type: string }[] {
  const links = html.matchAll(/<link rel="alternate" type="([^"]+)"[^>]*? href="([^"]+)"/g);
  return [...links].map(([, type, href]) => ({ path: href!.slice(base.length + 1), type: type! }));
}

/** Every feed begins with an XML declaration, an image need not. */
export function isXmlFile(text: string): boolean {
  return text.startsWith('<?xml') && isWellFormedXml(text);
}

export function isWellFormedXml(text: string): boolean {
  return XMLValidator.validate(text) === true && !hasInvalidXmlCharacters(text);
}

async function checkLinks(
  folder: string,
  files: ReadonlySet<string>,
  url: string,
  base: string,
): Promise<{ links: number; dead: string[] }> {
  const seen = new Map<string, string>();
  const leaving = new Map<string, string>();
  for (const path of files) {
    if (!path.endsWith('.html')) continue;
    const html = await readFile(join(folder, path), 'utf8');
    const text = html.replaceAll(`="${url}/`, `="${base}/`);
    for (const [, target] of text.matchAll(/\s(?:href|src)="(\/[^"/][^"#?]*|\/)["#?]/g)) {
      if (!seen.has(target!)) seen.set(target!, path);
    }
    for (const [, target] of html.matchAll(/\s(?:href|src)="(\/\/[^"]*)"/g)) leaving.set(target!, path);
  }
  const dead = [...seen].flatMap(([target, from]) => {
    const inside = target === base || target.startsWith(`${base}/`);
    const path = decodeURI(target.slice(base.length + 1));
    const exists = [path, `${path}index.html`, `${path}/index.html`].some((file) => files.has(file));
    return inside && exists ? [] : [`${from} links to ${target}, which does not exist.`];
  });
  const away = [...leaving].map(([target, from]) => `${from} links to ${target}, which is another host.`);
  return { links: seen.size, dead: [...away, ...dead] };
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
