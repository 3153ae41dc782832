import { describe, expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parseAlert } from '../../src/alerts/alert.ts';
import { decideAlert } from '../../src/alerts/decide.ts';
import type { AlertDecision } from '../../src/alerts/decide.ts';
import type { AlertLog } from '../../src/alerts/alert-log.ts';
import { matchAlert } from '../../src/alerts/match.ts';
import type { AlertPullRequest } from '../../src/alerts/match.ts';
import { mapToPolicy } from '../../src/alerts/map-to-policy.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld, verdict } from '../support/incident-context.ts';
import { HOSTILE } from './sample-payloads.ts';

const MARK = 'f77b9430644c634e19e61b57';
const SAYS = {
  source: 'grafana',
  dedupe_key: 'k',
  title: 'API: 5xx rate "high" > 5%',
  severity: 'warning',
  components: 'checkout',
  url: 'https://me:secret@grafana.example/d/abc?query=rate(x)',
  starts_at: '2026-11-22T09:01:03Z',
  details: 'On 10.0.0.7',
};
const PULL: AlertPullRequest = {
  ...{ number: 7, open: true, merged: false, branch: 'incident/2026-11-22-checkout', author: 'robot' },
  ...{ createdAt: at('09:03'), alertFingerprints: [MARK] },
};

/** What an alert comes to, at a minute of the day. */
function taken(
  says: object,
  time: string,
  where: {
    incidentContext?: IncidentContext;
    pulls?: readonly AlertPullRequest[];
    isPrivate?: boolean;
    log?: AlertLog;
    fingerprint?: string;
  } = {},
): AlertDecision {
  const { incidentContext = respondWorld(), pulls = [], isPrivate = false, log, fingerprint = MARK } = where;
  const alert = parseAlert({ ...SAYS, ...says });
  const mapping = mapToPolicy(incidentContext.siteContext, alert);
  const match = matchAlert(incidentContext, pulls, alert, fingerprint, mapping);
  return decideAlert({ incidentContext, alert, mapping, now: at(time), isPrivate }, match, fingerprint, log);
}

/** The pull request that a decision opens. */
function requestOf({ actions }: AlertDecision): {
  title: string;
  body: string;
  draft?: true;
  labels?: readonly string[];
} {
  const found = actions.find((action) => action.type === 'open-pull-request');
  if (found) return found;
  throw new Error('no pull request is opened');
}

/** The world in which an alert's draft waits, and the one in which it was published. */
const opened = taken({}, '09:03').change!;
const waiting = published(respondWorld(), opened);
const isPublic: IncidentContext = {
  ...waiting,
  published: { commit: 'c', at: at('09:05'), incidents: [{ path: opened.path, text: opened.text }] },
};
const merged: AlertPullRequest = { ...PULL, open: false, merged: true, closedAt: at('09:05') };
const texts = ({ comments }: AlertDecision): string[] => comments.map(({ kind, body }) => `${kind}\n${body}`);

describe('V2.1, V3.1, U3.1: an alert opens a draft', () => {
  test('in customers’ words, from the policy’s template; the machine’s text is nowhere in it', () => {
    const decision = taken({}, '09:03');
    expect(decision.summary).toMatchInlineSnapshot(`"Opened a draft, 2026-11-22-checkout, for SEV-2."`);
    expect(decision.change!.text).toMatchInlineSnapshot(`
      "---
      title: Checkout failing for some customers
      severity: sev-2
      components:
        checkout: partial-outage
      detected: 2026-11-22T09:01:03Z
      internal:
        source:
          kind: alert
          url: https://grafana.example/d/abc
        commander: "@amina"
      ---

      ## 2026-11-22T09:03Z investigating

      We are experiencing degraded performance with Checkout. Some users may experience [specific impact]. Our team is investigating.
      "
    `);
    const { title, body, draft, labels } = requestOf(decision);
    expect({ title, draft, labels }).toEqual({
      title: 'SEV-2: Checkout failing for some customers',
      draft: true,
      labels: ['alert'],
    });
    expect(body).toMatchInlineSnapshot(`
      "**Nothing is public yet.** This is a draft incident for an alert from Grafana since 09:01Z. If customers are affected, correct the text and press **Ready for review**. If not, close this pull request.

      - Severity: SEV-2 Major
      - Component: Checkout
      - [Open it in Grafana](<https://grafana.example/d/abc>)
      - Notify by hand: On-call engineer, in Slack #incidents

      Before it can be published:
      - line 16: "\\[specific impact\\]" was not filled in. Describe what customers notice, such as "failed payments".

      Customers read this when it is merged:

      > We are experiencing degraded performance with Checkout. Some users may experience [specific impact]. Our team is investigating.

      - Incident commander: @amina

      <!-- candor:incident 2026-11-22-checkout -->
      "
    `);
    expect(JSON.stringify(decision)).not.toMatch(/5xx|10\.0\.0\.7|secret|query=/);
  });

  test('asks the people that its severity names (V3.1, V9.1)', () => {
    const asked = taken({ severity: 'critical' }, '09:03').actions.find(
      (action) => action.type === 'request-review',
    );
    expect(asked).toMatchObject({ people: ['@amina'] });
  });

  test('SEV-1 needs no more than a click: its template has no place left to fill (V5.1)', () => {
    const decision = taken({ severity: 'critical' }, '09:03');
    expect(verdict(respondWorld(), decision.change!, '09:03')).toEqual([]);
    expect(requestOf(decision).body).not.toContain('Before it can be published');
  });

  test('where only its members can read the repository, the machine’s text is kept in the internal notes', () => {
    const { change } = taken({}, '09:03', { isPrivate: true });
    const { value } = parseIncident(change!);
    expect(value!.internal).toMatchObject({
      notes: 'API: 5xx rate "high" > 5%\n\nOn 10.0.0.7',
      source: { kind: 'alert', url: 'https://grafana.example/d/abc?query=rate%28x%29' },
    });
    expect(requestOf(taken({}, '09:03', { isPrivate: true })).body).not.toMatch(/5xx|10\.0\.0\.7|secret/);
  });

  test('the policy may say what customers notice, and what a service is called', () => {
    const extra = `name: Own\nextends: vayva\nalerts:\n  components: { API-Gateway: [checkout, orders] }\n  impact-phrases: { orders: late orders }\n  severities: { Kaputt: sev-2 }\n`;
    const incidentContext = respondWorld({}, { extra });
    const decision = taken({ components: 'api-gateway', severity: 'KAPUTT' }, '09:03', { incidentContext });
    expect(decision.change!.publicText).toMatchInlineSnapshot(
      `"We are experiencing degraded performance with Checkout and Orders. Some users may experience late orders. Our team is investigating."`,
    );
    expect(verdict(incidentContext, decision.change!, '09:03')).toEqual([]);
    expect(requestOf(decision).labels).toEqual(['alert']);
  });

  test('an incident that an alert opened is not acknowledged yet (V1.1, U3.2)', () => {
    expect(taken({}, '09:03').change!.text).not.toContain('acknowledged');
  });
});

describe('V2.1: no alert is thrown away', () => {
  test.each<[string, object, string, readonly string[]]>([
    ['an unknown severity', { severity: 'purple' }, 'SEV-2', ['alert', 'needs-triage']],
    [
      'one that is known beside one that is not',
      { severity: 'critical, purple' },
      'SEV-1',
      ['alert', 'needs-triage'],
    ],
    ['no severity', { severity: null }, 'SEV-2', ['alert', 'needs-triage']],
    ['several: the most severe counts', { severity: ['warning', 'critical', 'info'] }, 'SEV-1', ['alert']],
    ['a number where a word was meant', { severity: 1 }, 'SEV-1', ['alert']],
    ['another’s spelling', { severity: 'P1' }, 'SEV-1', ['alert']],
    ['an unknown service', { components: 'api-gw-7' }, 'SEV-2', ['alert', 'needs-triage']],
    ['no service', { components: [] }, 'SEV-2', ['alert', 'needs-triage']],
    [
      'nothing at all',
      { title: null, severity: {}, components: {}, url: 7, starts_at: [] },
      'SEV-2',
      ['alert', 'needs-triage'],
    ],
    ['a start that is in the future', { starts_at: '2030-01-01T00:00:00Z' }, 'SEV-2', ['alert']],
  ])('%s', (_name, says, severity, labels) => {
    const decision = taken(says, '09:03');
    const request = requestOf(decision);
    expect(request.title).toMatch(new RegExp(`^${severity}: `));
    expect(request.labels).toEqual(labels);
    expect(parseIncident(decision.change!).diagnostics).toEqual([]);
  });

  test('without a component the draft asks for it in words, and can’t be published before', () => {
    const decision = taken({ components: 'api-gw-7' }, '09:03');
    expect(requestOf(decision).body.split('\nCustomers read')[0]).toMatchInlineSnapshot(`
      "**Nothing is public yet.** This is a draft incident for an alert from Grafana since 09:01Z. If customers are affected, correct the text and press **Ready for review**. If not, close this pull request.

      - Severity: SEV-2 Major
      - Component: unknown. **Which one is it?** The alert names a service that no component matches. To map them, add them to \`alerts.components\` in the policy.
      - [Open it in Grafana](<https://grafana.example/d/abc>)
      - Notify by hand: On-call engineer, in Slack #incidents

      Before it can be published:
      - line 2: The title still contains "\\[component\\]". Describe what customers notice, such as "Some orders fail at checkout".
      - line 5: There is no component "unknown". Known components: checkout or orders. A new one needs a file in components/. If the file components/unknown.md was deleted: restore it and add the line "retired: 2026-11-22" or a later day. If it was renamed: add "formerly: \\[unknown\\]" to the file with the new name.
      - line 16: "\\[component\\]" was not filled in. Write the text that belongs here, or delete it.
      - line 16: "\\[specific impact\\]" was not filled in. Describe what customers notice, such as "failed payments".
      "
    `);
    expect(verdict(respondWorld(), decision.change!, '09:03').join('\n')).toContain('error valid-component');
    expect(JSON.stringify(decision)).not.toContain('api-gw-7');
  });

  test('opens the draft without an Incident commander too', () => {
    const incidentContext = respondWorld({}, { site: '' });
    const decision = taken({}, '09:03', { incidentContext });
    expect(requestOf(decision).body).toContain('commander');
  });

  test('Vauntico’s own severities', () => {
    const incidentContext = respondWorld({}, { policy: 'vauntico' });
    expect(requestOf(taken({ severity: 'critical' }, '09:03', { incidentContext })).title).toMatch(
      /^SEVERITY-1: /,
    );
    expect(requestOf(taken({ severity: '?' }, '09:03', { incidentContext })).title).toMatch(/^SEVERITY-2: /);
  });
});

describe('V2.1: another alert of the same group', () => {
  test('adds to the draft: the components that it names too, in the file and in its words', () => {
    const decision = taken({ components: ['orders', 'checkout'] }, '09:13', {
      incidentContext: waiting,
      pulls: [PULL],
    });
    expect(decision.actions.map((action) => action.type)).toEqual(['commit', 'push']);
    expect(decision.change!.publicText).toContain('Checkout and Orders');
    expect(decision.change!.text).toContain(decision.change!.publicText);
    expect(decision.change!.text).toContain('title: Checkout and Orders failing for some customers');
    expect(texts(decision)).toMatchInlineSnapshot(`
      [
        "alert-log
      Grafana has sent this alert 2 times: first at 09:03Z, last at 09:13Z. It is **firing**.

      - Severity: SEV-2 Major
      - Component: Checkout and Orders
      - [Open it in Grafana](<https://grafana.example/d/abc>)",
      ]
    `);
    expect(decision.pullRequestEdits).toMatchInlineSnapshot(`
      {
        "lines": [
          [
            "SEV-2: Checkout failing for some customers",
            "SEV-2: Checkout and Orders failing for some customers",
          ],
          [
            "- Component: Checkout",
            "- Component: Checkout and Orders",
          ],
          [
            "> We are experiencing degraded performance with Checkout. Some users may experience [specific impact]. Our team is investigating.",
            "> We are experiencing degraded performance with Checkout and Orders. Some users may experience [specific impact]. Our team is investigating.",
          ],
        ],
        "pull": 7,
      }
    `);
  });

  test('leaves words alone that a person wrote', () => {
    const text = opened.text
      .replace(/^We are experiencing.*$/m, 'Some orders fail at checkout.')
      .replace(/^title: .*$/m, 'title: Some orders fail');
    const incidentContext = published(respondWorld(), { ...opened, text });
    const { change } = taken({ components: 'orders' }, '09:13', { incidentContext, pulls: [PULL] });
    expect(change!.text).toBe(
      text.replace('checkout: partial-outage\n', 'checkout: partial-outage\n  orders: partial-outage\n'),
    );
  });

  test('counts on, and says so in one comment that is kept', () => {
    const log: AlertLog = {
      ...{ times: 4, first: at('09:03'), newest: at('09:10'), status: 'firing' },
      components: ['checkout'],
    };
    const [logComment] = taken({}, '09:15', { incidentContext: waiting, pulls: [PULL], log }).comments;
    expect(logComment).toMatchObject({
      kind: 'alert-log',
      key: MARK,
      log: { times: 5, newest: at('09:15') },
    });
  });

  test('that has become more severe says so', () => {
    const decision = taken({ severity: 'critical' }, '09:13', { incidentContext: waiting, pulls: [PULL] });
    expect(texts(decision)[1]).toMatchInlineSnapshot(`
      "alert-more-severe
      Grafana now reports this as **SEV-1 Critical**. If that is right: change \`severity\` in \`incidents/2026-11-22-checkout.md\` and use the template of that severity."
    `);
  });

  test('of another group for the same component, not more severe: the same draft, so that an alert storm opens one', () => {
    const decision = taken({}, '09:04', { incidentContext: waiting, pulls: [PULL], fingerprint: 'other' });
    expect(decision.change).toBeUndefined();
    expect(decision.comments).toMatchObject([{ pull: 7, key: 'other', log: { times: 1 } }]);
  });

  test.each<[string, object]>([
    ['for another component', { components: 'orders' }],
    ['that is more severe', { severity: 'critical' }],
    ['for a service that is not known', { components: 'checkout, api-gw-7' }],
  ])('of another group, %s: a draft of its own', (_name, says) => {
    const decision = taken(says, '09:04', { incidentContext: waiting, pulls: [PULL], fingerprint: 'other' });
    expect(decision.isNew).toBe(true);
    expect(decision.change!.id).not.toBe(opened.id);
  });
});

describe('V7.2, V12.3: an alert that has cleared', () => {
  const cleared = { status: 'resolved', ends_at: '2026-11-22T09:41:20Z' };

  test('says so at its draft, and resolves nothing', () => {
    const decision = taken(cleared, '09:42', { incidentContext: waiting, pulls: [PULL] });
    expect(decision.actions).toEqual([]);
    expect(texts(decision)).toMatchInlineSnapshot(`
      [
        "alert-log
      Grafana has sent this alert 2 times: first at 09:03Z, last at 09:42Z. It has **cleared**.

      - Severity: SEV-2 Major
      - Component: Checkout
      - [Open it in Grafana](<https://grafana.example/d/abc>)",
        "alert-cleared
      The alert from Grafana **cleared at 09:41Z**. Nothing was published. If customers noticed nothing, close this pull request. If they did, publish it and then resolve the incident.",
      ]
    `);
  });

  test('says what would tell customers, where they can read of it', () => {
    const decision = taken(cleared, '09:42', { incidentContext: isPublic, pulls: [merged] });
    expect(decision.actions).toEqual([]);
    expect(texts(decision)[1]).toMatchInlineSnapshot(`
      "alert-cleared
      The alert from Grafana **cleared at 09:41Z**. The incident is still open on the status page. To update it:

      \`\`\`
      npx candor incident update --incident 2026-11-22-checkout --phase monitoring
      npx candor incident resolve --incident 2026-11-22-checkout
      \`\`\`

      The second command resolves it after the monitoring time of 30 minutes."
    `);
  });

  test('does nothing where there is no draft', () => {
    expect(taken(cleared, '09:42')).toEqual({
      summary: 'The alert has cleared. It had no draft, so there is nothing to do.',
      ...{ actions: [], comments: [], isNew: false },
    });
  });
});

describe('V2.1: an alert whose incident is known already', () => {
  test('is noted at the incident that customers can read of', () => {
    const decision = taken({}, '09:13', { incidentContext: isPublic, pulls: [merged] });
    expect(decision.summary).toBe('Added to 2026-11-22-checkout, which is public.');
    expect(decision.actions).toEqual([]);
    expect(decision.comments).toMatchObject([{ pull: 7, kind: 'alert-log' }]);
  });

  test('says there which components it names too', () => {
    const decision = taken({ components: 'checkout, orders' }, '09:13', {
      incidentContext: isPublic,
      pulls: [merged],
    });
    expect(decision.actions).toEqual([]);
    expect(texts(decision)[1]).toMatchInlineSnapshot(`
      "alert-more-components
      Grafana now also reports **Orders**, which 2026-11-22-checkout doesn't include. If customers are affected:

      \`\`\`
      npx candor incident update --incident 2026-11-22-checkout --affects "orders degraded"
      \`\`\`"
    `);
  });

  test('is noted, and opens nothing, where a person has closed its draft', () => {
    const closed: AlertPullRequest = { ...PULL, open: false, closedAt: at('09:10') };
    const decision = taken({}, '09:13', { pulls: [closed] });
    expect(decision.actions).toEqual([]);
    expect(texts(decision)[0]).toContain('is still sending this alert');
  });

  test('opens a draft again when it fires after that', () => {
    const closed: AlertPullRequest = { ...PULL, open: false, closedAt: at('09:10') };
    expect(taken({ starts_at: '2026-11-22T09:12:00Z' }, '09:13', { pulls: [closed] }).isNew).toBe(true);
    expect(taken({ starts_at: '' }, '09:13', { pulls: [closed] }).isNew).toBe(true);
  });

  test('is not taken for a pull request of another alert', () => {
    expect(taken({}, '09:13', { pulls: [{ ...PULL, alertFingerprints: ['other'] }] }).isNew).toBe(true);
  });
});

describe('whatever a monitor says', () => {
  const FIELDS = [
    'title',
    'severity',
    'components',
    'url',
    'details',
    'source',
    'dedupe_key',
    'starts_at',
  ] as const;
  const LINK =
    /^- \[Open it in (?:Grafana|the monitor)\]\(<https:\/\/grafana\.example\/[\w/:.~%?=&,+#;-]*>\)$/m;
  const cases = HOSTILE.flatMap((text, index) => FIELDS.map((field) => [index, field, text] as const));

  test.each(cases)('text %i is no more than text as its %s', (_index, field, text) => {
    for (const isPrivate of [false, true]) {
      const says = { [field]: field === 'url' ? `https://grafana.example/${text}` : text };
      const decision = taken(says, '09:03', { isPrivate });
      const { value, diagnostics } = parseIncident(decision.change!);
      expect(diagnostics).toEqual([]);
      expect(value!.updates.map(({ writtenPhase }) => writtenPhase)).toEqual(['investigating']);
      expect(Object.keys(value!).toSorted()).toEqual(Object.keys(parseIncident(opened).value!).toSorted());
      expect(decision.change!.path).toMatch(/^incidents\/2026-11-22-(?:checkout|unknown)\.md$/);
      const { title, body: whole } = requestOf(decision);
      const body = whole.replace(LINK, '');
      const file = decision.change!.text.replace(/url: .*/, '');
      expect(body.match(/<!--[^>]*-->/g)).toEqual([`<!-- candor:incident ${decision.change!.id} -->`]);
      expect(`${title}\n${body}`).not.toMatch(
        /pwned|^::|^---|^## |@everyone|@acme|<script|javascript:|!\[|x{50}|\$\{\{/m,
      );
      // oxlint-disable-next-line no-control-regex
      expect(`${title}${body}${file}`).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E\u2066]/);
      if (!isPrivate) expect(file).not.toMatch(/pwned|injected|everyone|x{50}/);
    }
  });
});
