import { describe, expect, test } from 'vitest';
import { eventComplianceOf } from '../../src/compliance/event-compliance.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { createEntryCard } from '../../src/site/og/card.ts';
import { createHistoryFeed } from '../../src/site/feeds/history-feed.ts';
import { createUpdateFeed } from '../../src/site/feeds/update-feed.ts';
import { renderCalendar } from '../../src/site/ics.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import { renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { takenBackAt, phaseLabel, stateAtWorst } from '../../src/status/entry.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import type { StatusView } from '../../src/status/status-view.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const WINDOW = 'kind: maintenance\nstarts: 2026-11-24T01:00Z\nends: 2026-11-24T03:00Z';
const CALLED_OFF = ['2026-11-20T09:00Z scheduled', '2026-11-22T09:00Z completed'];

function viewOf(updates: readonly string[], now: string, language = 'en'): StatusView {
  const { siteContext, entries } = worldOf(
    { move: incidentText(WINDOW, updates) },
    { site: `language: ${language}\n` },
  );
  return buildStatusView({
    siteContext,
    incidents: entries,
    promisedUpdateOf: () => undefined,
    now: at(now),
  });
}

describe('a maintenance completed before its window opens was called off', () => {
  const view = viewOf(CALLED_OFF, '2026-11-23T09:00Z');
  const site = { view, context: createPageContext(view.site) };
  const [event] = view.events;

  test('on its day, in the colour of nothing affected', () => {
    expect(takenBackAt(event!.event)).toBe(at('2026-11-22T09:00Z'));
    expect([phaseLabel(event!), event!.when, stateAtWorst(event!)]).toEqual([
      'called-off',
      'past',
      'operational',
    ]);
    expect(createEntryCard(event!, site.context)).toMatchObject({
      subtitle: 'Called off',
      time: '22 Nov 2026, 10:00 GMT+1',
    });
  });

  test('feeds say so, and no item says that something is affected by it', () => {
    const items = createUpdateFeed(site).items.map(({ title, html }) => `${title}: ${html}`);
    expect(items).toEqual([
      'Some orders fail (Called off): <p dir="auto">Some words.</p>',
      'Some orders fail (Scheduled): <p dir="auto">Some words.</p>\n<p>Affected: Checkout</p>',
    ]);
    expect(createHistoryFeed(site, 'tag').items[0]!.title).toBe('Called off: Some orders fail');
  });

  test('the API says so in its name, with its day and no component', () => {
    const { scheduled_maintenances: list } = JSON.parse(
      renderApiDocument(view, 'scheduled-maintenances'),
    ) as {
      scheduled_maintenances: object[];
    };
    expect(list).toMatchObject([
      {
        name: 'Called off: Some orders fail',
        status: 'completed',
        resolved_at: '2026-11-22T10:00:00.000+01:00',
        components: [],
      },
    ]);
    expect(
      renderApiDocument(viewOf(CALLED_OFF, '2026-11-23T09:00Z', 'fr'), 'scheduled-maintenances'),
    ).toContain('"name":"Annulé\u00A0: Some orders fail"');
  });

  test('the calendar keeps its window and cancels it', () => {
    const text = renderCalendar(site);
    expect(text).toContain('STATUS:CANCELLED');
    expect(text).toContain('DTSTART:20261124T010000Z');
    expect(text).toContain('SUMMARY:Vayva: Called off: Some orders fail');
    expect(text).not.toContain('Affected');
  });

  test('compliance does not ask when it ended', () => {
    const { siteContext, entries } = worldOf({ move: incidentText(WINDOW, CALLED_OFF) });
    const { site: file, policy } = siteContext;
    const made = eventComplianceOf(
      { site: file, policy, evidence: NO_EVIDENCE },
      entries[0]!,
      at('2026-11-25T09:00Z'),
    )!;
    expect(made.measures.map(({ kind }) => kind)).not.toContain('maintenance-end');
  });
});

test.each<[string, readonly string[]]>([
  ['it was under way early', ['2026-11-24T00:56Z in-progress', '2026-11-24T00:59Z completed']],
  ['it ended early', ['2026-11-20T09:00Z scheduled', '2026-11-24T01:10Z completed']],
  ['it is still planned', ['2026-11-20T09:00Z scheduled']],
])('not if %s', (_, updates) => {
  expect(takenBackAt(viewOf(updates, '2026-11-24T12:00Z').events[0]!.event)).toBeUndefined();
});
