import { hash } from 'node:crypto';
import { stateOfAll } from '../badge.ts';
import type { LoadedSite } from '../site-context.ts';
import { STATE_COLOURS } from '../state-colours.ts';
import { element } from '../xml.ts';
import type { Xml } from '../xml.ts';

/** How often a frame looks again, in seconds. */
const REFRESH = 60;

/** A page for a frame in the company's own site: the state in one sentence, and what is open. Needs no script. */
export function embedPage({ view, shell }: LoadedSite): string {
  const { words, dates, links, locale, site } = shell;
  const style = styleFor(STATE_COLOURS[stateOfAll(view.overall)]);
  const styleHash = `'sha256-${hash('sha256', style, 'base64')}'`;
  const policy = `default-src 'none'; style-src ${styleHash}; base-uri 'none'; form-action 'none'`;
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'content-security-policy', content: policy }),
    element('meta', { 'http-equiv': 'refresh', content: REFRESH }),
    element('meta', { name: 'viewport', content: 'width=device-width' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('meta', { name: 'robots', content: 'noindex' }),
    element('title', {}, words.page.title(site.name)),
    element('style', {}, { xml: style }),
  ];
  const open = view.active.map(({ entry, next }) => {
    const parts: (Xml | string)[] = [link(links.absolute(links.incident(entry.id)), entry.title)];
    if (next) {
      const { iso, local } = dates.time(next.by);
      parts.push(` · ${words.entry.nextUpdateBy} `, element('time', { datetime: iso }, local));
    }
    return element('li', { dir: 'auto' }, ...parts);
  });
  const body = [
    element('p', { dir: 'auto' }, link(links.absolute(links.home), words.overall(view.overall))),
    ...(open.length > 0 ? [element('ul', {}, ...open)] : []),
  ];
  const root = { lang: locale, dir: words.dir };
  const page = element('html', root, element('head', {}, ...head), element('body', {}, ...body));
  return `<!doctype html>\n${page.xml}\n`;
}

/** Out of the frame, into the whole window. */
function link(href: string, text: string): Xml {
  return element('a', { href, target: '_top' }, text);
}

function styleFor(colour: string): string {
  return (
    `body{margin:0;padding:.6em 1em;border-inline-start:.4em solid ${colour};font:1rem/1.4 system-ui,sans-serif}` +
    'p,ul{margin:0;padding:0;list-style:none}p a{font-weight:600}a{color:inherit}'
  );
}
