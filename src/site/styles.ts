import { hash } from 'node:crypto';
import type { PublicSite } from '../status/status-view.ts';
import base from '../ui/base.css?inline';
import entry from '../ui/entry.css?inline';
import pages from '../ui/pages.css?inline';
import parts from '../ui/parts.css?inline';
import tokens from '../ui/tokens.css?inline';

/** The styles of a site. */
export interface Stylesheets {
  /** What the front page carries with it, to be there in one request; and what lets it past a content security policy. */
  readonly inlined: { readonly css: string; readonly source: string };
  /** The file that all other pages share; its name, without `.css`, is another one for other styles. */
  readonly shared: { readonly css: string; readonly name: string };
}

const stylesheetsCache = new WeakMap<PublicSite, Stylesheets>();

/** The styles of a site, with its accent. */
export function getStylesheets(site: PublicSite): Stylesheets {
  let stylesheets = stylesheetsCache.get(site);
  if (!stylesheets) stylesheetsCache.set(site, (stylesheets = createStylesheets(site)));
  return stylesheets;
}

function createStylesheets(site: PublicSite): Stylesheets {
  const css = tokens + renderAccentCss(site) + base + entry + parts;
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
