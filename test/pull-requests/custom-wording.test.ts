import { expect, test } from 'vitest';
import { findCustomWording } from '../../src/pull-requests/custom-wording.ts';
import { incidentText, worldOf } from '../support/incident-content.ts';

const NOTICE = `---
kind: notice
title: Support answers longer
ends: 2026-11-24T20:00Z
---

## 2026-11-22T09:10Z announced

Support answers until 22:00.
`;
const INCIDENT = incidentText('severity: sev-2\ndetected: 09:00', ['09:10 investigating']);
const OFF_PAGE = INCIDENT.replace('sev-2', 'sev-3');

test.each<[string, string | undefined, string, readonly string[]]>([
  ['a new notice', undefined, NOTICE, ['there is no template for a notice']],
  [
    'another update of a notice',
    NOTICE,
    `${NOTICE}\n## 2026-11-23T09:10Z update\n\nOur team is investigating.\n`,
    ['the update of 2026-11-23T09:10Z matches no template'],
  ],
  ['an incident that becomes a notice', INCIDENT, NOTICE, ['it was an incident before']],
  ['an incident off the page that becomes one', OFF_PAGE, NOTICE, ['it was an incident before']],
  ['a notice that becomes an incident', NOTICE, INCIDENT, ['it was a notice before']],
  ['a notice that leaves the page', NOTICE, OFF_PAGE, ['it is taken off the page']],
])('V5.1 %s waits for an approval', (_, before, after, reasons) => {
  const { siteContext, entries } = worldOf({ after, ...(before !== undefined && { before }) });
  const [now, was] = entries;
  const published = was && { before: { ...was, id: now!.id } };
  expect(findCustomWording(siteContext, { after: now!, ...published })).toEqual(reasons);
});
