import assert from 'node:assert/strict';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import ical from 'ical.js';
import { buildComplianceReport } from '../../src/compliance/compliance.ts';
import { toPublicCompliance } from '../../src/compliance/public-compliance.ts';
import { parseContent } from '../../src/content/content.ts';
import type { Content } from '../../src/content/content.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { findPromisedUpdate } from '../../src/deadlines/promised-update.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';
import { isDisplayable } from '../../src/rules/engine/lint.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { renderBadge } from '../../src/site/badge.ts';
import { FEEDS } from '../../src/site/feeds/index.ts';
import { renderCalendar } from '../../src/site/ics.ts';
import { renderMetrics } from '../../src/site/metrics.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import { ENDPOINT_NAMES, renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import { at } from '../support/incident-content.ts';
import { COMPONENT, INCIDENT, mutate, POLICY, POSTMORTEM, SITE } from './content-files.ts';
import { hostileText } from './hostile-text.ts';
import { createTarget } from './target.ts';

const MAINTENANCE = `---
title: Database upgrade
kind: maintenance
components: { orders: maintenance }
starts: 2026-11-29T01:00Z
ends: 2026-11-29T03:00Z
---

## 2026-11-22T09:10Z scheduled

Orders will be read-only.
`;

/** As it is, changed by a few pieces, or with a title that means something to a reader. */
const file = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(text),
    mutate(text),
    hostileText.map((title) => text.replace(/^title: .*$/m, () => `title: ${JSON.stringify(`x${title}`)}`)),
    hostileText.map((body) => `${text}\n${body}\n`),
  );

const roots = fc.record({
  site: fc.oneof(fc.constant(SITE), mutate(SITE)),
  policy: fc.oneof({ weight: 4, arbitrary: fc.constant(POLICY) }, mutate(POLICY)),
  component: file(COMPONENT),
  incident: file(INCIDENT),
  maintenance: file(MAINTENANCE),
  postmortem: file(POSTMORTEM),
});

const NOW = at('12:00');

type Files = typeof roots extends fc.Arbitrary<infer T> ? T : never;

function parseFiles(files: Files): Content {
  return parseContent({
    site: { path: 'status.yaml', text: files.site },
    policies: [{ path: 'policies/vayva.yaml', text: files.policy }],
    components: [
      { path: 'components/checkout.md', text: files.component },
      { path: 'components/orders.md', text: '---\nname: Orders\n---\n' },
    ],
    incidents: [
      { path: 'incidents/2026-11-22-checkout.md', text: files.incident },
      { path: 'incidents/2026-11-29-database.md', text: files.maintenance },
    ],
    postmortems: [{ path: 'postmortems/2026-11-22-checkout.md', text: files.postmortem }],
  });
}

/** All findings on a content root can be said. */
export const judgeTarget = createTarget('the findings on a content root', roots, (files) => {
  for (const { message } of validateContent(parseFiles(files), NOW))
    assert.doesNotMatch(message, /undefined|\[object/);
});

/** Everything that a program or a reader gets from a content root, except pages. */
export const outputTarget = createTarget(
  'the feeds, API, calendar, metrics and badge of a content root',
  roots,
  async (files) => {
    const { siteContext, incidents, postmortems } = parseFiles(files);
    if (!siteContext) return;
    const context = createRuleContext(siteContext, incidents, NOW);
    const shown = incidents.filter((event) => isDisplayable(event, context));
    const view = buildStatusView({
      siteContext,
      incidents: shown,
      postmortems,
      promisedUpdateOf: (incident) => findPromisedUpdate(siteContext, NO_EVIDENCE, incident),
      compliance: toPublicCompliance(buildComplianceReport(siteContext, incidents, NO_EVIDENCE, NOW)),
      now: NOW,
    });
    const site = { view, context: createPageContext(view.site) };
    for (const { file: name, render } of FEEDS) {
      const text = await render(site);
      if (name.endsWith('.json')) JSON.parse(text);
      else checkXml(text);
    }
    for (const endpoint of ENDPOINT_NAMES) JSON.parse(renderApiDocument(view, endpoint));
    ical.parse(renderCalendar(site));
    assert.doesNotMatch(renderMetrics(view), /undefined|NaN/);
    checkXml(renderBadge(site));
  },
);

/** XML 1.0: well formed, without a character that XML forbids. */
function checkXml(text: string): void {
  assert.equal(XMLValidator.validate(text), true);
  assert.ok(text.isWellFormed(), 'half a surrogate pair');
  assert.doesNotMatch(text, /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
}
