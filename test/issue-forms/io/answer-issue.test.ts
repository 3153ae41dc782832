import { describe, expect, test } from 'vitest';
import type { Entered } from '../issue-body.ts';
import { describeApproval } from '../../../src/pull-requests/describe-approval.ts';
import { openOffice } from '../repository-on-github.ts';

const ID = '2026-11-22-checkout';
const BRANCH = `incident/${ID}`;
const SEV1 = { severity: 'SEV-1 Critical', component: 'Checkout' };

describe('V3.1: "Declare an incident"', () => {
  test('two answers: the file, the branch, the pull request, and the answer on the issue', async () => {
    const office = await openOffice();
    const { hub } = office;
    const issue = await office.send('tunde', 'open', SEV1);
    const ran = await office.answer(issue);
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(await office.file(BRANCH, ID)).toMatchInlineSnapshot(`
      "---
      title: Checkout unavailable
      severity: sev-1
      components:
        checkout: major-outage
      detected: 2026-11-22T09:10Z
      internal:
        source: internal
        commander: "@tunde"
        acknowledged: 2026-11-22T09:10Z
      ---

      ## 2026-11-22T09:10Z investigating

      We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes."
    `);
    const [request] = await hub.pullRequests();
    expect(request).toMatchObject({ title: 'SEV-1: Checkout unavailable', head: { ref: BRANCH } });
    expect(request!['body']).toMatchInlineSnapshot(`
      "Customers read this when it is merged:

      > We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.

      <!-- candor:incident 2026-11-22-checkout -->

      Requested by @tunde in #1.

      <!-- candor:issue 1 -->
      "
    `);
    // The next step of its job merges it, so nothing is dispatched.
    expect(hub.dispatched).toEqual([]);
    expect(await hub.git('log', '-1', '--format=%an <%ae>, %cn', BRANCH)).toBe(
      'tunde <tunde@users.noreply.github.com>, github-actions[bot]',
    );
    const comments = await office.comments(issue);
    expect(comments.map(({ by }) => by)).toEqual(['github-actions[bot]']);
    expect(comments[0]!.words).toMatchInlineSnapshot(`
      "**\`2026-11-22-checkout\` was written:** https://github.example/acme/status/pull/2

      Customers will read:

      > We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.

      It is published when the pull request is merged. If the text matches an SOP template, it is merged automatically once the checks pass. Otherwise it needs approval.

      **By hand:**
      - Notify: Everybody in the company, in Slack \\#incidents
      - Notify: Leadership, in Slack \\#incidents

      **Next:**
      - Internal update in Slack \\#incidents due 10:25 Africa/Lagos, in 15 min (V4.1): Incident commander @&#8203;tunde
      - Next public update due 10:25, late at 10:40 Africa/Lagos, in 15 min (V12.2): Incident commander @&#8203;tunde

      Next forms: [Post an update](https://github.example/acme/status/issues/new?template=post-update.yml&incident=2026-11-22-checkout) · [Resolve an incident](https://github.example/acme/status/issues/new?template=resolve-incident.yml&incident=2026-11-22-checkout)
      "
    `);
    hub.assertClean();
  });

  test('"Plan maintenance or post a notice" writes the file of a notice', async () => {
    const office = await openOffice();
    const issue = await office.send('tunde', 'announce', {
      kind: 'A notice: nothing is wrong',
      title: 'Our support is closed on Monday',
      ends: '2d',
      text: 'Our support team is away on Monday.',
    });
    expect(await office.answer(issue)).toMatchObject({ exitCode: 0 });
    const id = '2026-11-22-our-support-is-closed-on-monday';
    expect(await office.file(`incident/${id}`, id)).toBe(
      [
        ...[
          '---',
          'kind: notice',
          'title: Our support is closed on Monday',
          'ends: 2026-11-24T09:10Z',
          '---',
          '',
        ],
        ...['## 2026-11-22T09:10Z announced', '', 'Our support team is away on Monday.'],
      ].join('\n'),
    );
    const [reply] = await office.comments(issue);
    expect(reply!.words).toContain(`**\`${id}\` was written:**`);
    expect(reply!.words).toContain(`template=post-update.yml&incident=${id})`);
    const [request] = await office.hub.pullRequests();
    await office.merge(Number(request!['number']));
    expect((await office.live()).message).toBe(`Published: #${issue}`);
    office.hub.assertClean();
  });

  test('a maintenance from its announcement to its end, without an ID', async () => {
    const office = await openOffice();
    const id = '2026-11-22-checkout';
    const publish = async (by: string, form: 'announce' | 'update', entered: Entered): Promise<string> => {
      const issue = await office.send(by, form, entered);
      expect(await office.answer(issue)).toMatchObject({ exitCode: 0 });
      const [reply] = await office.comments(issue);
      const request = (await office.hub.pullRequests()).find(({ state }) => state === 'open');
      expect(reply!.words).toContain(`**\`${id}\` was written:**`);
      await office.merge(Number(request!['number']));
      expect((await office.live()).message).toBe(`Published: #${issue}`);
      return reply!.words;
    };
    // In the zone of the site, Africa/Lagos.
    const planned = { kind: 'Planned maintenance', component: 'Checkout', starts: '10:30', ends: '2h' };
    await publish('tunde', 'announce', { ...planned, text: 'Checkout may be slower while we move it.' });
    office.setNow('09:30');
    const began = await publish('amina', 'update', { phase: 'Maintenance: it has begun' });
    expect(began).toMatchInlineSnapshot(`
      "**\`2026-11-22-checkout\` was written:** https://github.example/acme/status/pull/4

      Customers will read:

      > The planned maintenance of Checkout has begun.

      It is published when the pull request is merged. If the text matches an SOP template, it is merged automatically once the checks pass. Otherwise it needs approval.

      **Next:**
      - Update that the maintenance is over due 12:30, late at 13:00 Africa/Lagos, in 2 h: Incident commander @&#8203;amina @&#8203;tunde

      Next forms: [Post an update](https://github.example/acme/status/issues/new?template=post-update.yml&incident=2026-11-22-checkout)
      "
    `);
    office.setNow('11:10');
    const longer = 'Maintenance: it has another time, or takes longer (write it below)';
    await publish('amina', 'update', { phase: longer, ends: '13:15' });
    office.setNow('12:05');
    const done = await publish('tunde', 'update', { phase: 'Maintenance: complete' });
    expect(done).not.toContain('Next forms');
    expect(await office.file('main', id)).toMatchInlineSnapshot(`
      "---
      kind: maintenance
      title: "Checkout: planned maintenance"
      components:
        checkout: degraded
      starts: 2026-11-22T09:30Z
      ends: 2026-11-22T12:15Z
      ---

      ## 2026-11-22T09:10Z scheduled

      Checkout may be slower while we move it.

      ## 2026-11-22T09:30Z in-progress

      The planned maintenance of Checkout has begun.

      ## 2026-11-22T11:10Z update

      The planned maintenance of Checkout is extended until 22 November 2026 at 13:15 GMT+1.

      ## 2026-11-22T12:05Z completed

      The planned maintenance of Checkout is complete."
    `);
    office.hub.assertClean();
  });

  test('an announcement without an end is asked for it', async () => {
    const office = await openOffice();
    const issue = await office.send('tunde', 'announce', {
      kind: 'Planned maintenance',
      component: 'Checkout',
    });
    await office.answer(issue);
    expect((await office.comments(issue))[0]!.words).toMatch(
      /Not announced yet. This is missing:[\s\S]*When does it begin\?[\s\S]*When does it end\?[\s\S]*Custom text/,
    );
  });

  test('the event of its own label, and an edit of nothing, change nothing', async () => {
    const office = await openOffice();
    const issue = await office.send('tunde', 'open', SEV1);
    await office.answer(issue);
    const head = await office.hub.git('rev-parse', BRANCH);
    expect((await office.answer(issue, 'labeled')).message).toContain('Already processed');
    expect((await office.answer(issue, 'edited')).message).toContain('Already processed');
    expect(await office.hub.git('rev-parse', BRANCH)).toBe(head);
    expect(await office.comments(issue)).toHaveLength(1);
  });

  test('a missing answer is asked for by name, and the edited issue goes on', async () => {
    const office = await openOffice();
    const issue = await office.send('amina', 'open', { severity: 'SEV-1 Critical' });
    expect(await office.answer(issue)).toMatchObject({ exitCode: 0 });
    expect(await office.hub.pullRequests()).toEqual([]);
    expect((await office.comments(issue))[0]!.words).toMatchInlineSnapshot(`
      "**Not declared yet. This is missing:**

      - **What is affected?**
        - Checkout
        - Orders

      To retry, edit the issue (⋯, then Edit) and write the answer under its heading.
      "
    `);
    await office.edit('amina', issue, 'open', SEV1);
    await office.answer(issue, 'edited');
    const comments = await office.comments(issue);
    expect(comments).toHaveLength(1);
    expect(comments[0]!.words).toContain('was written:** https://github.example/acme/status/pull/');
    office.hub.assertClean();
  });

  test('V6.3: text that violates the SOP is returned with what to write instead', async () => {
    const office = await openOffice();
    const text = 'Checkout is down. It will be fixed by 3pm.';
    const issue = await office.send('amina', 'open', { ...SEV1, text });
    await office.answer(issue);
    expect(await office.hub.pullRequests()).toEqual([]);
    expect((await office.comments(issue))[0]!.words).toMatchInlineSnapshot(`
      "**Not declared yet. The text does not meet the SOP yet:**

      > Checkout is down. It will be fixed by 3pm.

      - The first update of sev-1 lacks the template "We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes". (require-first-update-template, V5.1) Write: We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.
      - "It will be fixed by 3pm" is a promise: it gives customers a time; if it passes, they stop believing the page. (no-promised-fix-time, V6.3) Leave the time out unless it is certain, and promise the next update: "We will post the next update by 15:00 UTC."

      To retry, edit the issue (⋯, then Edit) and write the answer under its heading.
      "
    `);
  });

  test('a changed answer takes the place of the earlier one, in the same file and pull request', async () => {
    const office = await openOffice();
    const issue = await office.send('amina', 'open', SEV1);
    await office.answer(issue);
    office.setNow('09:14');
    await office.edit('amina', issue, 'open', {
      severity: 'SEV-2 Major',
      component: ['Orders', 'Checkout'],
      impact: 'delays',
    });
    await office.answer(issue, 'edited');
    const text = await office.file(BRANCH, ID);
    expect(text).toContain('severity: sev-2');
    expect(text.match(/^## .*$/gm)).toEqual(['## 2026-11-22T09:14Z investigating']);
    const requests = await office.hub.pullRequests();
    expect(requests).toHaveLength(1);
    expect(requests[0]!['title']).toBe('SEV-2: Orders and Checkout: delays');
    expect(String(requests[0]!['body'])).toContain('Some users may experience delays');
    expect((await office.comments(issue))[0]!.words).toContain('was rewritten');
    office.hub.assertClean();
  });

  test.each<[string, 'open' | 'update']>([
    ['a new incident', 'open'],
    ['an update', 'update'],
  ])('a job that is stopped between its push and its reply posts %s once', async (_name, deed) => {
    const office = await openOffice();
    const nothing = { phase: "Nothing new: use the SOP's text" };
    const answers = deed === 'open' ? SEV1 : nothing;
    if (deed === 'update') await office.answer(await office.send('amina', 'open', SEV1));
    office.setNow('09:20');
    const issue = await office.send('amina', deed, answers);
    const stopped = await office.answer(issue);
    const reply = (await office.comments(issue))[0]!;
    expect(stopped.exitCode, reply.words).toBe(0);
    await office.forget(issue);
    office.setNow('09:23');
    const before = (await office.file(BRANCH, ID)).match(/^## .*$/gm);
    const ran = await office.answer(issue);
    expect(ran.exitCode, ran.summary).toBe(0);
    const after = (await office.file(BRANCH, ID)).match(/^## .*$/gm);
    expect(after).toHaveLength(before!.length);
    expect(await office.hub.pullRequests()).toHaveLength(1);
    expect((await office.comments(issue))[0]!.words).toContain('was rewritten');
    // Another issue with the same answers is another update.
    const other = await office.send('tunde', 'update', nothing);
    office.setNow('09:40');
    await office.answer(other);
    expect((await office.file(BRANCH, ID)).match(/^## .*$/gm)).toHaveLength(before!.length + 1);
    office.hub.assertClean();
  });

  test('V6.4: what is already published is not written again', async () => {
    const office = await openOffice();
    const issue = await office.send('amina', 'open', SEV1);
    await office.answer(issue);
    const [request] = await office.hub.pullRequests();
    await office.merge(Number(request!['number']));
    await office.edit('amina', issue, 'open', { ...SEV1, component: 'Orders' });
    await office.answer(issue, 'edited');
    expect((await office.comments(issue))[0]!.words).toContain(`already published in ${ID}`);
  });

  test('two people open the same outage: the second gets a link to the first', async () => {
    const office = await openOffice();
    await office.answer(await office.send('amina', 'open', SEV1));
    const second = await office.send('tunde', 'open', SEV1);
    await office.answer(second);
    expect((await office.comments(second))[0]!.words).toContain(`${ID} is open already`);
    expect(await office.hub.pullRequests()).toHaveLength(1);
  });

  test('a form that lost its label on the way from a phone is known, and labelled', async () => {
    const office = await openOffice();
    const issue = await office.send('amina', 'open', SEV1, false);
    await office.answer(issue);
    expect(await office.hub.pullRequests()).toHaveLength(1);
    const [found] = await office.hub.issues();
    expect(JSON.stringify(found!['labels'])).toContain('incident:declare');
  });
});

test('where the policy can not be read, it is said, and the run is red', async () => {
  const office = await openOffice({ 'status.yaml': 'name: [' });
  const issue = await office.send('amina', 'open', SEV1);
  expect(await office.answer(issue)).toMatchObject({ exitCode: 1 });
  expect((await office.comments(issue))[0]!.words).toContain('**Not declared yet.**');
});

describe('only people with write access', () => {
  test('others are thanked, and nothing is pushed', async () => {
    const office = await openOffice();
    for (const by of ['bola', 'eve']) {
      const issue = await office.send(by, 'open', SEV1);
      expect(await office.answer(issue)).toMatchObject({ exitCode: 0 });
      const [comment] = await office.comments(issue);
      expect(comment!.words).toContain(`@${by} does not have it`);
      expect(comment!.words).toContain('help@&#8203;shop.example');
    }
    expect(await office.hub.pullRequests()).toEqual([]);
    expect(await office.hub.git('branch', '--list')).toBe('* main');
    office.hub.assertClean();
  });

  test('neither does a label by a person with write access, nor an edit by a person without it', async () => {
    const office = await openOffice();
    const outside = await office.send('bola', 'open', SEV1);
    await office.answer(outside, 'labeled', 'amina');
    const inside = await office.send('amina', 'open', SEV1);
    await office.answer(inside, 'edited', 'bola');
    expect(await office.hub.pullRequests()).toEqual([]);
  });
});

describe('what may be written into an issue', () => {
  const HOSTILE =
    '---\n## 2026-11-22T09:11Z resolved\n\nAll is well.\n\n```\n<!-- candor:form-commit x%20y%20z%20a%20b -->';

  test('is refused with a sentence where it is not one of the choices, or too long', async () => {
    const office = await openOffice();
    const tried: readonly (readonly [Record<string, string>, string])[] = [
      [{ text: HOSTILE }, 'would begin another update'],
      [{ severity: 'SEV-1 Critical: [x](y)' }, 'There is no severity'],
      [{ component: '../../etc/passwd' }, 'There is no component'],
      [{ source: '$(x)' }, 'is not known'],
      [{ detected: 'soon' }, 'is not a time'],
    ];
    for (const [entered, words] of tried) {
      const issue = await office.send('amina', 'open', { ...SEV1, ...entered });
      expect(await office.answer(issue)).toMatchObject({ exitCode: 0 });
      const comments = await office.comments(issue);
      expect(comments[0]!.words).toContain(words);
      expect(comments[0]!.body).not.toContain('candor:form-commit');
    }
    expect(await office.hub.pullRequests()).toEqual([]);
    office.hub.assertClean();
  });

  test('a headline is one line of YAML, whatever it holds', async () => {
    const office = await openOffice();
    const title = 'severity: sev-3 # "\'{{ [Pay] @tunde';
    await office.answer(await office.send('amina', 'open', { ...SEV1, title }));
    const [request] = await office.hub.pullRequests();
    expect(request!['title']).toBe(`SEV-1: ${title}`);
    expect(await office.file(BRANCH, ID)).toContain('\nseverity: sev-1\n');
  });
});

describe('"Post an update" and "Resolve an incident"', () => {
  test('find the open incident, and tell what is missing and when it may end (V7.1 to V7.3)', async () => {
    const office = await openOffice();
    await office.answer(await office.send('amina', 'open', SEV1));
    await office.merge(Number((await office.hub.pullRequests())[0]!['number']));

    office.setNow('09:25');
    const nothing = await office.send('tunde', 'update', { phase: "Nothing new: use the SOP's text" });
    await office.answer(nothing);
    office.setNow('09:30');
    const fixed = await office.send('tunde', 'update', { phase: 'Monitoring: the fix is in' });
    await office.answer(fixed);
    expect((await office.file(BRANCH, ID)).match(/^## .*$/gm)).toEqual([
      '## 2026-11-22T09:10Z investigating',
      '## 2026-11-22T09:25Z update',
      '## 2026-11-22T09:30Z monitoring',
    ]);
    const open = (await office.hub.pullRequests()).filter(({ state }) => state === 'open');
    expect(open).toHaveLength(1);

    office.setNow('09:45');
    const end = await office.send('amina', 'resolve', { cause: 'A release doubled the load.' });
    await office.answer(end);
    expect((await office.comments(end))[0]!.words).toContain('**What fixed it?**');
    const answers = {
      cause: 'A release doubled the load.',
      fix: 'A rollback',
      tested: 'It was not possible',
      verified: ['Metrics are back to normal', 'Affected workflows were tested'],
      'not-applicable': 'Does not apply: A user confirmed it, if applicable',
    };
    await office.edit('amina', end, 'resolve', answers);
    await office.answer(end, 'edited');
    expect((await office.comments(end))[0]!.words).toMatchInlineSnapshot(`
      "**Not yet:** the fix of \`2026-11-22-checkout\` is monitored until 11:00 Africa/Lagos, in 15 min. To retry after that, close and reopen this issue.
      "
    `);
    office.setNow('10:01');
    await office.answer(end, 'reopened');
    const text = await office.file(BRANCH, ID);
    expect(text).toContain('## 2026-11-22T10:01Z resolved');
    expect(text).toContain('cause: A release doubled the load.');
    expect((await office.comments(end))[0]!.words).toContain(
      '> The issue affecting Checkout has been resolved.',
    );
    office.hub.assertClean();
  });

  test('an edit before publication rewrites the update, unless someone wrote a later one', async () => {
    const office = await openOffice();
    await office.answer(await office.send('amina', 'open', SEV1));
    office.setNow('09:25');
    const first = await office.send('tunde', 'update', { phase: 'Identified: the cause is known' });
    await office.answer(first);
    await office.edit('tunde', first, 'update', { phase: "Nothing new: use the SOP's text" });
    office.setNow('09:27');
    await office.answer(first, 'edited');
    expect((await office.file(BRANCH, ID)).match(/^## .*$/gm)).toEqual([
      '## 2026-11-22T09:10Z investigating',
      '## 2026-11-22T09:27Z update',
    ]);
    office.setNow('09:30');
    await office.answer(await office.send('amina', 'update', { phase: 'Monitoring: the fix is in' }));
    await office.edit('tunde', first, 'update', { phase: 'Identified: the cause is known' });
    await office.answer(first, 'edited');
    expect((await office.comments(first))[0]!.words).toContain(`${ID} was updated since by someone else.`);
  });

  test('V12.1: an own text that is edited into a template closes its pull request, and says why', async () => {
    const office = await openOffice({}, { describeApproval });
    await office.answer(await office.send('amina', 'open', SEV1));
    await office.merge(2);
    office.setNow('09:25');
    const own = {
      phase: 'Same phase, with new information (write it below)',
      text: 'Cards of one bank fail.',
    };
    const issue = await office.send('tunde', 'update', own);
    await office.answer(issue);
    expect(await office.file(`${BRANCH}.own-text`, ID)).toContain('Cards of one bank fail.');
    await office.edit('tunde', issue, 'update', { phase: "Nothing new: use the SOP's text" });
    office.setNow('09:27');
    expect(await office.answer(issue, 'edited')).toMatchObject({ exitCode: 0 });
    const requests = await office.hub.pullRequests();
    const waiting = requests.find(({ head }) => (head as { ref: string }).ref.endsWith('.own-text'));
    const template = requests.find(({ state }) => state === 'open');
    expect(template).toMatchObject({ state: 'open', head: { ref: BRANCH } });
    expect(waiting).toMatchObject({ state: 'closed', head: { ref: `${BRANCH}.own-text` } });
    expect((await office.comments(Number(waiting!['number']))).at(-1)!.words).toBe(
      `The issue was edited: a text from a template, which is in #${String(template!['number'])}, replaces this one. Nothing of this one was published.`,
    );
    expect(await office.hub.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/incident/')).toBe(
      BRANCH,
    );
    office.hub.assertClean();
  });

  test('an unpublished text from a template that an edited form replaces with own words does not go out', async () => {
    const office = await openOffice({}, { describeApproval });
    await office.answer(await office.send('amina', 'open', SEV1));
    await office.merge(2);
    office.setNow('09:25');
    const template = { phase: "Nothing new: use the SOP's text" };
    const own = {
      phase: 'Same phase, with new information (write it below)',
      text: 'Cards of one bank fail.',
    };
    const issue = await office.send('tunde', 'update', template);
    await office.answer(issue);
    await office.edit('tunde', issue, 'update', own);
    office.setNow('09:27');
    expect(await office.answer(issue, 'edited')).toMatchObject({ exitCode: 0 });
    const requests = await office.hub.pullRequests();
    const waiting = requests.find(({ state }) => state === 'open');
    expect(waiting).toMatchObject({ head: { ref: `${BRANCH}.own-text` } });
    const replaced = Math.max(
      ...requests.flatMap(({ state, number }) => (state === 'open' ? [] : [Number(number)])),
    );
    expect((await office.comments(replaced)).at(-1)!.words).toBe(
      `The issue was edited: a text in its own words, which is in #${String(waiting!['number'])}, replaces this one. Nothing of this one was published.`,
    );
    expect(await office.hub.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/incident/')).toBe(
      `${BRANCH}.own-text`,
    );
    office.hub.assertClean();
  });

  test('a text from a template that goes out with those of others is not replaced with own words', async () => {
    const office = await openOffice({}, { describeApproval });
    await office.answer(await office.send('amina', 'open', SEV1));
    office.setNow('09:25');
    const issue = await office.send('tunde', 'update', { phase: "Nothing new: use the SOP's text" });
    await office.answer(issue);
    const head = await office.hub.git('rev-parse', BRANCH);
    const own = {
      phase: 'Same phase, with new information (write it below)',
      text: 'Cards of one bank fail.',
    };
    await office.edit('tunde', issue, 'update', own);
    await office.answer(issue, 'edited');
    expect((await office.comments(issue))[0]!.words).toMatchInlineSnapshot(`
      "**Not posted yet.** Other people’s updates on incident/2026-11-22-checkout go out without an approval, and the text of this issue goes out with them.

      Use the form "Post an update" for your own words.

      To retry, edit the issue (⋯, then Edit) and write the answer under its heading.
      "
    `);
    expect(await office.hub.git('rev-parse', BRANCH)).toBe(head);
    office.hub.assertClean();
  });

  test('with no incident open, it is said', async () => {
    const office = await openOffice();
    const issue = await office.send('amina', 'update', { phase: 'Monitoring: the fix is in' });
    await office.answer(issue);
    expect((await office.comments(issue))[0]!.words).toContain('No incident is open.');
  });
});

test('one incident is merged into another one, in one pull request with both files', async () => {
  const office = await openOffice();
  const orders = '2026-11-22-orders';
  for (const component of ['Checkout', 'Orders']) {
    await office.answer(await office.send('amina', 'open', { ...SEV1, component }));
    const request = (await office.hub.pullRequests()).find(({ state }) => state === 'open');
    await office.merge(Number(request!['number']));
  }
  office.setNow('09:20');
  const phase = 'Same problem as another incident: merge it into that one (name both below)';
  const issue = await office.send('tunde', 'update', { phase });
  await office.answer(issue);
  expect((await office.comments(issue))[0]!.words).toMatchInlineSnapshot(`
    "**Not posted yet. This is missing:**

    - **Which incident?** Which incident becomes part of another one?
      - 2026-11-22-checkout: Checkout unavailable
      - 2026-11-22-orders: Orders unavailable

    To retry, edit the issue (⋯, then Edit) and write the answer under its heading.
    "
  `);
  await office.edit('tunde', issue, 'update', { phase, incident: 'orders', into: 'checkout' });
  await office.answer(issue, 'edited');
  expect((await office.comments(issue))[0]!.words).toMatchInlineSnapshot(`
    "**\`2026-11-22-orders\` was written:** https://github.example/acme/status/pull/6

    Customers will read:

    > We now report on the problem with Orders together with another one, at &lt;https:&#8203;//shop.example/status/incidents/2026-11-22-checkout/\\>. All further updates are there.
    >
    > This also affects Orders, which we reported on separately before. All further updates are here.

    It is published when the pull request is merged. If the text matches an SOP template, it is merged automatically once the checks pass. Otherwise it needs approval.

    **Next:**
    - Internal update in Slack \\#incidents due 10:35 Africa/Lagos, in 15 min (V4.1): Incident commander @&#8203;amina
    - Next public update due 10:35, late at 10:50 Africa/Lagos, in 15 min (V12.2): Incident commander @&#8203;amina

    Next forms: [Post an update](https://github.example/acme/status/issues/new?template=post-update.yml&incident=2026-11-22-checkout) · [Resolve an incident](https://github.example/acme/status/issues/new?template=resolve-incident.yml&incident=2026-11-22-checkout)
    "
  `);
  const head = await office.hub.git('rev-parse', `incident/${orders}`);
  await office.edit('tunde', issue, 'update', {
    phase: 'Identified: the cause is known',
    incident: 'orders',
  });
  await office.answer(issue, 'edited');
  expect((await office.comments(issue))[0]!.words).toContain(
    `This issue merged ${orders} into another incident.\n\nClose its pull request, and submit a new form.`,
  );
  expect(await office.hub.git('rev-parse', `incident/${orders}`)).toBe(head);
  const request = (await office.hub.pullRequests()).find(({ state }) => state === 'open');
  await office.merge(Number(request!['number']));
  expect((await office.live()).message).toContain(`Published: #${issue},`);
  expect(await office.file('main', orders)).toContain(`merged-into: ${ID}`);
  expect(await office.file('main', ID)).toContain('Affects: orders major-outage');
  office.hub.assertClean();
});

describe('V11.1: when it is live', () => {
  test('the issue gets the address, once, and is closed; others wait', async () => {
    const office = await openOffice();
    const issue = await office.send('amina', 'open', SEV1);
    await office.answer(issue);
    expect((await office.live()).message).toContain('No open form issue matches.');
    await office.merge(Number((await office.hub.pullRequests())[0]!['number']));
    office.setNow('09:25');
    const later = await office.send('amina', 'update', { phase: "Nothing new: use the SOP's text" });
    await office.answer(later);
    expect((await office.live()).message).toContain(`Published: #${issue}`);
    expect((await office.live()).message).toContain('No open form issue matches.');
    const words = (await office.comments(issue)).map((comment) => comment.words);
    expect(words).toHaveLength(2);
    expect(words[1]).toBe(`Published: https://shop.example/status/incidents/${ID}/\n`);
    const states = Object.fromEntries(
      (await office.hub.issues()).map((one) => [one['number'], one['state']]),
    );
    expect([states[issue], states[later]]).toEqual(['closed', 'open']);
    office.hub.assertClean();
  });
});

describe('the inputs of a run', () => {
  test('do the same, and answer in its summary', async () => {
    const office = await openOffice();
    const ran = await office.start('tunde', {
      form: 'declare',
      severity: 'sev-1',
      component: 'checkout, orders',
    });
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.summary).toContain('was written:**');
    const [request] = await office.hub.pullRequests();
    expect(String(request!['body'])).toContain('Requested by @tunde.');
    office.hub.assertClean();
  });

  test('in a rehearsal are only said', async () => {
    const office = await openOffice();
    const inputs = { form: 'declare', severity: 'sev-1', component: 'checkout' };
    const { message } = await office.start('tunde', inputs, true);
    expect(message).toContain('> We are currently investigating a service disruption affecting Checkout.');
    expect(await office.hub.git('branch', '--list')).toBe('* main');
    expect(office.hub.dispatched).toEqual([]);
  });

  test('that are refused end the run in red', async () => {
    const office = await openOffice();
    const ran = await office.start('tunde', { form: 'declare', severity: 'sev-9', component: 'checkout' });
    expect(ran.exitCode).toBe(1);
    expect(ran.summary).toContain('There is no severity "sev-9".');
    const unauthorized = await office.start('bola', {
      form: 'declare',
      severity: 'sev-1',
      component: 'checkout',
    });
    expect(unauthorized).toMatchObject({ exitCode: 1 });
    expect(await office.hub.pullRequests()).toEqual([]);
  });
});
