import { FEED_FILES } from './feed-files.ts';

/**
 * Paths of the site, and the headers that a host has to send with them. Two rules never give the same header for one path,
 * except a `fallback`.
 */
export interface HeaderRule {
  /** Below the site's base path, without a leading slash. `:id` is any one name; `*` is anything, also nothing. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /**
   * It is for the paths without another rule for its header. Netlify and Cloudflare Pages, which read `_headers`, do this
   * by default.
   */
  readonly fallback?: true;
}

/** What differs between the file that is published with a site and the settings of a server, which outlive many builds. */
export interface SiteHeaders {
  /** The content security policy of pages. */
  readonly pages: string;
  /** The name of the stylesheet, which contains a hash of its content. */
  readonly stylesheet: string;
  /** The name of the company's logo. */
  readonly logo?: string | undefined;
}

/**
 * The settings of a server must not name what changes with a build. Each page contains its own content security policy; only
 * `frame-ancestors` needs a header.
 */
export const STABLE_HEADERS: SiteHeaders = {
  pages: "frame-ancestors 'none'",
  stylesheet: 'style-*.css',
  logo: 'logo-*',
};

const NAMES_OF_PAGES = ['', 'index.html', '404.html'];
const FOLDERS_OF_PAGES = [
  ...['history', 'subscribe', 'commitments'],
  ...['incidents', 'components', 'postmortems'],
];
const BADGES = ['badge.svg', 'components/:id/badge.svg'];
const FEEDS = Object.entries(FEED_FILES).map(([file, { type, perComponent }]) => ({
  type,
  paths: [file, ...(perComponent ? [`components/:id/${file}`] : [])],
}));

/** The headers that a host should send, whichever it is. */
export function listHeaderRules({ pages, stylesheet, logo }: SiteHeaders): readonly HeaderRule[] {
  return [
    {
      paths: ['*'],
      headers: {
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'strict-origin-when-cross-origin',
      },
    },
    // One by one, because embed/ is made to be framed.
    {
      paths: [...NAMES_OF_PAGES, ...FOLDERS_OF_PAGES.map((name) => `${name}/*`)],
      headers: { 'Content-Security-Policy': pages },
    },
    {
      paths: logo === undefined ? [] : [logo],
      headers: { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" },
    },
    // For the banner in the company's own site, for clients and feed readers in browsers.
    {
      paths: [
        'api/*',
        'embed/*',
        'embed.js',
        'maintenance.ics',
        ...FEEDS.flatMap(({ paths }) => paths),
        ...BADGES,
      ],
      headers: { 'Access-Control-Allow-Origin': '*' },
    },
    ...listContentTypes(),
    { paths: [stylesheet], headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } },
    // Browsers ask each time whether it has changed: an update must not wait.
    { paths: ['*'], headers: { 'Cache-Control': 'public, max-age=0, must-revalidate' }, fallback: true },
  ];
}

/** For files whose type hosts don't know from their names, or know as another one. */
function listContentTypes(): HeaderRule[] {
  const types = new Map<string, string[]>();
  const add = (type: string, paths: readonly string[]): void =>
    void types.set(type, [...(types.get(type) ?? []), ...paths]);
  for (const { type, paths } of FEEDS) add(`${type}; charset=utf-8`, paths);
  add('text/calendar; charset=utf-8', ['maintenance.ics']);
  // As Prometheus asks for it.
  add('text/plain; version=0.0.4; charset=utf-8', ['metrics', 'metrics.txt']);
  return [...types].map(([type, paths]) => ({ paths, headers: { 'Content-Type': type } }));
}

/** A pattern of `HeaderRule.paths` as a regular expression for a whole path, without `^` and `$`. */
export function patternOf(base: string, path: string): string {
  const escape = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return escape(`${base}/${path}`).replaceAll('*', '.*').replaceAll(':id', '[^/]+');
}

/** The headers of a path with the site's base, as a host that follows the rules sends them. */
export function headersOf(rules: readonly HeaderRule[], base: string, path: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { paths, headers, fallback } of rules) {
    if (!paths.some((one) => new RegExp(`^${patternOf(base, one)}$`).test(path))) continue;
    for (const [name, value] of Object.entries(headers))
      if (!(fallback && Object.hasOwn(found, name))) found[name] = value;
  }
  return found;
}
