import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { createPageWords } from '../../src/notifications/io/page-words.ts';
import { previewMessages } from '../../src/notifications/preview.ts';
import type { MessagePreview } from '../../src/notifications/preview.ts';
import { renderMessagePreviews } from '../../src/pull-requests/message-preview.ts';
import { MINUTE } from '../../src/time/duration.ts';
import { companyInput, incidentFile } from './support/content.ts';
import type { IncidentOptions } from './support/content.ts';
import { HOSTILE_TEXT } from './support/message.ts';

const NOW = Date.parse('2026-11-22T12:00Z');
const at = (minutes: number): number => NOW - minutes * MINUTE;
const NOTIFY =
  '{ incidents-channel: [{ channel: teams, secret: TEAMS }], leadership: [{ channel: slack-webhook, secret: SLACK }], status-page: [{ channel: email, to: status@lists.example.com, from: status@example.com, secret: SMTP }] }';
const first: readonly [number, string, string] = [
  at(8),
  'investigating',
  'We are looking into failed orders.',
];
const fixed: readonly [number, string, string] = [at(2), 'resolved', 'Orders work again. We apologize.'];

type Version = Partial<IncidentOptions>;

function previewOf(
  before: Version | undefined,
  after: Version,
  { notify = NOTIFY, policy = 'vayva' }: { notify?: string; policy?: 'vayva' | 'vauntico' } = {},
): MessagePreview[] {
  const inputOf = (version: Version | undefined) =>
    companyInput({
      ...{ notify, policy },
      ...(version && { incidents: { one: incidentFile({ detected: at(10), ...version }) } }),
    });
  const { siteContext, incidents } = inputOf(after);
  return previewMessages({
    ...{ siteContext, published: inputOf(before).incidents, proposed: incidents },
    wordsOf: (event, now) => createPageWords(siteContext, [event], now),
  });
}

const linesOf = (previews: readonly MessagePreview[]): string[] =>
  previews.map(({ audience, channel, message }) =>
    typeof message === 'string' ? message : `${audience} by ${channel}: ${message.state}`,
  );

describe('what a pull request would send', () => {
  test.each<[string, Version | undefined, Version, string[]]>([
    [
      'a new incident (V1.2)',
      undefined,
      { updates: [first] },
      [
        'Leadership by slack-webhook: Investigating',
        'Customers, on the public status page by email: Investigating',
        'The team in #incidents by teams: Investigating',
      ],
    ],
    [
      'its resolution: the update alone',
      { updates: [first] },
      { updates: [first, fixed] },
      [
        'Leadership by slack-webhook: Resolved',
        'Customers, on the public status page by email: Resolved',
        'The team in #incidents by teams: Resolved',
      ],
    ],
    ['a corrected typo', { updates: [first] }, { updates: [[at(8), 'investigating', 'Corrected.']] }, []],
    ['an imported one', undefined, { updates: [first], front: 'imported: { from: statuspage, id: x1 }' }, []],
    [
      'one off the page (V12.5): the team alone',
      undefined,
      { severity: 'sev-3', updates: [first] },
      ['The team in #incidents by teams: Investigating'],
    ],
  ])('%s', (_name, before, after, expected) => {
    expect(linesOf(previewOf(before, after)).toSorted()).toEqual(expected.toSorted());
  });

  test('U4.3: the executive summary, when it is marked as ready', () => {
    const resolved = { severity: 'severity-1', updates: [first, fixed] };
    const ready = { ...resolved, front: 'internal: { summary-ready: 2026-11-22T11:59Z }' };
    const notify = '{ stakeholders: [{ channel: slack-webhook, secret: SLACK }] }';
    const [preview, ...others] = previewOf(resolved, ready, { notify, policy: 'vauntico' });
    expect(others).toEqual([]);
    expect(renderMessagePreviews([preview!]).join('\n')).toMatchInlineSnapshot(`
      "<details><summary>What 1 audience will read</summary>

      **Stakeholders** by slack-webhook

      > **Some orders fail at checkout: Executive summary**
      >
      > Critical incident, summary for stakeholders; resolved at 12:58 (Africa/Lagos).
      >
      > What happened
      >
      > Checkout was affected. Customers were affected for 8 min, from 2026-11-22T11:50Z to 2026-11-22T11:58Z.
      >
      > \\- Checkout: partly down for 8 min.
      >
      > What was done
      >
      > Service was restored.
      >
      > How customers were kept informed
      >
      > First update after 2 min. 2 public updates. Longest time without an update: 6 min. 3 of 3 requirements of the SOP were met.
      >
      > What comes next
      >
      > The postmortem is due by 2026-11-24T11:58Z; its action items follow.
      >
      > https:&#8203;//vayva.shop/status/incidents/one/

      </details>"
    `);
  });

  test('V3.1: the next step of an open incident, on GitHub or in a terminal', () => {
    const stepOf = (repositoryUrl?: string): string => {
      const { siteContext, incidents } = companyInput({
        notify: NOTIFY,
        incidents: { one: incidentFile({ detected: at(10), updates: [first] }) },
      });
      const previews = previewMessages({
        ...{
          siteContext,
          published: [],
          proposed: incidents,
          ...(repositoryUrl !== undefined && { repositoryUrl }),
        },
        wordsOf: (event, now) => createPageWords(siteContext, [event], now),
      });
      const lines = renderMessagePreviews(previews).join('\n').split('\n');
      return [...new Set(lines.filter((line) => /^> (?:Post an update|Expected): /.test(line)))].join('\n');
    };
    expect(stepOf('https://github.com/acme/status')).toMatchInlineSnapshot(`
      "> Expected: Internal update in Slack \\#incidents (V4.1), by 13:07, in 15 min
      > Post an update: https:&#8203;//github.com/acme/status/issues/new?template=post-update.yml&amp;incident=one"
    `);
    expect(stepOf()).toMatchInlineSnapshot(`
      "> Expected: Internal update in Slack \\#incidents (V4.1), by 13:07, in 15 min
      > Post an update: npx candor incident update --incident one"
    `);
  });

  test('nothing, without places', () => {
    expect(previewOf(undefined, { updates: [first] }, { notify: '{}' })).toEqual([]);
    expect(renderMessagePreviews([])).toEqual([]);
  });
});

describe('as Markdown', () => {
  test('the texts are folded, and equal ones shown once', () => {
    const previews = previewOf({ updates: [first] }, { updates: [first, fixed] });
    expect(renderMessagePreviews(previews).join('\n')).toMatchInlineSnapshot(`
      "<details><summary>What 3 audiences will read</summary>

      **Customers, on the public status page** by email

      > **Some orders fail at checkout: Resolved**
      >
      > Orders work again. We apologize.
      >
      > https:&#8203;//vayva.shop/status/incidents/one/\\#&#8203;20261122T1158Z

      **The team in \\#incidents** by teams; **Leadership** by slack-webhook

      > **Some orders fail at checkout: Resolved**
      >
      > Orders work again. We apologize.
      >
      > Severity: Critical (sev-1)
      > Expected: Postmortem (V8.1), by 2026-11-24 12:58, in 48 h
      > https:&#8203;//vayva.shop/status/incidents/one/\\#&#8203;20261122T1158Z

      </details>"
    `);
  });

  test('hostile text neither ends the block nor mentions anyone', () => {
    const text = `${HOSTILE_TEXT} </details> <!-- candor:review --> \`\`\` @acme/on-call`;
    const message = previewOf(undefined, { updates: [first] })[0]!.message;
    if (typeof message === 'string') throw new Error(message);
    const lines = renderMessagePreviews([
      {
        ...{ audience: text, channel: 'email' },
        message: {
          ...message,
          title: text,
          body: `${text}\n\n${text}`,
          facts: [{ label: text, value: text }],
        },
      },
      { audience: 'a', channel: 'email', message: text },
    ]);
    const html = new MarkdownIt({ html: true, linkify: true }).render(lines.join('\n'));
    expect(html.match(/<\/?details>|<!--|<script|<a /g)).toEqual(['<details>', '</details>']);
    expect(html).not.toMatch(/@\w/);
  });

  test('long texts are cut, and what is left out is counted', () => {
    const [preview] = previewOf(undefined, { updates: [first] });
    const message = preview!.message as Exclude<MessagePreview['message'], string>;
    const long = Array.from({ length: 30 }, (_, index) => ({
      ...preview!,
      message: { ...message, body: `${index} ${'words '.repeat(1000)}` },
    }));
    const text = renderMessagePreviews(long).join('\n');
    expect(text.length).toBeLessThan(7000);
    expect(text).toMatch(/And \d+ other texts\./);
  });
});
