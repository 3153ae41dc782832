import { hash } from 'node:crypto';
import { createClientScript } from '../client/client-script.ts';
import { renderOverallSentence } from '../overall-sentence.ts';
import { pageVersion } from '../statuspage-api/page.ts';
import { computeHeadlineState } from '../badge.ts';
import type { LoadedSite } from '../site-context.ts';
import { STATE_COLOURS } from '../state-colours.ts';
import { escapeXml, xmlElement } from '../xml.ts';
import type { Xml } from '../xml.ts';
// oxlint-disable-next-line import/default -- Vite gives the minified text of a file as its default export.
import source from './frame.js?minified';

const frameScript = createClientScript(source);

/** A page for an `iframe` in the company's own site: the overall status and open incidents. A script only renews it. */
export function renderEmbedPage({ view, context }: LoadedSite): string {
  const { messages, dates, links, locale, site } = context;
  const style = renderStyle(STATE_COLOURS[computeHeadlineState(view.overall)]);
  const styleHash = `'sha256-${hash('sha256', style, 'base64')}'`;
  const policy = `default-src 'none'; style-src ${styleHash}; script-src ${frameScript.hash}; connect-src 'self'; base-uri 'none'; form-action 'none'`;
  const head = [
    xmlElement('meta', { charset: 'utf-8' }),
    xmlElement('meta', { 'http-equiv': 'content-security-policy', content: policy }),
    xmlElement('meta', { name: 'viewport', content: 'width=device-width' }),
    xmlElement('meta', { name: 'color-scheme', content: 'light dark' }),
    xmlElement('meta', { name: 'robots', content: 'noindex' }),
    xmlElement('title', {}, messages.page.title(site.name)),
    xmlElement('script', {}, { xml: frameScript.text }),
    xmlElement('style', {}, { xml: style }),
  ];
  const open = view.active.map(({ event, next }) => {
    const parts: (Xml | string)[] = [
      xmlElement('bdi', {}, renderLink(links.absolute(links.incident(event.id)), event.title)),
    ];
    if (next) {
      const { iso, local } = dates.time(next.by);
      parts.push(` · ${messages.entry.nextUpdateBy} `, xmlElement('time', { datetime: iso }, local));
    }
    return xmlElement('li', {}, ...parts);
  });
  const sentence = { xml: renderOverallSentence(messages, view.overall, escapeXml) };
  const body = [
    xmlElement('h1', {}, renderLink(links.absolute(links.home), sentence)),
    ...(open.length > 0 ? [xmlElement('ul', {}, ...open)] : []),
  ];
  const root = {
    lang: locale,
    dir: messages.dir,
    'data-k': pageVersion(view),
    'data-u': links.file('api/v2/status.json'),
  };
  const page = xmlElement(
    'html',
    root,
    xmlElement('head', {}, ...head),
    xmlElement('body', {}, xmlElement('main', {}, ...body)),
  );
  return `<!doctype html>\n${page.xml}\n`;
}

/** Opens in the whole window instead of the frame. */
function renderLink(href: string, text: string | Xml): Xml {
  return xmlElement('a', { href, target: '_top' }, text);
}

function renderStyle(colour: string): string {
  return (
    `body{margin:0;padding:.6em 1em;border-inline-start:.4em solid ${colour};font:1rem/1.4 system-ui,sans-serif;overflow-wrap:anywhere}` +
    'h1,ul{margin:0;padding:0;list-style:none;font:inherit}h1 a{font-weight:600}a{color:inherit}'
  );
}
