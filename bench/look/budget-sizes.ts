import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkMaximum, checkNone } from './budget-measure.ts';
import type { BuiltSite, BudgetResult } from './budget-measure.ts';

/** In bytes: the first TCP flight, the script, and less than cState's page with the same content. */
const MAX_HOME_BYTES = 14_600;
const MAX_SCRIPT_BYTES = 3000;
const MAX_HOME_BYTES_WITHOUT_UPTIME = 9400;

/** The pages of a site by path, without embedded pages and redirects. */
export function listPages(dist: string): string[] {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true });
  const paths = files.map((file) => join(file.parentPath, file.name).slice(dist.length + 1));
  return paths.filter((path) => path.endsWith('.html') && path !== 'embed/index.html').toSorted();
}

/** The compressed size in bytes. */
function gzippedSize(html: string): number {
  return gzipSync(html, { level: 9 }).length;
}

/** The home page with 20 components, 90 days and an open incident. */
export function checkHomePage({ dist }: BuiltSite): BudgetResult[] {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const blocking = [...html.matchAll(/<link rel="(?:stylesheet|preload)"[^>]*>|<script [^>]*src[^>]*>/g)];
  return [
    checkMaximum('home, compressed, in one request', gzippedSize(html), MAX_HOME_BYTES, ' B'),
    checkNone(
      'second requests that home waits for',
      blocking.map(([tag]) => tag),
      'home',
    ),
  ];
}

/** The uptime bars and figures with their styles, which cState's home page doesn't have. */
const UPTIME_MARKUP =
  /<(div|details) class="strip".*?<\/\1>|<small class="ends">.*?<\/small>|<small>\d[^<]*(?:<span[^>]*>[^<]*<\/span>)?<\/small>|<p class="quiet more">.*?<\/p>|(?<=\})[^{}@]*\.(?:bars|strip|ends)\b[^{}]*\{[^}]*\}/gs;

/** The home page with the same content as cState's. */
export function checkHomePageWithoutUptime({ dist }: BuiltSite): BudgetResult {
  const html = readFileSync(join(dist, 'index.html'), 'utf8').replace(UPTIME_MARKUP, '');
  return checkMaximum(
    'home without bars, compressed (cState 10,461 B)',
    gzippedSize(html),
    MAX_HOME_BYTES_WITHOUT_UPTIME,
    ' B',
  );
}

/** The script and the content security policy of every page. */
export function checkScriptsAndPolicies(sites: readonly BuiltSite[]): BudgetResult[] {
  let largest = 0;
  let pages = 0;
  const loose: string[] = [];
  for (const { name, dist } of sites) {
    for (const page of listPages(dist)) {
      const html = readFileSync(join(dist, page), 'utf8');
      const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script!);
      largest = Math.max(largest, gzippedSize(scripts.join('')));
      pages += 1;
      if (
        !html.includes('http-equiv="content-security-policy"') ||
        /unsafe-|<script (?!type="application\/ld\+json")|\son\w+="/.test(html)
      )
        loose.push(`${name}/${page}`);
    }
  }
  return [
    checkMaximum('scripts of a page, compressed', largest, MAX_SCRIPT_BYTES, ' B'),
    checkNone('pages without a strict content security policy', loose, `${pages} pages`),
  ];
}
