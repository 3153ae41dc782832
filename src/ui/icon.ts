import type { CurrentState } from '../status/states.ts';

/** Colours that stand out on light and dark tabs. */
const COLOURS: Readonly<Record<CurrentState, string>> = {
  operational: '#2b9a60',
  maintenance: '#3f7ad0',
  degraded: '#c98a12',
  'partial-outage': '#d9601f',
  'major-outage': '#d13b31',
};

const SHAPES: Readonly<Record<CurrentState, string>> = {
  operational: "<circle cx='8' cy='8' r='7'/>",
  maintenance: "<path d='M8 1a7 7 0 1 0 .1 0zm0 3a4 4 0 1 1-.1 0z'/>",
  degraded: "<path d='M8 1l7.5 13.5H.5z'/>",
  'partial-outage': "<path d='M8 .5L15.5 8 8 15.5.5 8z'/>",
  'major-outage': "<rect x='1' y='1' width='14' height='14' rx='2'/>",
};

/** The mark of each state for the browser's tab, as an address that needs no request. */
export const FAVICONS = Object.fromEntries(
  Object.entries(SHAPES).map(([state, shape]) => [state, toDataUrl(shape, COLOURS[state as CurrentState])]),
) as Readonly<Record<CurrentState, string>>;

function toDataUrl(shape: string, colour: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='${colour}'>${shape}</svg>`;
  return `data:image/svg+xml,${svg.replace(/[#<> ]/g, encodeURIComponent)}`;
}
