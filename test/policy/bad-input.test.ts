import { expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';

interface Files {
  /** More lines of `status.yaml`. */
  readonly site?: string;
  /** More lines of the policy. */
  readonly policy?: string;
  /** `words/pt.yaml`. */
  readonly words?: string;
}

/** What `candor validate` finds first in a company's files. */
function found({ site = '', policy = '', words }: Files): string[] {
  const content = parseContent({
    site: {
      path: 'status.yaml',
      text: `name: Shop\nurl: https://status.shop.example\npolicy: own\npeople: { lead: ["@ana", "@ben"] }\n${site}`,
    },
    policies: [
      {
        path: 'policies/own.yaml',
        text: `name: Own\nroles: { lead: { name: Lead } }\n${policy === '' ? SEVERITY : policy}`,
      },
      ...PRESETS,
    ],
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: [],
    postmortems: [],
    ...(words !== undefined && { words: [{ path: 'words/pt.yaml', text: words }] }),
  });
  return validateContent(content, EXAMPLE_NOW).map(({ level, message }) => `${level}: ${message}`);
}

const SEVERITY = 'severities: { s1: { name: One, impact: minor } }\n';
const rota = (shifts: string): string => `on-call: { lead: { timezone: UTC, shifts: [${shifts}] } }\n`;
const limited = (limit: string): string =>
  `severities: { s1: { name: One, impact: minor, acknowledge: ${limit} } }\n`;

test('files without a fault have no findings', () => {
  expect(found({})).toEqual([]);
  expect(found({ site: rota('{ from: "00:00", to: "00:00", people: ["@ana"] }') })).toEqual([]);
});

test.each<[string, Files]>([
  ['a rota with a gap', { site: rota('{ from: "08:00", to: "20:00", people: ["@ana"] }') }],
  [
    'a rota with an overlap',
    {
      site: rota(
        '{ from: "00:00", to: "00:00", people: ["@ana"] }, { from: "08:00", to: "20:00", people: ["@ben"] }',
      ),
    },
  ],
  ['a rota with an unknown person', { site: rota('{ from: "00:00", to: "00:00", people: ["@cleo"] }') }],
  ['business days without office hours', { policy: limited('5 business days') }],
  [
    'holidays of the wrong year',
    {
      policy: `${limited('5 business days')}office-hours: { timezone: UTC, holidays: { 2026: [2025-12-25] } }\n`,
    },
  ],
  [
    'an interval that shrinks with age',
    {
      policy:
        'severities: { s1: { name: One, impact: minor, updates: { due: 2h, late: 4h, ages: [{ after: 4h, due: 1h, late: 2h }] } } }\n',
    },
  ],
  ['words with an unknown key', { site: 'language: pt\n', words: 'page: { home: { plannd: Obras } }\n' }],
  [
    'words with an unknown placeholder',
    { site: 'language: pt\n', words: 'page: { page: { title: "Estado de [company]" } }\n' },
  ],
  [
    'an approver of security incidents who is unknown',
    { policy: `${SEVERITY}security: { approver: chief }\n` },
  ],
])('%s is found', (_name, files) => {
  expect(found(files).join('\n')).toMatchSnapshot();
});
