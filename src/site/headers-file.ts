import { splitSiteUrl } from '../content/site-address.ts';
import { copyScript } from './client/copy-script.ts';
import { clientScript } from './client/live-script.ts';
import type { LoadedSite } from './site-context.ts';
import { getStylesheets } from './styles.ts';
import { listHeaderRules } from '../hosting/header-rules.ts';

/**
 * The file `_headers`, as Netlify and Cloudflare Pages read it. They would send a header several times that several rules
 * give for one path.
 */
export function renderHeadersFile({ view, context }: LoadedSite): string {
  const { base } = splitSiteUrl(view.site.url);
  const { inlined, shared } = getStylesheets(view.site);
  const pages = [
    "default-src 'none'",
    `style-src 'self' ${inlined.source}`,
    `script-src ${clientScript.hash} ${copyScript.hash}`,
    "connect-src 'self'",
    "img-src data: 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const logo = context.logo?.href.slice(base.length + 1);
  return listHeaderRules({ pages, stylesheet: `${shared.name}.css`, logo })
    .filter(({ fallback }) => fallback !== true)
    .flatMap(({ paths, headers }) => paths.map((path) => renderRule(`${base}/${path}`, headers)))
    .join('\n');
}

function renderRule(path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  return `${path}\n${lines.join('')}`;
}
