import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AUDIENCE_EVENTS } from '../../src/content/schema/policy-audiences.ts';
import { applyChange, EMPTY_LOG } from '../../src/delivery-log/delivery.ts';
import type { Delivery } from '../../src/delivery-log/delivery.ts';
import type { Message } from '../../src/notifications/channel.ts';
import { collectEvents } from '../../src/notifications/collect-events.ts';
import { listDestinations } from '../../src/notifications/destinations.ts';
import { prepareRun } from '../../src/notifications/io/runner.ts';
import { buildMessage } from '../../src/notifications/messages.ts';
import { createDelivery, recipientsOf } from '../../src/notifications/plan.ts';
import { createTestMessage } from '../../src/notifications/test-message.ts';
import { renderTemplateLine } from '../../src/response/default-text.ts';
import { validateText } from '../../src/rules/engine/validate-text.ts';
import { HOUR, MINUTE } from '../../src/time/duration.ts';
import { companyInput, incidentFile } from './support/content.ts';

const LANGUAGES = readdirSync(new URL('../../src/content/words/', import.meta.url))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

const NOW = Date.parse('2026-11-22T12:00Z');
const ago = (minutes: number): number => NOW - minutes * MINUTE;
const time = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
const mail = '[{ channel: email, to: status@lists.example.com, from: status@example.com, secret: SMTP }]';
const NOTIFY = `{ customers: ${mail}, stakeholders: [{ channel: teams, secret: TEAMS }], incident-response: [{ channel: slack-webhook, secret: SLACK }] }`;

/** Every message that Candor writes by itself, with the texts of the language. */
function messagesIn(language: string) {
  const blank = companyInput({ policy: 'vauntico', language, notify: NOTIFY });
  const { templates } = blank.siteContext.words;
  const impact = blank.siteContext.words.impactPhrases[0]!;
  const text = (name: keyof typeof templates): string =>
    renderTemplateLine(blank.siteContext, templates[name], ['Checkout'], impact);
  const severity = 'severity-1';
  const planned = (from: number, updates: string): string =>
    `---\nkind: maintenance\ntitle: Checkout\ncomponents: { checkout: degraded }\nstarts: ${time(from)}\nends: ${time(from + HOUR)}\n---\n${updates}`;
  const incidents = {
    open: incidentFile({
      ...{ severity, title: 'Checkout', detected: ago(300) },
      updates: [
        [ago(290), 'investigating', text('first')],
        [ago(280), 'identified', text('identified')],
      ],
    }),
    over: incidentFile({
      ...{ severity: 'severity-2', title: 'Checkout', detected: ago(100) },
      front: `internal: { commander: "@amina", fix: rollback, summary-ready: ${time(ago(1))} }`,
      updates: [
        [ago(95), 'investigating', text('first')],
        [ago(90), 'monitoring', `Severity: severity-1\n\n${text('monitoring')}`],
        [ago(20), 'resolved', text('resolved')],
      ],
    }),
    works: planned(ago(50), `\n## ${time(ago(60 * 24))} scheduled\n\n${text('no-change')}\n`),
    done: planned(
      ago(90),
      `\n## ${time(ago(60 * 25))} scheduled\n\n${text('no-change')}\n\n## ${time(ago(80))} in-progress\n\n${text('in-progress')}\n\n## ${time(ago(70))} verifying\n\n${text('verifying')}\n\n## ${time(ago(60))} completed\n\n${text('completed')}\n`,
    ),
    past: planned(ago(120), `\n## ${time(ago(60 * 26))} scheduled\n\n${text('no-change')}\n`),
    news: `---\nkind: notice\ntitle: Checkout\nstarts: ${time(ago(60))}\nends: ${time(NOW + HOUR)}\n---\n\n## ${time(ago(60))} announced\n\n${text('no-change')}\n\n## ${time(ago(30))} ended\n\n${text('ended')}\n`,
  };
  const input = companyInput({ policy: 'vauntico', language, notify: NOTIFY, incidents });
  const { siteContext } = input;
  const destinations = listDestinations(siteContext.policy, siteContext.site);
  const failed = (state: 'refused' | 'unknown'): Delivery => ({
    ...{
      id: state,
      key: 'opened',
      state,
      at: ago(5),
      since: ago(5),
      created: ago(5),
      audience: 'stakeholders',
    },
    ...{ isForCustomers: false, channel: 'teams', place: 'x', tries: 1, reason: 'status 404' },
  });
  const log = applyChange(EMPTY_LOG, { deliveries: [failed('refused'), failed('unknown')] });
  const { deadlines, messageContext } = prepareRun(input, log, NOW);
  const events = collectEvents(siteContext.policy, input.incidents, deadlines, log, NOW);
  const messages = events.flatMap((event) =>
    recipientsOf(event, destinations).map((destination): Message => {
      const delivery = createDelivery(event, destination, NOW);
      return buildMessage({ delivery, event, destination, isLook: false, covered: [] }, messageContext);
    }),
  );
  const tests = destinations.map((destination) => createTestMessage(siteContext.site, destination, 0, NOW));
  return { siteContext, messages: [...messages, ...tests] };
}

/** The text as people read it. A command is no wording. */
const textOf = ({ title, state, body, facts, nextStep }: Message): string =>
  [
    `${title}: ${state}.`,
    body,
    ...facts.map(({ label, value }) => `${label}: ${value}.`),
    ...(nextStep ? [`${nextStep.label}.`] : []),
  ]
    .filter((line) => line !== '')
    .join('\n\n');

describe.each(LANGUAGES)('in %s', (language) => {
  test('every kind of message is among them', () => {
    const kinds = new Set(messagesIn(language).messages.map(({ event }) => event));
    expect([...kinds].toSorted()).toEqual([...AUDIENCE_EVENTS, 'test'].toSorted());
  });

  test('V4.2, V6.1 to V6.3, V13.2: no rule of wording finds anything in what customers read', () => {
    const { siteContext, messages } = messagesIn(language);
    const findings = messages
      .filter(({ audienceType }) => audienceType === 'customers')
      .flatMap((message) => {
        const source = { path: `${message.event}.md`, text: textOf(message) };
        return validateText(siteContext, source, NOW).map(
          ({ rule, message: found }) => `${message.event}: ${rule}: ${found}`,
        );
      });
    expect([...new Set(findings)]).toEqual([]);
  });

  test('V6.2, V8.6: what the team reads blames no one, and neither belittles nor speculates', () => {
    const { siteContext, messages } = messagesIn(language);
    const findings = messages
      .filter(({ audienceType }) => audienceType === 'internal')
      .flatMap((message) => {
        const source = { path: `${message.event}.md`, text: textOf(message) };
        return validateText(siteContext, source, NOW)
          .filter(({ rule }) => ['no-blame', 'no-minimising', 'no-speculation'].includes(rule))
          .map(({ rule, message: found }) => `${message.event}: ${rule}: ${found}`);
      });
    expect([...new Set(findings)]).toEqual([]);
  });
});
