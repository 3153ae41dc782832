import type { CurrentState } from '../status/states.ts';

/** In a square of 16 units. A state has a shape of its own, so that it is visible without colour too. */
const SHAPES: Readonly<Record<CurrentState, string>> = {
  operational: `<circle cx="8" cy="8" r="8"/>${line('M4.3 8.3l2.6 2.6 4.9-5.4', 1.8, 'var(--cut)')}`,
  maintenance: ring() + line('M8 4.2V8l2.8 2', 1.8),
  unknown: ring() + line('M6 6.4a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M8 11v1.4', 1.6),
  degraded: `<path d="M8 .8l7.8 14H.2z"/>${line('M8 5.6v4.2M8 11.4v1.7', 1.7, 'var(--cut)')}`,
  'partial-outage': `${line('M8 1l7 7-7 7-7-7z', 1.6)}<path d="M8 1v14L1 8z"/>`,
  'major-outage': `<rect width="16" height="16" rx="3"/>${line('M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8', 1.9, 'var(--cut)')}`,
};

/** How markup refers to an icon, up to its state. */
const USE = '"#m-';

/** The `<symbol>` elements of the icons that the markup uses: a page without an outage needs no picture of one. */
export function iconSymbols(html: string): string {
  const used = new Set<string>();
  for (let at = html.indexOf(USE); at !== -1; at = html.indexOf(USE, at)) {
    at += USE.length;
    used.add(html.slice(at, html.indexOf('"', at)));
  }
  return Object.entries(SHAPES)
    .filter(([state]) => used.has(state))
    .map(([state, shape]) => `<symbol id="m-${state}" viewBox="0 0 16 16">${shape}</symbol>`)
    .join('');
}

function line(path: string, width: number, colour = 'currentColor'): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

function ring(): string {
  return '<circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="2"/>';
}
