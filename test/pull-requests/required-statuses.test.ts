import { expect, test } from 'vitest';
import { createStatus, findStatusToSet } from '../../src/pull-requests/commit-status.ts';
import { decideMerge } from '../../src/pull-requests/decision.ts';
import { planStatuses } from '../../src/pull-requests/plan.ts';
import type { ProposedChanges, PullRequestInfo } from '../../src/pull-requests/pull-request.ts';
import { decideIncidentsStatus, decidePostmortemStatus } from '../../src/pull-requests/required-statuses.ts';
import { HEAD, NOW, opened, proposedOf, pullOf } from './sample-pull-request.ts';

const OWN_WORDS = {
  ...opened,
  text: opened.text.replace('Our team is investigating.', 'We are looking into it.'),
};
const APPROVAL = { reviewer: 'amina', decision: 'approved', commit: HEAD, isCollaborator: true } as const;
const INVALID = { ...opened, text: opened.text.replace('severity: sev-2', 'severity: sev-9') };

function statusOf(
  change: Parameters<typeof proposedOf>[0],
  pull: Partial<PullRequestInfo> = {},
  more: Partial<ProposedChanges> = {},
): string {
  const proposed = proposedOf(change, undefined, more);
  const { state, description } = decideIncidentsStatus(decideMerge(pullOf(pull), proposed, NOW), proposed);
  return `${state}: ${description}`;
}

test.each<[what: string, status: string, expected: string]>([
  [
    'V5.1: words of a template',
    statusOf(opened),
    'success: All text that becomes public matches approved templates.',
  ],
  [
    'V5.2: own words that wait for approval',
    statusOf(OWN_WORDS, {}, { diagnostics: [] }),
    'pending: It needs approval by the incident commander.',
  ],
  [
    'V5.2: own words that are approved',
    statusOf(OWN_WORDS, { reviews: [APPROVAL] }, { diagnostics: [] }),
    'success: Approved by @amina.',
  ],
  ['V6.3: an error', statusOf(INVALID), 'failure: 1 error. See the comment.'],
  ['a draft', statusOf(opened, { draft: true }), 'pending: It is a draft. Mark it as ready for review.'],
  [
    'conflicts',
    statusOf(opened, {}, { hasConflicts: true }),
    'failure: It has conflicts with main. Resolve them.',
  ],
  [
    'a check that failed: GitHub requires it itself',
    statusOf(opened, { checks: [{ name: 'secrets', state: 'failed' }] }),
    'success: Its files are valid, and its text may be published.',
  ],
  [
    'a fork',
    statusOf(opened, { isSameRepository: false }),
    'success: It comes from a fork, so it must be merged manually.',
  ],
  [
    'other files beside it',
    statusOf(opened, {}, { otherPaths: ['README.md'] }),
    'success: It changes files other than incidents (README.md), so it must be merged manually.',
  ],
  [
    'V5.2: own words beside another file, which a person has to merge',
    statusOf(OWN_WORDS, {}, { diagnostics: [], otherPaths: ['README.md'] }),
    'pending: It needs approval by the incident commander.',
  ],
  [
    'V5.2: own words from a fork',
    statusOf(OWN_WORDS, { isSameRepository: false }, { diagnostics: [] }),
    'pending: It needs approval by the incident commander.',
  ],
  [
    'V5.2: approved own words beside another file',
    statusOf(OWN_WORDS, { reviews: [APPROVAL] }, { diagnostics: [], otherPaths: ['README.md'] }),
    'success: It changes files other than incidents (README.md), so it must be merged manually.',
  ],
  [
    'a fork with an error',
    statusOf(INVALID, { isSameRepository: false }),
    'failure: 1 error. See the comment.',
  ],
])('candor/incidents, %s', (_, status, expected) => {
  expect(status).toBe(expected);
});

test('V8.2: candor/postmortem is green where no postmortem changes, and left to the approvals where one does', () => {
  expect(decidePostmortemStatus(proposedOf(opened))?.state).toBe('success');
  const otherPaths = ['status/postmortems/2026-11-22-checkout.md'];
  expect(decidePostmortemStatus(proposedOf(opened, undefined, { otherPaths }))).toBeUndefined();
});

test('a description fits into GitHub’s 140 characters and one line', () => {
  const { description } = createStatus('candor/incidents', 'pending', `Line one.\n${'x'.repeat(200)}`);
  expect(description).toHaveLength(140);
  expect(description).toMatch(/^Line one\. x+…$/);
});

test('a status that the head has already is not set again; another state or text is', () => {
  const status = createStatus('candor/incidents', 'pending', 'It is a draft.');
  expect(findStatusToSet([status], status)).toBeUndefined();
  for (const known of [
    { ...status, state: 'success' as const },
    { ...status, description: 'Other.' },
  ])
    expect(findStatusToSet([known], status)).toBe(status);
  const proposed = proposedOf(opened);
  const decision = decideMerge(pullOf(), proposed, NOW);
  const [first, second] = planStatuses(pullOf(), proposed, decision);
  expect([first, second]).toMatchObject([
    { type: 'set-status', commit: HEAD, status: { context: 'candor/incidents', state: 'success' } },
    { type: 'set-status', commit: HEAD, status: { context: 'candor/postmortem', state: 'success' } },
  ]);
  const statuses = [first, second].flatMap((action) =>
    action?.type === 'set-status' ? [action.status] : [],
  );
  expect(planStatuses(pullOf({ statuses }), proposed, decision)).toEqual([]);
});
