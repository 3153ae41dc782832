import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Addresses of the site in its pages, feeds, calendar, API and scripts' data. */
const IN_HTML = /\s(?:href|src)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#38;': '&',
};

/**
 * Every address inside of a built site that leads nowhere, with the file that names it: relative, from the root, or
 * absolute with the site's own address; in pages a `#` has to be an id of the page that it leads to.
 */
export function deadLinks(dist: string, url: string): string[] {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/$/, '');
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(dist.length + 1));
  const known = new Map<string, boolean>();
  const ids = new Map<string, Set<string>>();
  const idsOf = (path: string): Set<string> => {
    let found = ids.get(path);
    if (!found) {
      const html = readFileSync(join(dist, path), 'utf8');
      ids.set(path, (found = new Set(Array.from(html.matchAll(/\sid="([^"]*)"/g), ([, id]) => id!))));
    }
    return found;
  };
  const leads = (address: string, from: string): boolean => {
    const target = new URL(address, `${origin}${base}/${from.replace(/index\.html$/, '')}`);
    if (target.origin !== origin) return true;
    if (!target.pathname.startsWith(`${base}/`)) return base !== '' && !address.startsWith('/');
    const path = decodeURIComponent(target.pathname.slice(base.length + 1));
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    let there = known.get(file);
    if (there === undefined) known.set(file, (there = existsSync(join(dist, file))));
    if (!there) return false;
    const id = decodeURIComponent(target.hash.slice(1));
    return id === '' || !file.endsWith('.html') || idsOf(file).has(id);
  };
  const dead: string[] = [];
  for (const file of files) {
    const text = readFileSync(join(dist, file), 'utf8');
    for (const address of file.endsWith('.html') ? inHtml(text) : inText(text, origin + base)) {
      if (/^(?:mailto|data):/.test(address)) continue;
      if (!leads(address, file)) dead.push(`${file}: ${address}`);
    }
  }
  return dead;
}

function inHtml(html: string): string[] {
  return Array.from(html.matchAll(IN_HTML), ([, address]) =>
    address!.replace(/&(?:amp|lt|gt|quot|#38);/g, (entity) => ENTITIES[entity]!),
  );
}

/** Whatever begins with the site's own address; a folded line of a calendar goes on after its fold. */
function inText(text: string, home: string): string[] {
  const whole = text.replace(/\r\n[ \t]/g, '');
  return Array.from(whole.matchAll(/https?:\/\/[^\s"'<>\\)&]+/g), ([address]) => address).filter((address) =>
    address.startsWith(`${home}/`),
  );
}
