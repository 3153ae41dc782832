import { expect, test } from 'vitest';
import { describeApproval } from '../../src/pull-requests/describe-approval.ts';
import { findApproverOfFirstUpdate } from '../../src/response/first-update.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { openIncident } from '../../src/response/open.ts';
import { updateIncident } from '../../src/response/update.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld } from '../support/incident-context.ts';

const world = respondWorld();
const opened = openIncident(
  world,
  { severity: 'sev-2', component: ['checkout'], impact: 'failed payments' },
  at('09:10'),
);
const source = { path: opened.path, text: opened.text };

/** The incident is open on its branch: pushed or not, and published or not. */
function openedWith(isPushed: boolean, isPublished: boolean): IncidentContext {
  return {
    ...published(world, opened),
    published: { commit: 'c', at: at('09:00'), incidents: isPublished ? [source] : [] },
    pending: new Map([[opened.id, { isLocal: !isPushed, ...(isPushed && { pushed: source }) }]]),
  };
}

const OWN: IncidentInput = { text: 'Cards of one bank fail. Other cards work.' };

test.each<[string, IncidentContext, IncidentInput, boolean]>([
  ['a text of its own, while the first update waits for its checks', openedWith(true, false), OWN, true],
  ['nothing new, in the words of the template', openedWith(true, false), { noChange: true }, false],
  ['a text of its own, once the first update is published', openedWith(true, true), OWN, false],
  ['a text of its own, where the first update was never pushed', openedWith(false, false), OWN, false],
])('V12.1: %s', (_name, context, input, isHeldUp) => {
  const change = updateIncident(context, input, at('09:12'));
  const approver = findApproverOfFirstUpdate(context, change, describeApproval);
  expect(approver !== undefined).toBe(isHeldUp);
});
