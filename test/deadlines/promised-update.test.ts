import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { parseInstant } from '../../src/time/instant.ts';
import type { Instant } from '../../src/time/instant.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { findPromisedUpdate } from '../../src/deadlines/promised-update.ts';
import { renderJsonFeed } from '../../src/site/feeds/json-feed.ts';
import { createUpdateFeed } from '../../src/site/feeds/update-feed.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import { FIRST, incident, SHOP } from '../support/shop-files.ts';

const POLICY = readFileSync(new URL('../../presets/vayva.yaml', import.meta.url), 'utf8');

function time(text: string): Instant {
  const read = parseInstant(text);
  if ('error' in read) throw new Error(text);
  return read.instant;
}

/** What the page and what the clock make of the same incident. */
function told(file: string, now: Instant) {
  const { siteContext, incidents } = parseContent({
    site: { path: 'status.yaml', text: SHOP['status.yaml']! },
    policies: [{ path: 'policies/vayva.yaml', text: POLICY }],
    components: [],
    incidents: [{ path: 'incidents/2026-11-22-one.md', text: file }],
    postmortems: [],
  });
  const clock = deadlinesOf(siteContext!, incidents, NO_EVIDENCE, now).find(
    ({ kind }) => kind === 'next-update' || kind === 'first-update',
  );
  const view = buildStatusView({
    siteContext: siteContext!,
    incidents,
    promisedUpdateOf: (open) => findPromisedUpdate(siteContext!, NO_EVIDENCE, open),
    now,
  });
  const feed = JSON.parse(
    renderJsonFeed(createUpdateFeed({ view, context: createPageContext(view.site) }), 'feed.json'),
  );
  return { clock, next: view.active[0]?.next, items: feed.items as Readonly<Record<string, unknown>>[] };
}

const opened = ['2026-11-22T11:10Z investigating', FIRST('Checkout', 'failed payments')] as const;
const written = (...updates: (readonly [string, string])[]): string =>
  incident({ title: 'x', components: '', detected: '2026-11-22T11:00Z', updates });

const CASES: Readonly<Record<string, string>> = {
  'no update yet': written(),
  'one update': written(opened),
  'raised on the way': written(opened, ['2026-11-22T11:30Z update\nSeverity: sev-1', 'It is worse.']),
  'lowered on the way': written(opened, ['2026-11-22T11:30Z update\nSeverity: sev-3', 'It is less bad.']),
  'times that go backwards': written(opened, ['2026-11-22T11:05Z update', 'We said this later.']),
  resolved: written(opened, ['2026-11-22T11:30Z resolved', 'It is over.']),
  'begun again': written(
    opened,
    ['2026-11-22T11:30Z resolved', 'It is over.'],
    ['2026-11-22T11:50Z investigating', 'It is not.'],
  ),
  'a drill': written(opened).replace('\nseverity', '\ndrill: true\nseverity'),
};

test.each(Object.entries(CASES))('page, feed and deadline report agree: %s', (_name, file) => {
  const { clock, next, items } = told(file, time('2026-11-22T12:00Z'));
  expect(next && { due: next.due, by: next.by }).toEqual(clock && { due: clock.due, by: clock.late });
  const said = items[0]?.['_candor'] as { next_update_by: string } | undefined;
  if (items.length > 0) expect(said && time(said.next_update_by)).toBe(next?.by);
  for (const older of items.slice(1)) expect(older).not.toHaveProperty('_candor');
});

test('a severity that was raised shortens what is promised (V12.2)', () => {
  const { next } = told(CASES['raised on the way']!, time('2026-11-22T11:40Z'));
  expect(next).toEqual({ due: time('2026-11-22T11:45Z'), by: time('2026-11-22T12:00Z'), lateBy: 0 });
});
