import { afterAll, describe, expect, test } from 'vitest';
import { readFirstCommitTimes } from '../../src/git/component-days.ts';
import { parseContent } from '../../src/content/content.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import type { LoadedSite } from '../../src/site/site-context.ts';
import { renderBadge } from '../../src/site/badge.ts';
import { listComponentRedirects, renderRedirectPage } from '../../src/site/redirects.ts';
import { renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { withRecordedDays } from '../../src/status/recorded-days.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import type { StatusView } from '../../src/status/status-view.ts';
import { PRESETS } from '../support/example-content.ts';
import { at, incidentText } from '../support/incident-content.ts';
import { git, temporary, writeFiles } from '../support/shop-site.ts';

const { folder, remove } = temporary();
afterAll(remove);

const FRONT = 'severity: sev-2\ndetected: 09:00';
const INCIDENT = incidentText(FRONT, ['09:10 investigating', '10:00 resolved']);
const NOW = at('2026-11-29T12:00Z');

function contentOf(components: Readonly<Record<string, string>>, incident = INCIDENT) {
  return parseContent({
    site: {
      path: 'status.yaml',
      text: 'name: Vayva\nurl: https://vayva.shop/status\npolicy: vayva\ntimezone: Africa/Lagos\n',
    },
    policies: PRESETS,
    components: Object.entries(components).map(([id, front]) => ({
      path: `components/${id}.md`,
      text: `---\n${front}\n---\n`,
    })),
    incidents: [{ path: 'incidents/one.md', text: incident }],
    postmortems: [],
  });
}

function viewOf(components: Readonly<Record<string, string>>, incident = INCIDENT): StatusView {
  const { siteContext, incidents, diagnostics } = contentOf(components, incident);
  expect(diagnostics).toEqual([]);
  return buildStatusView({
    siteContext: siteContext!,
    incidents,
    promisedUpdateOf: () => undefined,
    now: NOW,
  });
}

describe('a retired component', () => {
  const view = viewOf({ checkout: 'name: Checkout\nretired: 2026-11-25', orders: 'name: Orders' });

  test('is off the list, with its history and its badge', () => {
    expect(view.components.map(({ id }) => id)).toEqual(['orders']);
    expect(view.retired.map(({ id }) => id)).toEqual(['checkout']);
    expect(view.eventsByComponent.get('checkout')).toHaveLength(1);
    expect(view.events[0]!.worstAffected).toMatchObject([{ name: 'Checkout', hasPage: true }]);
    const badge = renderBadge({ view, context: createPageContext(view.site) }, view.retired[0]);
    expect(badge).toContain('No longer in service');
  });

  test('stays in the API of its incidents only', () => {
    expect(renderApiDocument(view, 'components')).not.toContain('Checkout');
    expect(renderApiDocument(view, 'incidents')).toContain('"name":"Checkout"');
  });
});

describe('a component whose file was renamed', () => {
  const before = viewOf({ checkout: 'name: Checkout' });
  const after = viewOf({ pay: 'name: Paying\nformerly: [checkout]' });

  test('keeps its incidents, its id in the API and its address', () => {
    expect(after.events[0]!.worstAffected).toMatchObject([{ id: 'pay', name: 'Paying' }]);
    const idOf = (view: StatusView) =>
      (JSON.parse(renderApiDocument(view, 'components')) as { components: { id: string }[] }).components[0]!
        .id;
    expect(idOf(after)).toBe(idOf(before));
    expect(listComponentRedirects(after)).toEqual([
      { file: 'components/checkout/index.html', id: 'pay', kind: 'component' },
      { file: 'components/checkout/2026/index.html', id: 'pay', kind: 'component', year: '2026' },
    ]);
  });

  test('redirects a year of its history to the same year', () => {
    const site = { view: after, context: createPageContext(after.site) };
    const [page, year] = listComponentRedirects(after).map((one) =>
      renderRedirectPage(site as LoadedSite, one),
    );
    expect(page).toContain('url=https://vayva.shop/status/components/pay/"');
    expect(year).toContain('url=https://vayva.shop/status/components/pay/2026/"');
  });

  test('can not share a former name with another file', () => {
    const { diagnostics } = contentOf({
      checkout: 'name: Checkout',
      pay: 'name: Paying\nformerly: [checkout]',
    });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '"checkout" is taken by components/checkout.md, so it is unclear which component old incidents mean.',
    ]);
  });
});

test('a hidden component is in no part of the view; an incident that names only it has no component', () => {
  const view = viewOf({ checkout: 'name: Secret checkout\nhidden: true', orders: 'name: Orders' });
  expect(view.events[0]!.worstAffected).toEqual([]);
  expect(JSON.stringify([view, [...view.uptime]])).not.toMatch(/checkout/i);
});

describe('U6.3: bars and availability begin where the record begins', () => {
  const { siteContext, incidents } = contentOf({
    checkout: 'name: Checkout',
    orders: 'name: Orders',
    search: 'name: Search\nsince: 2026-01-01',
  });
  const daysOf = (times: ReadonlyMap<string, number> | undefined, events = incidents) =>
    Object.fromEntries(
      withRecordedDays(siteContext!, events, times, NOW).components.map(({ id, since, recordedSince }) => [
        id,
        since ?? recordedSince,
      ]),
    );

  test('with the first commit, or an earlier incident', () => {
    const times = new Map([
      ['components/checkout.md', at('2026-11-25T12:00Z')],
      ['components/orders.md', at('2026-11-25T12:00Z')],
    ]);
    expect(daysOf(times)).toEqual({ checkout: '2026-11-22', orders: '2026-11-25', search: '2026-01-01' });
  });

  test('where git can not tell, with the first incident of the site, or today', () => {
    expect(daysOf(undefined)).toMatchObject({ checkout: '2026-11-22', orders: '2026-11-22' });
    expect(daysOf(undefined, [])).toMatchObject({ checkout: '2026-11-29', orders: '2026-11-29' });
  });

  test('git tells when a file was first committed', async () => {
    expect(await readFirstCommitTimes(folder)).toBeUndefined();
    writeFiles(folder, { 'components/checkout.md': '---\nname: Checkout\n---\n' });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'One');
    const times = await readFirstCommitTimes(folder);
    expect([...times!]).toEqual([['components/checkout.md', at('2026-11-22T11:15Z')]]);
  });
});
