import { describe, expect, test } from 'vitest';
import { describeApproval } from '../../src/pull-requests/describe-approval.ts';
import { placeChange } from '../../src/response/own-text.ts';
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

/** The branch of an update, and who has to approve it if it waits in a pull request of its own. */
function placed(context: IncidentContext, input: IncidentInput) {
  return placeChange(context, (state) => updateIncident(state, input, at('09:12')), describeApproval);
}

test.each<[string, IncidentContext, IncidentInput, boolean]>([
  ['a text of its own, while the first update waits for its checks', openedWith(true, false), OWN, true],
  ['nothing new, in the words of the template', openedWith(true, false), { noChange: true }, false],
  ['a text of its own, once the first update is published', openedWith(true, true), OWN, true],
  [
    'a text of its own, with nothing on its way',
    { ...openedWith(true, true), pending: new Map() },
    OWN,
    true,
  ],
  ['nothing new, once the first update is published', openedWith(true, true), { noChange: true }, false],
  ['a text of its own, where the first update was never pushed', openedWith(false, false), OWN, false],
])('V12.1: %s', (_name, context, input, isApart) => {
  const { change, approver } = placed(context, input);
  expect(change.branch).toBe(isApart ? `incident/${opened.id}.own-text` : undefined);
  expect(approver).toBe(isApart ? 'the incident commander (@amina)' : undefined);
});

describe('V12.1: while a text waits in a pull request of its own', () => {
  const first = openedWith(true, false);
  const { change } = placed(first, OWN);
  const waiting = (isPublished: boolean): IncidentContext => ({
    ...openedWith(!isPublished, isPublished),
    ownTexts: new Map([[opened.id, { isLocal: false, source: { path: change.path, text: change.text } }]]),
  });

  test('it continues the first update, and leaves it as it is', () => {
    expect(change.text.startsWith(opened.text.trimEnd())).toBe(true);
  });

  test.each([true, false])('a second text joins it, the first update published: %s', (isPublished) => {
    const second = placed(waiting(isPublished), { text: 'It is one bank only.' });
    expect(second.change.branch).toBe(change.branch);
    expect(second.change.text.startsWith(change.text.trimEnd())).toBe(true);
  });

  test.each([true, false])(
    'a template goes out without it, the first update published: %s',
    (isPublished) => {
      const next = placed(waiting(isPublished), { noChange: true });
      expect(next.change.branch).toBeUndefined();
      expect(next.change.text).not.toContain('one bank');
    },
  );

  test('where everything goes into one pull request, nothing is kept apart', () => {
    const alone = placeChange(first, (state) => updateIncident(state, OWN, at('09:12')), undefined);
    expect(alone.change.branch).toBeUndefined();
  });
});
