import { describe, expect, test } from 'vitest';
import type { Incident } from '../../src/content/incident.ts';
import { checkApprovals } from '../../src/postmortems/approvals.ts';
import type { ApprovalStatus } from '../../src/postmortems/approvals.ts';
import { renderApprovalsComment, formatApprovals } from '../../src/postmortems/approvals-comment.ts';
import type { PullRequestReview } from '../../src/pull-requests/pull-request.ts';
import { exampleContent, reviewedIncident } from '../support/example-content.ts';

const HEAD = 'a'.repeat(40);
const OLD = 'b'.repeat(40);
const PATH = 'postmortems/2026-11-22-checkout.md';

const PEOPLE = {
  'incident-commander': ['@amina'],
  'engineering-lead': ['@tunde', '@bola'],
  'product-manager': ['@ngozi'],
  'support-lead': ['@zainab'],
  'technical-lead': ['@tunde'],
};

interface Case {
  readonly policy?: 'vayva' | 'vauntico';
  readonly people?: Readonly<Record<string, readonly string[]>>;
  readonly approved: readonly string[];
  readonly author?: string;
  readonly writers?: readonly string[];
  readonly twoInOne?: boolean;
  readonly shown?: boolean;
  readonly onlyBoxes?: boolean;
}

/** `@amina`, `@amina at an earlier text`, `@amina wants changes`. */
function reviewOf(said: string): PullRequestReview {
  const by = /^@(\S+)/.exec(said)![1]!;
  const word = said.includes('wants changes') ? 'changes-requested' : 'approved';
  return {
    reviewer: by,
    decision: word,
    commit: said.includes('earlier') ? OLD : HEAD,
    isCollaborator: true,
  };
}

function judged(of: Case): ApprovalStatus {
  const policy = of.policy ?? 'vayva';
  const text = reviewedIncident(policy);
  const shown = of.shown ?? true;
  const own = shown ? text : text.replace('severity: sev-1', 'severity: sev-3');
  const { siteContext, incidents } = exampleContent(
    [{ path: 'incidents/2026-11-22-checkout.md', text: own }],
    policy,
  );
  const incident = incidents[0] as Incident;
  const { postmortem } = siteContext!.policy;
  const twice = { ...postmortem!, 'allow-shared-approver': of.twoInOne ?? false };
  const site = { ...siteContext!.site, people: (of.people ?? PEOPLE) as Record<string, string[]> };
  return checkApprovals({
    siteContext: { ...siteContext!, site, policy: { ...siteContext!.policy, postmortem: twice } },
    files: [{ path: PATH, incident, onlyCheckboxesChanged: of.onlyBoxes ?? false }],
    author: of.author ?? 'sade',
    commitAuthors: of.writers ?? [of.author ?? 'sade'],
    head: HEAD,
    reviews: of.approved.map(reviewOf),
  });
}

const ALL = ['@amina', '@tunde', '@ngozi', '@zainab'];

describe('V8.2: whose approval a review needs', () => {
  test.each<[string, Case, boolean, string[]]>([
    ['everybody', { approved: ALL }, true, []],
    ['no one yet', { approved: [] }, false, ['@amina', '@tunde', '@bola', '@ngozi', '@zainab']],
    ['one is missing', { approved: ['@amina', '@tunde', '@zainab'] }, false, ['@ngozi']],
    ['another holder of the role', { approved: ['@amina', '@bola', '@ngozi', '@zainab'] }, true, []],
    ['other capitals', { approved: ['@Amina', '@TUNDE', '@ngozi', '@zainab'] }, true, []],
    [
      'one reviewed an earlier text',
      { approved: ['@amina', '@tunde at an earlier text', '@ngozi', '@zainab'] },
      false,
      ['@tunde', '@bola'],
    ],
    [
      'one wants changes',
      { approved: ['@amina wants changes', '@tunde', '@ngozi', '@zainab'] },
      false,
      ['@amina'],
    ],
    ['the author is one of them', { approved: ALL, author: 'amina' }, false, []],
    [
      'the author is one of two who hold the role',
      {
        approved: ['@ife', '@tunde', '@ngozi', '@zainab'],
        author: 'amina',
        people: { ...PEOPLE, 'incident-commander': ['@amina', '@ife'] },
      },
      true,
      [],
    ],
    ['one wrote a part of it', { approved: ALL, writers: ['sade', 'ngozi'] }, false, ['@ngozi']],
    ['a person without a role', { approved: ['@amina', '@tunde', '@ngozi', '@ife'] }, false, ['@zainab']],
    [
      'no customer saw it: no support lead',
      { approved: ['@amina', '@tunde', '@ngozi'], shown: false },
      true,
      [],
    ],
    ['only boxes were ticked', { approved: [], onlyBoxes: true }, true, []],
    ['U3.6: Vauntico asks for two', { approved: ['@amina', '@tunde'], policy: 'vauntico' }, true, []],
  ])('%s', (_name, of, complete, ask) => {
    const { complete: is, reviewersToRequest: asked } = judged(of);
    expect({ complete: is, ask: asked }).toEqual({ complete, ask });
  });

  const both = { ...PEOPLE, 'engineering-lead': ['@amina'], 'incident-commander': ['@amina', '@chidi'] };

  test('two roles in one person: only if the policy says so', () => {
    const approved = ['@amina', '@ngozi', '@zainab'];
    expect(judged({ people: both, approved }).complete).toBe(false);
    expect(judged({ people: both, approved, twoInOne: true }).complete).toBe(true);
  });

  test('a person who has two roles approves for the one that no one else has', () => {
    const approved = ['@amina', '@chidi', '@ngozi', '@zainab'];
    const { complete, roles } = judged({ people: both, approved });
    expect(complete).toBe(true);
    expect(roles.map(({ role, approvedBy }) => `${role.key} ${approvedBy}`)).toMatchInlineSnapshot(`
      [
        "incident-commander @chidi",
        "engineering-lead @amina",
        "product-manager @ngozi",
        "support-lead @zainab",
      ]
    `);
  });

  test('says who is missing, and why an approval doesn’t count', () => {
    const approvals = judged({ approved: ['@amina', '@tunde at an earlier text', '@ife', '@sade'] });
    expect(renderApprovalsComment(approvals)).toMatchInlineSnapshot(`
      "<!-- candor:approvals -->
      Approval is missing from the engineering lead, product manager and support lead.

      - Incident commander: approved by @amina
      - Engineering lead: waits for @tunde or @bola
      - Product manager: waits for @ngozi
      - Support lead: waits for @zainab
      - The approval of @tunde does not count: approved an earlier text.
      - The approval of @ife does not count: holds none of the roles.
      - The approval of @sade does not count: wrote it.
      "
    `);
  });

  test('a role without people is reported', () => {
    const { 'product-manager': _, ...people } = PEOPLE;
    expect(formatApprovals(judged({ people, approved: ALL })).at(3)).toMatchInlineSnapshot(
      `"Product manager: status.yaml names no one for this role"`,
    );
  });

  test('a postmortem without an incident can’t be checked, whatever its name', () => {
    const { siteContext } = exampleContent([]);
    const path = 'postmortems/`x` @everyone <!-- candor:approvals -->.md';
    const approvals = checkApprovals({
      ...{ siteContext: siteContext!, author: 'sade', commitAuthors: [], head: HEAD, reviews: [] },
      files: [{ path, onlyCheckboxesChanged: false }],
    });
    expect(approvals.complete).toBe(false);
    expect(renderApprovalsComment(approvals)).toMatchInlineSnapshot(`
      "<!-- candor:approvals -->
      Approvals can’t be checked yet.

      - \`\`postmortems/\`x\` @everyone <! -- candor:approvals -->.md\`\` can’t be checked: run npx candor validate.
      "
    `);
  });
});
