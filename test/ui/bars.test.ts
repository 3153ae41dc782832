import { expect, test } from 'vitest';
import { fixed, incident } from '../support/shop-files.ts';
import { viewFor } from '../support/status-view-from-files.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import { renderBars, renderStories } from '../../src/ui/bars.ts';

/** The bars of a component that was down for so many minutes on 20 November. */
function barsAfter(minutes: number, title = 'Shops do not open'): { svg: string; stories: string[] } {
  const start = Date.parse('2026-11-20T08:00Z');
  const time = (after: number): string => new Date(start + after * 60_000).toISOString().slice(0, 16);
  const text = incident({
    title,
    components: 'checkout: major-outage',
    detected: `${time(0)}Z`,
    internal: fixed(`${time(minutes)}Z`),
    updates: [
      [`${time(1)}Z investigating`, 'Words.'],
      [`${time(minutes)}Z resolved`, 'Words.'],
    ],
  });
  const view = viewFor({
    components: { checkout: 'name: Checkout\nsince: 2026-09-01' },
    incidents: { one: text },
  });
  const context = createPageContext(view.site);
  const uptime = view.uptime.get('checkout')!;
  return { svg: renderBars(context, uptime), stories: renderStories(context, uptime, 6) };
}

test.each([
  [2, '16'],
  [20, '19'],
  [90, '22'],
  [300, '25'],
  [800, '28'],
])('a day with %i minutes lost has a bar of %s of 28 units', (minutes, height) => {
  expect(/<rect class="major-outage"[^>]* height="(\d+)"/.exec(barsAfter(minutes).svg)![1]).toBe(height);
});

test('days before the record are marked as such, and bad days say what happened', () => {
  const { svg, stories } = barsAfter(90);
  expect(svg).toContain('<path class="unrecorded" d="M0 21h7"><title>No record before 1 Sept 2026.</title>');
  expect(svg).toContain('<title>Fri 20 Nov: Down · 1 hour, 30 minutes</title>');
  expect(stories).toHaveLength(1);
  expect(stories[0]!.replace(/<svg.*?<\/svg>|<[^>]*>/g, '')).toBe(
    'Fri 20 Nov Down · 1 hour, 30 minutes · Shops do not open',
  );
});

test('a title stays text', () => {
  expect(barsAfter(5, '"><script>').stories[0]).not.toContain('<script>');
});
