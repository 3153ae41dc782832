import { copyScript } from './client/copy-script.ts';
import { clientScript } from './client/live-script.ts';
import type { LoadedSite } from './site-context.ts';
import { getStylesheets } from './styles.ts';

/** Paths and the headers that hosts send with them. */
interface HeaderRule {
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The file `_headers`, as Netlify and Cloudflare Pages read it. A header that several rules give for one path would be sent
 * several times, so the pages that can't be framed are listed one by one: `embed/` is made to be framed.
 */
export function renderHeaderRules({ view, context }: LoadedSite): string {
  const { links, logo } = context;
  const { inlined } = getStylesheets(view.site);
  const policy = [
    "default-src 'none'",
    `style-src 'self' ${inlined.source}`,
    `script-src ${clientScript.hash} ${copyScript.hash}`,
    "connect-src 'self'",
    "img-src data: 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const folders = ['incidents', 'components', 'postmortems'].map((name) => links.file(`${name}/*`));
  const pages = [links.history, links.subscribe, links.commitments].map((page) => `${page}*`);
  const home = [links.home, links.file('index.html'), links.file('404.html')];
  const rules: HeaderRule[] = [
    {
      paths: [links.file('*')],
      headers: {
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'strict-origin-when-cross-origin',
      },
    },
    { paths: [...home, ...pages, ...folders], headers: { 'Content-Security-Policy': policy } },
    {
      paths: logo ? [logo.href] : [],
      headers: { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" },
    },
    // For the banner in the company's own site, and for clients in browsers.
    { paths: [links.file('api/*')], headers: { 'Access-Control-Allow-Origin': '*' } },
  ];
  return rules.flatMap(({ paths, headers }) => paths.map((path) => renderRule(path, headers))).join('\n');
}

function renderRule(path: string, headers: HeaderRule['headers']): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  return `${path}\n${lines.join('')}`;
}
