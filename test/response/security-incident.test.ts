import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decideMerge } from '../../src/pull-requests/decision.ts';
import type { MergeDecision } from '../../src/pull-requests/decision.ts';
import type { PullRequestInfo } from '../../src/pull-requests/pull-request.ts';
import { stripUnpublishedTimes } from '../../src/pull-requests/update-timestamps.ts';
import { selectIncident } from '../../src/response/context.ts';
import { discloseIncident } from '../../src/response/disclose.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { mergeIncident } from '../../src/response/merge.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { recipientsOf } from '../../src/response/notify.ts';
import { openIncident } from '../../src/response/open.ts';
import { publishFile } from '../../src/response/publish-file.ts';
import { resolveIncident } from '../../src/response/resolve.ts';
import { updateIncident } from '../../src/response/update.ts';
import { buildSite } from '../../src/site/build-site.ts';
import { loadStatus } from '../../src/site/load-status.ts';
import { HEAD, proposedOf, pullOf } from '../pull-requests/sample-pull-request.ts';
import { at } from '../support/incident-content.ts';
import { incidentOf, published, refusalOf, respondWorld, verdict } from '../support/incident-context.ts';
import { shopRepository } from '../support/shop-repository.ts';
import { filesOf } from '../support/shop-site.ts';

const SECURITY =
  'name: Own\nextends: vayva\nsecurity: { approver: engineering-lead, notify: [leadership], disclose-within: 5d }\n';
const world = respondWorld({}, { extra: SECURITY });
const opening: IncidentInput = { severity: 'sev-1', security: true, commander: '@amina' };
const opened = openIncident(world, opening, at('09:00'));
const embargoed = published(world, opened);
const DISCLOSURE: IncidentInput = {
  title: 'Some invoices could be read by others',
  component: ['checkout=degraded'],
  text: 'Some invoices could be read by other customers. The fault is repaired, and we have written to everyone who was affected.',
  phase: 'monitoring',
};
const disclosed = discloseIncident(embargoed, DISCLOSURE, at('12:00'));

const review = (reviewer: string) =>
  ({ reviewer, decision: 'approved', commit: HEAD, isCollaborator: true }) as const;

describe('a security incident under embargo', () => {
  test('has a name, a subject and a file that say nothing about it', () => {
    expect([opened.id, opened.subject, opened.publicText]).toEqual([
      '2026-11-22-security',
      'SEV-1: Security incident',
      '',
    ]);
    expect(opened.text).toMatchInlineSnapshot(`
      "---
      title: Security incident
      severity: sev-1
      components: {}
      detected: 2026-11-22T09:00Z
      security: true
      internal:
        source: internal
        commander: "@amina"
        acknowledged: 2026-11-22T09:00Z
      ---
      "
    `);
    expect(verdict(world, opened, '09:01')).toEqual([]);
  });

  test.each<[string, IncidentInput]>([
    ['--title', { title: 'Invoices can be read by others' }],
    ['--component', { component: ['checkout'] }],
    ['--impact', { impact: 'missing information' }],
    ['--text', { text: 'Invoices can be read by others.' }],
    ['--mitigation', { mitigation: 'Invoices are off.' }],
  ])('is not opened with %s', (flag, words) => {
    const refusal = refusalOf(() => openIncident(world, { ...opening, ...words }, at('09:00')));
    expect(refusal).toContain(
      `--security keeps everything out of the file that says what happened, and ${flag} would.`,
    );
  });

  test('is opened without an approval, unless its file suppresses a rule', () => {
    const decide = (text: string, before?: string, reviews: PullRequestInfo['reviews'] = []): string => {
      const proposed = proposedOf({ path: opened.path, text }, before, {}, world.siteContext);
      return decideMerge(pullOf({ reviews }), proposed, at('09:01')).reason;
    };
    const allow = (rule: string): string => `${opened.text}\n<!-- allow ${rule}: x -->\n`;
    const revealing = allow('valid-embargo').replace('Security incident', 'Invoices can be read by others');
    const waits = 'It needs approval by the engineering lead.';
    expect(decide(opened.text)).toBe('All text that becomes public matches approved templates.');
    expect(decide(revealing)).toBe(waits);
    expect(decide(revealing, undefined, [review('tunde')])).toBe('Approved by @tunde.');
    expect(decide(revealing, opened.text, [review('amina')])).toBe(waits);
    expect(decide(revealing, revealing.replace('valid-embargo', 'valid-title'))).toBe(waits);
  });

  test('is not opened where the policy says nothing about it', () => {
    expect(refusalOf(() => openIncident(respondWorld(), opening, at('09:00')))).toMatchInlineSnapshot(`
      "The policy says nothing about security incidents, so no one could approve the disclosure.
      Add it to the policy: security: { approver: ROLE }"
    `);
  });

  const other = openIncident(
    embargoed,
    { severity: 'sev-1', component: ['orders'], impact: 'errors' },
    at('09:00'),
  );
  test.each<[string, () => unknown]>([
    ['update', () => updateIncident(embargoed, { text: 'We are on it.' }, at('09:10'))],
    ['resolve', () => resolveIncident(embargoed, { fixed: '1m' }, at('09:10'))],
    [
      'merge',
      () => mergeIncident(published(embargoed, other), { incident: opened.id, into: other.id }, at('09:10')),
    ],
  ])('gets no public text by "incident %s"', (_command, attempt) => {
    expect(refusalOf(attempt)).toContain('2026-11-22-security is under embargo');
  });
});

describe('V3.1: who is asked about a change of a security incident', () => {
  const onBranch = {
    ...published(embargoed, disclosed),
    published: {
      commit: HEAD,
      at: at('09:00'),
      incidents: [{ path: opened.path, text: opened.text }],
    },
  };
  test.each<[string, IncidentContext, string]>([
    [
      'an edit under embargo',
      embargoed,
      opened.text.replace('detected: 2026', 'started: 2026-11-22T08:50Z\ndetected: 2026'),
    ],
    ['its disclosure', embargoed, disclosed.text],
    ['a disclosure that also changes the severity', embargoed, disclosed.text.replace('sev-1', 'sev-2')],
    [
      'an edit of a disclosure that is not published yet',
      onBranch,
      disclosed.text.replace('repaired', 'gone'),
    ],
  ])('%s: only its approver', (_change, where, text) => {
    const change = publishFile(where, `${opened.id}.md`, text);
    expect(recipientsOf(where, change).map(({ key, people }) => [key, people])).toEqual([
      ['engineering-lead', ['@tunde']],
    ]);
  });
});

test('V2.2: the only other open incident needs no name while one is under embargo', () => {
  const usual = openIncident(embargoed, { severity: 'sev-1', component: ['checkout'] }, at('09:30'));
  const both = published(embargoed, usual);
  expect(selectIncident(both, {}).id).toBe('2026-11-22-checkout');
  expect(selectIncident(embargoed, {}).id).toBe('2026-11-22-security');
});

describe('the disclosure of a security incident', () => {
  const decide = (text: string, reviewers: readonly string[]): string =>
    decideMerge(
      pullOf({ reviews: reviewers.map(review) }),
      proposedOf({ path: opened.path, text }, opened.text, {}, world.siteContext),
      at('12:01'),
    ).reason;

  test('writes its title, components and first update', () => {
    expect(disclosed.text).toMatchInlineSnapshot(`
      "---
      title: Some invoices could be read by others
      severity: sev-1
      components:
        checkout: degraded
      detected: 2026-11-22T09:00Z
      security: true
      internal:
        source: internal
        commander: "@amina"
        acknowledged: 2026-11-22T09:00Z
      disclosed: 2026-11-22T12:00Z
      ---

      ## 2026-11-22T12:00Z monitoring

      Some invoices could be read by other customers. The fault is repaired, and we have written to everyone who was affected.
      "
    `);
    expect(verdict(embargoed, disclosed, '12:01')).toEqual([]);
  });

  test('waits for the approver of security incidents, not for the one of other text', () => {
    const waits = 'It needs approval by the engineering lead.';
    expect(decide(disclosed.text, [])).toBe(waits);
    expect(decide(disclosed.text, ['amina'])).toBe(waits);
    expect(decide(disclosed.text, ['tunde'])).toBe('Approved by @tunde.');
  });

  test('V6.4: that waited gets the minute at which it goes out, as its first update does', () => {
    const proposed = proposedOf(
      { path: opened.path, text: disclosed.text },
      opened.text,
      {},
      world.siteContext,
    );
    const decision = decideMerge(pullOf({ reviews: [review('tunde')] }), proposed, at('12:40'));
    if (decision.type !== 'merge') throw new Error(decision.type);
    const [moved] = decision.timestampUpdates;
    expect(moved!.text).toBe(disclosed.text.replaceAll('T12:00Z', 'T12:40Z'));
    const [file] = proposed.files;
    const versionOf = (text: string) =>
      stripUnpublishedTimes(
        { ...file!, after: { path: opened.path, text } },
        { before: incidentOf(opened), after: incidentOf({ ...disclosed, text }) },
      );
    expect(versionOf(moved!.text)).toBe(versionOf(disclosed.text));
    expect(versionOf(disclosed.text.replace('repaired', 'gone'))).not.toBe(versionOf(disclosed.text));
  });

  test('V6.4: that is dated back gets the minute at which it goes out', () => {
    const text = disclosed.text.replace('disclosed: 2026-11-22T12:00Z', 'disclosed: 2026-11-22T09:30Z');
    const proposed = proposedOf({ path: opened.path, text }, opened.text, {}, world.siteContext);
    const decision = decideMerge(pullOf({ reviews: [review('tunde')] }), proposed, at('12:00'));
    expect(decision).toMatchObject({ type: 'merge', timestampUpdates: [{ text: disclosed.text }] });
  });

  test('is not avoided by deleting the line, with a text that any other incident may have', () => {
    const usual = { severity: 'sev-1', component: ['checkout'], commander: '@amina' };
    const { text } = openIncident(world, usual, at('09:00'));
    expect(decide(text, ['amina'])).toBe('It needs approval by the engineering lead.');
  });

  const decideBoth = ({ siteContext }: IncidentContext): MergeDecision => {
    const usual = openIncident(world, { severity: 'sev-1', component: ['checkout'] }, at('09:00'));
    const own = proposedOf({ path: opened.path, text: disclosed.text }, opened.text, {}, siteContext);
    const other = proposedOf(usual, undefined, {}, siteContext);
    const both = {
      ...own,
      files: [...own.files, ...other.files],
      content: { ...own.content, incidents: [...own.content.incidents, ...other.content.incidents] },
    };
    return decideMerge(pullOf({ reviews: [review('tunde')] }), both, at('12:01'));
  };

  test('is not merged with the text of another incident, which someone else approves', () => {
    expect(decideBoth(world)).toMatchObject({
      type: 'wait',
      blockedBy: 'changes-needed',
      reason: expect.stringMatching(/^It changes a security incident and other incidents/) as string,
    });
  });

  test('is merged with the text of another incident, which the same role approves', () => {
    const extra = `${SECURITY}publishing: { approver: engineering-lead }\n`;
    expect(decideBoth(respondWorld({}, { extra }))).toMatchObject({
      type: 'merge',
      reason: 'Approved by @tunde.',
    });
  });

  test('is for one that is under embargo', () => {
    const now = published(embargoed, disclosed);
    expect(refusalOf(() => discloseIncident(now, { ...DISCLOSURE, incident: opened.id }, at('12:30')))).toBe(
      '2026-11-22-security is not under embargo.\nTo add to it: npx candor incident update',
    );
  });
});

const hook = (name: string): string =>
  `[{ channel: webhook, url: "https://hooks.example.com/${name}", secret: HOOK }]`;
const FILES = {
  'status.yaml': `name: Shop
url: https://status.shop.example
policy: own
timezone: Africa/Lagos
people: { incident-commander: ["@amina"], engineering-lead: ["@tunde"], security-lead: ["@sade"] }
notify:
  incidents-channel: ${hook('team')}
  leadership: ${hook('leadership')}
  security-lead: ${hook('security')}
  all-hands: { none: they read the channel }
  engineering-backlog: { none: a ticket }
  support-team: { none: they read the page }
  status-page: { none: the page itself }
`,
  'policies/own.yaml': `name: Own
extends: vayva
roles: { security-lead: { name: Security lead } }
security: { approver: security-lead, notify: [security-lead], disclose-within: 5d }
`,
};
const ID = '2026-11-24-security';

test('a security incident goes through every command, and nothing of it is public before its disclosure', async () => {
  const shop = shopRepository({ remote: false, files: FILES });
  const secret = { HOOK: `whsec_${Buffer.from('a secret of this test only').toString('base64')}` };
  const time = (minutes: number): string =>
    new Date(Date.parse('2026-11-24T09:00Z') + minutes * 60_000).toISOString();
  const merge = (): string => shop.git('merge', '--quiet', '--no-edit', `incident/${ID}`);
  const notified = (minutes: number): string[] => {
    const { out } = shop.command('notify', ['--dry-run', '--files', '--now', time(minutes)], secret);
    return [...new Set(out.match(/hooks\.example\.com\/\w+/g))].toSorted();
  };

  const options = ['--security', '--severity', 'sev-1', '--tracking', 'https://advisories.shop.example/7'];
  const openedBy = shop.incident(['open', ...options, '--now', time(0)]);
  expect([openedBy.err, openedBy.out]).toEqual(['', expect.stringContaining('Request a review: @sade\n')]);
  expect(openedBy.out).toContain('it is a security incident under embargo');
  expect(shop.git('log', '-1', '--format=%s%n%b', `incident/${ID}`)).toBe('SEV-1: Security incident');
  merge();
  for (const [name, ...rest] of [['validate'], ['policy', 'try'], ['policy', 'show']] as const)
    expect([name, shop.command(name, rest)]).toMatchObject([name, { code: 0 }]);
  expect(shop.incident(['list', '--now', time(10)]).out).toContain('Security incident');
  expect(shop.incident(['withdraw', '--now', time(10)])).toMatchObject({ code: 2 });

  const deadlines = shop.command('deadlines', ['--all', '--format', 'json', '--now', time(40)]).out;
  expect(deadlines).toContain('"disclosure"');
  expect(deadlines).not.toMatch(/first-update|engineering-lead/);
  expect(notified(0)).toEqual(['hooks.example.com/security']);
  const payloads = shop.command('notify', ['--dry-run', '--files', '--now', time(0)], secret).out;
  expect(payloads).toContain(`npx candor incident disclose --incident ${ID}`);
  expect(payloads).not.toContain('issues/new');

  const dist = join(shop.root, 'dist');
  const { view } = await loadStatus(shop.root, Date.parse(time(30)));
  await buildSite(view!, dist, { clean: true });
  const built = filesOf(dist);
  const found = [...built].filter(([, text]) =>
    /2026-11-24-|Security incident|ecurity-lead|advisories/.test(text),
  );
  expect(found.map(([path]) => path)).toEqual([]);
  expect(built.get('commitments/index.html')).toContain('at most 5 days after we found it');
  const exported = shop.command('export', ['statuspage']);
  expect([exported.code, exported.out]).toEqual([0, expect.not.stringMatching(/security/i)]);

  const words = [
    '--title',
    DISCLOSURE.title!,
    '--component',
    'checkout=degraded',
    '--text',
    DISCLOSURE.text!,
  ];
  const ran = shop.incident(['disclose', ...words, '--phase', 'monitoring', '--now', time(600)]);
  expect([ran.code, ran.err]).toEqual([0, '']);
  expect(ran.out).toContain('Request a review: @sade');
  merge();
  expect(notified(600)).toContain('hooks.example.com/team');
  expect(shop.command('compliance', [ID, '--now', time(601)]).out).toContain('Disclosed');
  const after = await loadStatus(shop.root, Date.parse(time(605)));
  expect(after.view!.events.map(({ event }) => event.title)).toContain(DISCLOSURE.title);
  expect(readFileSync(join(shop.root, `incidents/${ID}.md`), 'utf8')).toContain(
    'disclosed: 2026-11-24T19:00Z',
  );
}, 180_000);
