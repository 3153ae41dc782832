import { describe, expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parsePostmortem } from '../../src/content/parse-postmortem.ts';
import { findSeverity } from '../../src/content/policy.ts';
import { renderTemplateLine, templateFor } from '../../src/response/default-text.ts';
import type { PullRequestInfo } from '../../src/pull-requests/pull-request.ts';
import { decideMerge } from '../../src/pull-requests/decision.ts';
import type { MergeDecision } from '../../src/pull-requests/decision.ts';
import { planMerge, planMergeRun } from '../../src/pull-requests/plan.ts';
import { correctUpdate } from '../../src/response/correct.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { openIncident } from '../../src/response/open.ts';
import { resolveIncident } from '../../src/response/resolve.ts';
import { updateIncident } from '../../src/response/update.ts';
import { at } from '../support/incident-content.ts';
import { incidentOf, published, respondWorld } from '../support/incident-context.ts';
import { after, HEAD, NOW, opened, proposedOf, pullOf, incidentContext } from './sample-pull-request.ts';

/** A decision in one line. */
function said(decision: MergeDecision): string {
  if (decision.type === 'merge' || decision.type === 'manual-merge')
    return `${decision.type}: ${decision.reason}`;
  return [`${decision.type} for ${decision.blockedBy}: ${decision.reason}`, ...decision.people].join(' ');
}

/** What becomes of an opening with these answers. */
function opening(input: IncidentInput, where = incidentContext): string {
  return said(
    decideMerge(
      pullOf(),
      proposedOf(openIncident(where, input, at('09:10')), undefined, {}, where.siteContext),
      NOW,
    ),
  );
}

const SEV1: IncidentInput = { severity: 'sev-1', component: ['checkout'] };
const SEV2: IncidentInput = { severity: 'sev-2', component: ['checkout'], impact: 'failed payments' };
const SEVERITY_2 = findSeverity(incidentContext.siteContext.policy, 'sev-2')!;
const MERGES = 'merge: All text that becomes public matches approved templates.';
const WAITS = /^wait for approval: It needs approval by the incident commander\. @amina$/;

describe('the template is the approval', () => {
  test.each<[string, IncidentInput]>([
    ['V5.1: a SEV-1', SEV1],
    ['V5.1: of several components', { ...SEV1, component: ['checkout', 'orders=degraded'] }],
    ['V5.2: a SEV-2 with an impact of the list', SEV2],
    ['V5.2: with two of them', { ...SEV2, impact: 'slow pages and failed payments' }],
    [
      'with other times, people and sources',
      { ...SEV2, detected: '12m', started: '20m', commander: 'bola', source: 'alert' },
    ],
    [
      'V12.5: a SEV-3 that customers never see, whatever it is called',
      { severity: 'sev-3', component: ['checkout'], title: 'Whatever' },
    ],
    [
      'U6.4: a drill in any words',
      {
        ...SEV2,
        drill: true,
        text: 'We are experiencing degraded performance with Checkout. Some users may experience anything. Our team is investigating.',
      },
    ],
  ])('%s is merged without an approval', (_name, input) => {
    expect(opening(input)).toBe(MERGES);
  });

  test.each<[string, IncidentInput]>([
    ['a title of one’s own', { ...SEV1, title: 'Checkout is having a moment' }],
    ['V5.2: an impact that is not on the list', { ...SEV2, impact: 'a blank page after paying' }],
    [
      'a sentence beside the template',
      {
        ...SEV2,
        text: 'We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating. Refunds are on their way.',
      },
    ],
    [
      'emphasis and links in it',
      {
        ...SEV2,
        text: '**We are experiencing** degraded performance with Checkout. Some users may experience [failed payments](https://evil.example). Our team is investigating.',
      },
    ],
  ])('%s waits', (_name, input) => {
    expect(opening(input)).toMatch(WAITS);
  });

  test('what a policy allows to be said merges too; without that part nothing does', () => {
    const own = (publishing: string) =>
      respondWorld({}, { extra: `name: Own\nextends: vayva\n${publishing}` });
    const input = { ...SEV2, impact: 'a blank page after paying' };
    expect(opening(input, own('publishing: { impact-phrases: [a blank page after paying] }\n'))).toBe(MERGES);
    const { publishing: _, ...policy } = incidentContext.siteContext.policy;
    const silent = { ...incidentContext, siteContext: { ...incidentContext.siteContext, policy } };
    expect(opening(SEV2, silent)).toBe(
      'manual-merge: The policy has no "publishing" section, so it must be merged manually.',
    );
  });

  test('U2.1: Vauntico asks its communications lead, and its plain words go out', () => {
    const site = 'people: { incident-commander: ["@lerato"], communications-lead: ["@yuki"] }\n';
    const vauntico = respondWorld({}, { policy: 'vauntico', site });
    const input = { severity: 'severity-1', component: ['checkout'], impact: 'failed payments' };
    expect(opening(input, vauntico)).toBe(MERGES);
    expect(opening({ ...input, title: 'Words' }, vauntico)).toMatch(/by the communications lead\. @yuki$/);
  });
});

describe('an update', () => {
  const LATER = pullOf({ createdAt: at('09:30') });
  const updated = (input: IncidentInput, where = after): string => {
    const change = updateIncident(where, input, at('09:30'));
    const before = where.entries.find(({ id }) => id === change.id)!.source.text;
    return said(decideMerge(LATER, proposedOf(change, before), at('09:31')));
  };

  test.each<[string, IncidentInput]>([
    ['that nothing is new', { noChange: true }],
    ['that the cause is known', { phase: 'identified' }],
    ['that the fix is in', { phase: 'monitoring', fixed: '2m', affects: 'checkout degraded' }],
    ['V1.1: that it is worse than it was', { noChange: true, severity: 'sev-1' }],
  ])('%s is merged without an approval', (_name, input) => {
    expect(updated(input)).toBe(MERGES);
  });

  test.each<[string, IncidentInput]>([
    ['in words of one’s own', { text: 'Payments by card work again; transfers do not.' }],
    ['V13.2: that lowers the severity', { noChange: true, severity: 'sev-3' }],
  ])('%s waits', (_name, input) => {
    expect(updated(input)).toMatch(WAITS);
  });

  test('V5.3: a resolution by the template merges, one in other words waits', () => {
    const monitored = published(after, updateIncident(after, { phase: 'monitoring' }, at('09:30')));
    const before = monitored.entries[0]!.source.text;
    const input = { cause: 'A release.', fix: 'rollback', tested: 'staging', verified: ['all'] };
    const whole = resolveIncident(monitored, input, at('10:05'));
    if (!('text' in whole)) throw new Error('too early');
    expect(said(decideMerge(LATER, proposedOf(whole, before), at('10:05')))).toBe(MERGES);
    const more = {
      ...whole,
      text: whole.text.replace('We apologize', 'Thank you for waiting. We apologize'),
    };
    expect(
      said(decideMerge(pullOf({ createdAt: at('10:05') }), proposedOf(more, before), at('10:05'))),
    ).toMatch(WAITS);
  });

  const template = updateIncident(after, { noChange: true }, at('09:30'));
  test.each<[string, (text: string) => string]>([
    ['V6.4: changes past words', (text) => text.replace('failed payments. Our', 'slow payments. Our')],
    ['changes the title', (text) => text.replace('title: "Checkout', 'title: "Orders')],
    [
      'changes what is affected since the start',
      (text) => text.replace('checkout: partial-outage', 'checkout: degraded'),
    ],
    ['changes when it was detected', (text) => text.replace(/detected: \S+/, 'detected: 2026-11-22T09:09Z')],
    ['changes the severity at the top', (text) => text.replace('severity: sev-2', 'severity: sev-1')],
    ['says that it was imported', (text) => text.replace('internal:', 'imported: { from: x }\ninternal:')],
    [
      'becomes a drill, and so goes off the page',
      (text) => text.replace('internal:', 'drill: true\ninternal:'),
    ],
    ['sets a rule aside', (text) => `${text}\n<!-- allow no-promised-fix-time: we are sure -->\n`],
    [
      'sets a rule aside at the top',
      (text) => text.replace(/\n---\n/, '\n---\n\n<!-- allow valid-title: I like it -->\n'),
    ],
    [
      'names a correction',
      (text) => text.replace('T09:30Z update', 'T09:30Z update (corrected 2026-11-22T09:31Z)'),
    ],
    ['hides a paragraph', (text) => `${text}\n<!-- nothing to see -->\n`],
    ['adds what can not be seen', (text) => text.replace('We are still', 'We\u200B are still')],
    [
      'is inserted before a published update',
      (text) =>
        text.replace(
          '## 2026-11-22T09:10Z',
          '## 2026-11-22T09:05Z update\n\nWe are still working on the degraded performance with Checkout. There is nothing new to report yet. Our team is investigating.\n\n## 2026-11-22T09:10Z',
        ),
    ],
    ['deletes a published update', (text) => text.replace(/## 2026-11-22T09:10Z[^#]*/, '')],
    [
      'swallows itself in a fence',
      (text) => text.replace('Our team is investigating.\n\n##', 'Our team is investigating.\n\n```\n\n##'),
    ],
  ])('that also %s does not merge', (_name, change) => {
    const text = change(template.text);
    expect(text).not.toBe(template.text);
    // The validator is left out: this has to hold where a policy has switched its rules off.
    const proposed = proposedOf({ ...template, text }, opened.text, { diagnostics: [] });
    expect(said(decideMerge(LATER, proposed, at('09:31')))).toMatch(/^wait for approval/);
  });

  test('V6.4: a remark above a published update is a change of it', () => {
    const noted = (text: string, remark: string) =>
      text.replace('\n---\n\n## ', `\n---\n\n<!-- ${remark} -->\n\n## `);
    const [before, text] = [noted(opened.text, 'one'), noted(template.text, 'two')];
    const proposed = proposedOf({ ...template, text }, before, { diagnostics: [] });
    expect(said(decideMerge(LATER, proposed, at('09:31')))).toMatch(/^wait for approval/);
    const same = proposedOf({ ...template, text: noted(template.text, 'one') }, before, { diagnostics: [] });
    expect(said(decideMerge(LATER, same, at('09:31')))).toBe(MERGES);
  });

  test('V6.4: what a code fence in a published update would swallow is not an update', () => {
    const fenced = opened.text.replace('Our team', '\n\n```\nOur team');
    const text = `${fenced}\n## 2026-11-22T09:30Z update\n\n${template.publicText}\n`;
    const proposed = proposedOf({ ...template, text }, fenced, { diagnostics: [] });
    expect(said(decideMerge(LATER, proposed, at('09:31')))).toMatch(/^wait for approval/);
  });

  test.each<[string, string, RegExp]>([
    [
      'a suppression',
      `${template.text}\n<!-- allow no-promised-fix-time: sure -->\n`,
      /^\S+: the update of 2026-11-22T09:30Z suppresses a rule$/,
    ],
    [
      'words',
      template.text.replace('nothing new', 'little'),
      /^\S+: the update of 2026-11-22T09:30Z matches no template$/,
    ],
  ])('says what is free: %s', (_name, text, expected) => {
    const decision = decideMerge(
      LATER,
      proposedOf({ ...template, text }, opened.text, { diagnostics: [] }),
      at('09:31'),
    );
    if (decision.type !== 'wait') throw new Error(decision.type);
    expect(decision.customWording).toEqual([expect.stringMatching(expected)]);
  });

  test('only what the team keeps for itself may change beside it', () => {
    const text = template.text.replace('source: internal', 'source: alert');
    expect(said(decideMerge(pullOf(), proposedOf({ ...template, text }, opened.text), at('09:31')))).toBe(
      MERGES,
    );
  });

  test('V6.4: a correction waits', () => {
    const change = correctUpdate(
      after,
      {
        text: 'We are experiencing degraded performance with Checkout. Some users may experience delays. Our team is investigating.',
      },
      at('09:30'),
    );
    expect(said(decideMerge(pullOf(), proposedOf(change, opened.text), at('09:31')))).toMatch(WAITS);
  });
});

describe('what becomes public', () => {
  const LATER = pullOf({ createdAt: at('09:30') });
  const hidden = (input: IncidentInput = {}) =>
    openIncident(incidentContext, { severity: 'sev-3', component: ['checkout'], ...input }, at('09:10'));
  const FIRST =
    'We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.';
  const raise = (text: string, body: string): string =>
    `${text}\n## 2026-11-22T09:30Z update\nSeverity: sev-2\n\n${body}\n`;
  const reasonsOf = (
    change: { path: string; text: string },
    before?: string,
    more = {},
  ): readonly string[] => {
    const proposed = proposedOf(change, before, { diagnostics: [], ...more });
    const decision = decideMerge(LATER, proposed, at('09:31'));
    if (decision.type === 'merge') return [];
    if (decision.type === 'manual-merge') throw new Error(decision.reason);
    return decision.customWording.map((reason) => reason.replace(/^incidents\/\S+: /, ''));
  };

  test('V12.5: an incident that is raised onto the page merges if all of it is from templates', () => {
    const { path, text } = hidden();
    expect(reasonsOf({ path, text: raise(text, FIRST) }, text)).toEqual([]);
  });

  test('V12.5: the title and the updates that it had before are new to customers', () => {
    const { path, text } = hidden({ title: 'The founders have left' });
    const before = `${text}\n## 2026-11-22T09:20Z investigating\n\nPlease move to Rival Shop.\n`;
    const template = updateIncident(after, { noChange: true }, at('09:30')).publicText;
    expect(reasonsOf({ path, text: raise(before, template) }, before)).toEqual([
      'the whole incident becomes public',
      'the title differs from the generated one',
      'the update of 2026-11-22T09:20Z matches no template',
    ]);
  });

  test('V12.5: so is all of a drill that is a drill no more, and its suppressions', () => {
    const drill = opened.text.replace('internal:', 'drill: true\ninternal:');
    expect(reasonsOf(opened, drill)).toEqual([]);
    const suppressing = (text: string) =>
      text.replace(/\n---\n/, '\n---\n\n<!-- allow valid-title: I like it -->\n');
    expect(reasonsOf({ ...opened, text: suppressing(opened.text) }, suppressing(drill))).toEqual([
      'it suppresses a rule',
    ]);
  });

  test('the address and the components are text too', () => {
    const path = 'incidents/2026-11-22-founders-left.md';
    expect(reasonsOf({ ...opened, path })).toEqual([
      'the file name, which is in the address, differs from the generated one',
    ]);
    const text = opened.text.replace('checkout: partial-outage', 'checkout: degraded\n  founders: degraded');
    expect(reasonsOf({ ...opened, text })).toContain('there is no component "founders"');
  });

  test('so is the day on which customers read that the postmortem was approved', () => {
    const text = opened.text.replace('internal:', 'postmortem-approved: 2026-11-22T09:11Z\ninternal:');
    expect(reasonsOf({ ...opened, text }, opened.text)).toEqual(['published facts changed']);
  });

  const NO_CHANGE = renderTemplateLine(
    incidentContext.siteContext,
    templateFor(incidentContext.siteContext, SEVERITY_2, 'no-change'),
    ['Checkout'],
  );
  const SAYS_NOTHING = [
    'the update of 2026-11-22T09:30Z changes component states, but its template does not mention that',
  ];
  test.each<[string, IncidentInput, readonly string[]]>([
    [
      'that nothing is new, though all works',
      { text: NO_CHANGE, affects: 'checkout operational' },
      SAYS_NOTHING,
    ],
    [
      'that nothing is new, though it is worse',
      { text: NO_CHANGE, affects: 'checkout major-outage' },
      SAYS_NOTHING,
    ],
    ['the cause, though all works', { phase: 'identified', affects: 'checkout operational' }, SAYS_NOTHING],
    ['a fix, though more is down', { phase: 'monitoring', affects: 'orders degraded' }, SAYS_NOTHING],
    ['a fix, and it is better', { phase: 'monitoring', affects: 'checkout operational' }, []],
    ['a fix, and it is as it was', { phase: 'monitoring', affects: 'checkout partial-outage' }, []],
  ])('Affects: the text names %s', (_name, input, expected) => {
    const { path, text } = updateIncident(after, input, at('09:30'));
    expect(reasonsOf({ path, text }, opened.text)).toEqual(expected);
  });

  test('V5.3: a resolution with a component that does not work can’t use the template that all works', () => {
    const of = (affects: string, body: string) =>
      reasonsOf(
        { ...opened, text: `${opened.text}\n## 2026-11-22T09:30Z resolved\n${affects}\n${body}\n` },
        opened.text,
      );
    const whole = templateFor(incidentContext.siteContext, SEVERITY_2, 'resolved');
    const text = renderTemplateLine(incidentContext.siteContext, whole, ['Checkout']);
    expect(of('', text)).toEqual([]);
    expect(of('Affects: checkout degraded\n', text)).toEqual([
      'the update of 2026-11-22T09:30Z matches no template',
    ]);
    const partly = templateFor(incidentContext.siteContext, SEVERITY_2, 'resolved-partly');
    expect(
      of(
        'Affects: checkout degraded\n',
        renderTemplateLine(incidentContext.siteContext, partly, ['Checkout']),
      ),
    ).toEqual([]);
    expect(
      of(
        'Affects: checkout major-outage\n',
        renderTemplateLine(incidentContext.siteContext, partly, ['Checkout']),
      ),
    ).toEqual(SAYS_NOTHING);
  });

  test('a phase begins with its own text, not with the one that nothing is new', () => {
    const { path, text, publicText } = updateIncident(after, { noChange: true }, at('09:30'));
    expect(reasonsOf({ path, text: text.replace('Z update', 'Z monitoring') }, opened.text)).toEqual([
      'the update of 2026-11-22T09:30Z matches no template',
    ]);
    expect(publicText).toContain('nothing new');
  });

  test('an incident whose file the pull request does not change looks as it did', () => {
    const other = { ...incidentOf(opened), id: 'x', source: { path: 'incidents/x.md', text: '' } };
    const before = { incidents: [other], postmortems: [] };
    expect(reasonsOf(opened, undefined, { published: before })).toEqual([
      'customers would see it changed, although this pull request does not change the file',
    ]);
  });

  test('V8.4: the summary of its postmortem becomes public with an incident', () => {
    const { path, text } = hidden();
    const { value } = parsePostmortem({
      path: 'postmortems/2026-11-22-checkout.md',
      text: '---\nincident: 2026-11-22-checkout\npublish: true\npublished: 2026-11-30T09:00Z\n---\n\n## Public summary\n\nThe founders have left.\n',
    });
    const change = { path, text: raise(text, FIRST) };
    const { published: before, content } = proposedOf(change, text);
    const postmortems = [value!];
    expect(
      reasonsOf(change, text, {
        published: { ...before, postmortems },
        content: { ...content, postmortems },
      }),
    ).toEqual(['postmortems/2026-11-22-checkout.md: its public summary becomes public']);
  });
});

describe('whose word counts', () => {
  const free = openIncident(incidentContext, { ...SEV2, title: 'Payments by card fail' }, at('09:10'));
  const approves = (reviewer: string, commit = HEAD) =>
    ({ reviewer, decision: 'approved', commit, isCollaborator: true }) as const;
  const decisionFor = (pull: Partial<PullRequestInfo>, more: Parameters<typeof proposedOf>[2] = {}): string =>
    said(decideMerge(pullOf(pull), proposedOf(free, undefined, more), NOW));

  test.each<[string, Partial<PullRequestInfo>, RegExp]>([
    ['V9.1: the commander’s approval', { reviews: [approves('amina')] }, /^merge: Approved by @amina\.$/],
    ['GitHub’s other spelling of it', { reviews: [approves('Amina')] }, /^merge/],
    [
      'V9.1: the commander’s own words',
      { author: 'amina', commitAuthors: ['amina'] },
      /^merge: Written by @amina, who can approve it\.$/,
    ],
    [
      'words that a form brought for the commander',
      { author: 'github-actions[bot]', commitAuthors: ['amina'] },
      /^merge: Written by @amina/,
    ],
    ['an approval by another person', { reviews: [approves('tunde')] }, WAITS],
    ['an approval of an older head', { reviews: [approves('amina', 'b'.repeat(40))] }, WAITS],
    [
      'another person’s commit in the commander’s pull request',
      { author: 'amina', commitAuthors: ['amina', 'bola'] },
      WAITS,
    ],
    [
      'a commit by an author unknown to GitHub',
      { author: 'amina', commitAuthors: ['amina', undefined] },
      WAITS,
    ],
    ['a bot’s text', { author: 'github-actions[bot]', commitAuthors: [] }, WAITS],
    [
      'an objection beside the approval',
      {
        reviews: [
          approves('amina'),
          { reviewer: 'tunde', decision: 'changes-requested', commit: HEAD, isCollaborator: true },
        ],
      },
      /^wait for approval: @tunde requested changes\. @tunde$/,
    ],
    [
      'an objection from outside',
      {
        reviews: [
          approves('amina'),
          { reviewer: 'eve', decision: 'changes-requested', commit: HEAD, isCollaborator: false },
        ],
      },
      /^merge/,
    ],
  ])('%s', (_name, pull, expected) => {
    expect(decisionFor(pull)).toMatch(expected);
  });

  test('V6.4: an approval holds where only the tool’s time is another', () => {
    const older = 'b'.repeat(40);
    expect(decisionFor({ reviews: [approves('amina', older)] }, { equivalentCommits: [older] })).toMatch(
      /^merge/,
    );
  });

  test('the author does not approve it where the policy wants two', () => {
    const two = respondWorld(
      {},
      { extra: 'name: Own\nextends: vayva\npublishing: { self-approval: false }\n' },
    );
    const change = openIncident(two, { ...SEV2, title: 'Payments by card fail' }, at('09:10'));
    const proposed = proposedOf(change, undefined, {}, two.siteContext);
    const own = pullOf({ author: 'bola', commitAuthors: ['amina'], reviews: [approves('amina')] });
    expect(said(decideMerge(own, proposed, NOW))).toMatch(WAITS);
    expect(said(decideMerge(pullOf({ reviews: [approves('amina')] }), proposed, NOW))).toMatch(/^merge/);
  });

  test('who calls themself commander in the pull request is not the one who is asked', () => {
    const change = openIncident(
      incidentContext,
      { ...SEV2, title: 'Payments by card fail', commander: 'bola' },
      at('09:10'),
    );
    expect(said(decideMerge(pullOf(), proposedOf(change), NOW))).toMatch(WAITS);
  });

  test('a commander who is named only in the incident can’t approve, because anyone with write access can name one', () => {
    const led = opened.text.replace('"@amina"', '"@sade"');
    const change = {
      path: opened.path,
      text: `${led}\n## 2026-11-22T09:30Z update\n\nPayments by card work again.\n`,
    };
    const pull = pullOf({
      createdAt: at('09:30'),
      author: 'sade',
      commitAuthors: ['sade'],
      reviews: [approves('sade')],
    });
    expect(said(decideMerge(pull, proposedOf(change, led), at('09:31')))).toMatch(WAITS);
    const approved = pullOf({ reviews: [approves('amina')] });
    expect(said(decideMerge(approved, proposedOf(change, led), at('09:31')))).toBe(
      'merge: Approved by @amina.',
    );
  });

  test.each<[string, (text: string) => string, string]>([
    [
      'another commander',
      (text) => text.replace('"@amina"', '"@bola"'),
      '@bola is named incident commander, but does not have this role in status.yaml',
    ],
    [
      'a role',
      (text) => text.replace('internal:', 'internal:\n  roles: { engineering-lead: "@bola" }'),
      '@bola is named engineering lead, but does not have this role in status.yaml',
    ],
  ])('an incident gets %s only with an approval', (_name, change, reason) => {
    const text = change(opened.text);
    expect(text).not.toBe(opened.text);
    const decision = decideMerge(pullOf(), proposedOf({ ...opened, text }, opened.text), at('09:31'));
    expect(said(decision)).toMatch(WAITS);
    expect(decision).toMatchObject({ customWording: [`${opened.path}: ${reason}`] });
  });

  test('an incident gets another commander without approval if status.yaml gives them the role', () => {
    const text = opened.text.replace('"@amina"', '"@sade"');
    expect(said(decideMerge(pullOf(), proposedOf(opened, text), at('09:31')))).toBe(MERGES);
  });

  test('a role without people is reported', () => {
    const nobody = respondWorld({}, { site: '' });
    const change = openIncident(nobody, { ...SEV2, title: 'Payments fail', commander: 'bola' }, at('09:10'));
    expect(said(decideMerge(pullOf(), proposedOf(change, undefined, {}, nobody.siteContext), NOW))).toMatch(
      /status\.yaml assigns no one to incident-commander\.$/,
    );
  });
});

describe('what no tool merges', () => {
  test.each<[string, Partial<PullRequestInfo>, Parameters<typeof proposedOf>[2], string]>([
    ['a draft', { draft: true }, {}, 'wait for draft: It is a draft. Mark it as ready for review.'],
    [
      'a fork',
      { isSameRepository: false },
      {},
      'manual-merge: It comes from a fork, so it must be merged manually.',
    ],
    [
      'another base',
      { base: 'next' },
      {},
      'manual-merge: Its base branch is not main, so it must be merged manually.',
    ],
    ['what is closed', { open: false }, {}, 'manual-merge: It is closed.'],
    [
      'a script too',
      {},
      { otherPaths: ['src/cli/validate.ts'] },
      'manual-merge: It changes files other than incidents (src/cli/validate.ts), so it must be merged manually.',
    ],
    [
      'a policy too',
      {},
      { otherPaths: ['policies/vayva.yaml', 'a', 'b', 'c'] },
      'manual-merge: It changes who may publish what (policies/vayva.yaml), so it needs approval by Head of Engineering and must be merged manually.',
    ],
    [
      'many files',
      {},
      { otherPaths: ['e', 'a', 'b', 'c'] },
      'manual-merge: It changes files other than incidents (e, a, b and 1 more), so it must be merged manually.',
    ],
    [
      'the people of a status page in a folder',
      {},
      { otherPaths: ['shop/status.yaml', 'a'] },
      'manual-merge: It changes who may publish what (shop/status.yaml), so it needs approval by Head of Engineering and must be merged manually.',
    ],
    ['no incident', {}, { files: [] }, 'manual-merge: It changes no incident.'],
    [
      'what does not fit',
      {},
      { hasConflicts: true },
      'wait for changes-needed: It has conflicts with main. Resolve them.',
    ],
    [
      'a red check',
      { checks: [{ name: 'secrets', state: 'failed' }] },
      {},
      'wait for checks-failed: Failed checks: secrets.',
    ],
    [
      'a check that runs',
      {
        checks: [
          { name: 'secrets', state: 'running' },
          { name: 'ci', state: 'passed' },
        ],
      },
      {},
      'wait for checks-running: Running checks: secrets.',
    ],
  ])('%s', (_name, pull, more, expected) => {
    expect(said(decideMerge(pullOf(pull), proposedOf(opened, undefined, more), NOW))).toBe(expected);
  });

  test.each<[string, Partial<PullRequestInfo>, Parameters<typeof proposedOf>[2], string[]]>([
    ['all of it was published with another one: its branch is deleted', {}, {}, ['delete-branch']],
    ['it has other files too: its branch stays', {}, { otherPaths: ['media/graph.png'] }, []],
    ['a person closed it: its branch stays', { open: false }, {}, []],
  ])('a branch that is put after another one: %s', (_name, change, more, expected) => {
    const pull = pullOf(change);
    const joined = { tree: 'b'.repeat(40), head: HEAD, defaultHead: 'c'.repeat(40) };
    const decision = decideMerge(pull, proposedOf(opened, undefined, { files: [], joined, ...more }), NOW);
    expect(planMerge(pull, decision, true).map(({ type }) => type)).toEqual(expected);
    expect(planMergeRun(pull, decision)).toHaveLength(expected.length);
  });

  test('what the validator refuses', () => {
    const change = {
      ...opened,
      text: opened.text.replace('failed payments. Our', 'failed payments. It will be fixed by 3pm. Our'),
    };
    expect(said(decideMerge(pullOf(), proposedOf(change), NOW))).toMatch(
      /^wait for changes-needed: Validation failed\./,
    );
  });

  test('a file that can not be read', () => {
    const text = opened.text.replace('detected:', 'noticed:');
    expect(said(decideMerge(pullOf(), proposedOf({ ...opened, text }), NOW))).toMatch(
      /^wait for changes-needed/,
    );
  });
});

describe('when no one answers', () => {
  const free = openIncident(
    incidentContext,
    { ...SEV1, title: 'Bad day', text: 'Checkout is down and we have no idea.' },
    at('09:10'),
  );

  test('V12.1: the template is offered after the policy’s time, not before', () => {
    const decisionFor = (time: string) => decideMerge(pullOf(), proposedOf(free), at(time));
    expect(decisionFor('09:12')).toMatchObject({ type: 'wait', proposeTemplateAt: at('09:13') });
    const decision = decisionFor('09:13');
    if (decision.type !== 'propose-template') throw new Error(decision.type);
    expect(decision.proposal).toMatchInlineSnapshot(`
      {
        "lines": {
          "from": 2,
          "to": 15,
        },
        "path": "incidents/2026-11-22-checkout.md",
        "publicText": "We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.",
        "text": "title: Checkout unavailable
      severity: sev-1
      components:
        checkout: major-outage
      detected: 2026-11-22T09:10Z
      internal:
        source: internal
        commander: "@amina"
        acknowledged: 2026-11-22T09:10Z
      ---

      ## 2026-11-22T09:10Z investigating

      We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.",
      }
    `);
    const lines = free.text.split('\n');
    const { from, to } = decision.proposal.lines;
    const text = [
      ...lines.slice(0, from - 1),
      ...decision.proposal.text.split('\n'),
      ...lines.slice(to),
    ].join('\n');
    expect(parseIncident({ path: free.path, text }).diagnostics).toEqual([]);
    expect(said(decideMerge(pullOf(), proposedOf({ ...free, text }), at('09:14')))).toBe(MERGES);
  });

  test('V12.2: also for an update, whose phase it keeps', () => {
    const change = updateIncident(
      after,
      { phase: 'identified', text: 'It was the database. Truly.' },
      at('09:30'),
    );
    const pull = pullOf({ createdAt: at('09:30') });
    const decision = decideMerge(pull, proposedOf(change, opened.text), at('09:34'));
    expect(decision).toMatchObject({
      type: 'propose-template',
      proposal: {
        publicText: 'We have found the cause of the problem with Checkout. Our team is working on a fix.',
      },
    });
  });

  test('nothing is offered where no template says it, nor on a draft', () => {
    const change = correctUpdate(after, { text: 'Other words.' }, at('09:30'));
    expect(decideMerge(pullOf(), proposedOf(change, opened.text), at('11:00'))).not.toHaveProperty(
      'proposeTemplateAt',
    );
    expect(decideMerge(pullOf({ draft: true }), proposedOf(free), at('11:00'))).toMatchObject({
      type: 'wait',
    });
  });
});

describe('V6.4: words that waited', () => {
  test('get the minute at which they go out', () => {
    const change = updateIncident(after, { noChange: true }, at('09:30'));
    const decision = (time: string) => decideMerge(pullOf(), proposedOf(change, opened.text), at(time));
    expect(decision('09:35')).toMatchObject({ type: 'merge', timestampUpdates: [] });
    const late = decision('09:36');
    if (late.type !== 'merge') throw new Error(late.type);
    expect(late.timestampUpdates.map(({ text }) => text)).toEqual([
      change.text.replace('T09:30Z update', 'T09:36Z update'),
    ]);
  });
});
