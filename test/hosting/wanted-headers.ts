const SECURITY = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};
const FRESH = { 'Cache-Control': 'public, max-age=0, must-revalidate' };
const CORS = { 'Access-Control-Allow-Origin': '*' };
const PAGE = { ...SECURITY, ...FRESH, 'Content-Security-Policy': "frame-ancestors 'none'" };

/** What each kind of file needs. Components' files are below a folder of pages. */
export const WANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': PAGE,
  'index.html': PAGE,
  '404.html': PAGE,
  'history/2026-11/': PAGE,
  'incidents/2026-11-22-checkout/index.html': PAGE,
  'embed/': { ...SECURITY, ...FRESH, ...CORS },
  'embed.js': { ...SECURITY, ...FRESH, ...CORS },
  'api/v2/status.json': { ...SECURITY, ...FRESH, ...CORS },
  'rss.xml': { ...SECURITY, ...FRESH, ...CORS, 'Content-Type': 'application/rss+xml; charset=utf-8' },
  'components/a/updates.atom': {
    ...PAGE,
    ...CORS,
    'Content-Type': 'application/atom+xml; charset=utf-8',
  },
  'feed.json': { ...SECURITY, ...FRESH, ...CORS, 'Content-Type': 'application/feed+json; charset=utf-8' },
  'maintenance.ics': { ...SECURITY, ...FRESH, ...CORS, 'Content-Type': 'text/calendar; charset=utf-8' },
  metrics: { ...SECURITY, ...FRESH, 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
  'style-0a1b2c3d4e.css': { ...SECURITY, 'Cache-Control': 'public, max-age=31536000, immutable' },
  'logo-0a1b2c3d4e.svg': {
    ...SECURITY,
    ...FRESH,
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  },
  'og/home.png': { ...SECURITY, ...FRESH },
};
