import { hash } from 'node:crypto';
import { COLOUR_SCHEMES, TOKENS } from '../content/branding/tokens.ts';
import type { TokenName } from '../content/branding/tokens.ts';
import type { PublicSite } from '../status/status-view.ts';
import bars from '../ui/bars.css?inline';
import base from '../ui/base.css?inline';
import entry from '../ui/entry.css?inline';
import pages from '../ui/pages.css?inline';
import rows from '../ui/rows.css?inline';
import states from '../ui/states.css?inline';
import tokens from '../ui/tokens.css?inline';

export interface Stylesheets {
  /** Inlined in the home page, so that it needs one request; `source` is for the content security policy. */
  readonly inlined: { readonly css: string; readonly source: string };
  /** The file of all other pages; `name`, without `.css`, contains a hash of the styles. */
  readonly shared: { readonly css: string; readonly name: string };
}

const stylesheetsCache = new WeakMap<PublicSite, Stylesheets>();

export function getStylesheets(site: PublicSite): Stylesheets {
  let stylesheets = stylesheetsCache.get(site);
  if (!stylesheets) stylesheetsCache.set(site, (stylesheets = createStylesheets(site)));
  return stylesheets;
}

function createStylesheets(site: PublicSite): Stylesheets {
  const css = tokens + renderAccentCss(site) + renderThemeCss(site) + base + entry + states + bars + rows;
  const all = css + pages;
  return {
    inlined: { css, source: `'sha256-${hash('sha256', css, 'base64')}'` },
    shared: { css: all, name: `style-${hash('sha256', all).slice(0, 10)}` },
  };
}

function renderAccentCss({ accent }: PublicSite): string {
  if (!accent) return '';
  const { light, dark } = accent;
  return `:root{--link:${light}}@media(prefers-color-scheme:dark){:root{--link:${dark}}}`;
}

/** Colours under `:root` are those of light pages, so that a company that sets only them doesn't change dark ones. */
function renderThemeCss({ tokens: own }: PublicSite): string {
  if (!own) return '';
  const render = (values: Readonly<Record<string, string>>, isColour: boolean): string =>
    Object.entries(values)
      .filter(([name]) => (TOKENS[name as TokenName].type === 'colour') === isColour)
      .map(([name, value]) => `--${name}:${value};`)
      .join('');
  const shared = render(own.light, false);
  const schemes = COLOUR_SCHEMES.map((scheme) => {
    const colours = render(own[scheme], true);
    return colours && `@media(prefers-color-scheme:${scheme}){:root{${colours}}}`;
  });
  return [shared && `:root{${shared}}`, ...schemes].join('');
}
