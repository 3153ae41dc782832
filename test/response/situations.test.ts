import { dirname } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/scratch.ts';
import { copied, shopRepository, squashed } from '../support/shop-repository.ts';
import type { Repository, TerminalOptions } from '../support/shop-repository.ts';

const ID = '2026-11-22-checkout';
const OPEN = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
const [DOWN, ESCAPE, CTRL_C] = ['\u001B[B', '\u001B', '\u0003'];

/** What appears, and what a person types then. Each is a step of theirs. */
type Steps = readonly (readonly [appears: string, typed: string, secondsLater?: number])[];

interface Situation {
  readonly name: string;
  readonly before?: 'open' | 'public' | 'monitored';
  readonly args: readonly string[];
  readonly steps: Steps;
  readonly at?: string;
  readonly terminal?: TerminalOptions;
  readonly code?: number;
  /** What the screen says. */
  readonly says: readonly string[];
  /** What the incident's branch has on the remote; `undefined` if there is no branch. */
  readonly pushed?: readonly string[] | 'nothing';
}

const SITUATIONS: readonly Situation[] = [
  {
    name: '1: first post, SEV-1',
    args: ['open'],
    steps: [
      ['How severe', '\r'],
      ['What is affected', ' \r'],
      ['When was it noticed', '\r'],
      ['Publish this', '\r'],
    ],
    says: ['Escape: back to the question before', 'Customers see nothing of it yet: it is pushed'],
    pushed: ['severity: sev-1', 'detected: 2026-11-22T09:20Z'],
  },
  {
    name: '2: first post, SEV-3 that customers notice',
    args: ['open', '--component', 'checkout'],
    steps: [
      ['How severe', `${DOWN}${DOWN}\r`],
      ['customers notice it. Do they', 'y'],
      ['What do customers notice', `${DOWN}\r`],
      ['When was it noticed', '\r'],
      ['Publish this', '\r'],
    ],
    says: [],
    pushed: ['severity: sev-3', 'customer-facing: true', 'errors when using it'],
  },
  {
    name: '9, 10, 11: typed ahead, digits, and return without a mark choose nothing',
    args: ['open', '--dry-run'],
    steps: [
      ['', 'jk\r\r'],
      ['How severe', '29jq\r'],
      ['What is affected', '\r'],
      ['Please select at least one', ' \r'],
      ['When was it noticed', '\r'],
    ],
    says: ['severity: sev-1', 'checkout: major-outage', 'This would be done'],
    pushed: 'nothing',
  },
  {
    name: '13: 60 columns and 24 lines',
    args: ['open', '--dry-run', '--component', 'checkout'],
    terminal: { columns: 60, lines: 24 },
    steps: [
      ['How severe', '\r'],
      ['When was it noticed', '\r'],
    ],
    says: ['│    examples: Database failure; Payment processing down;\r\n│    Data breach;'],
  },
  {
    name: '38: a severity that leaves the page is asked about',
    before: 'public',
    args: ['update', '--no-change', '--severity', 'sev-3'],
    steps: [['Publish this', ESCAPE]],
    code: 130,
    says: ['no more updates are due', 'SEV-3'],
  },
  {
    name: '46: an editor that is not there',
    before: 'public',
    args: ['update', '--phase', 'update'],
    terminal: { env: { EDITOR: 'no-such-editor' } },
    steps: [],
    code: 2,
    says: ['The editor "no-such-editor" did not start. Your answers are kept: run this again'],
  },
  {
    name: '46: an editor that returns at once',
    before: 'public',
    args: ['update', '--phase', 'update'],
    terminal: { env: { EDITOR: 'true' } },
    steps: [],
    code: 130,
    says: ['returned at once', 'code --wait'],
  },
  {
    name: 'classify: every answer is no, and the description is like none: the definitions are shown',
    args: ['open', '--classify', '--component', 'checkout', '--impact', 'failed payments'],
    steps: [
      ...Array.from({ length: 8 }, (): readonly [string, string] => ['Yes / ', 'n']),
      ['In a few words', 'It is odd\r'],
      ['How severe', `${DOWN}\r`],
      ['When was it noticed', '\r'],
      ['Publish this', '\r'],
    ],
    says: ['The SOP names nothing like it. Choose the severity by its definition and examples.'],
    pushed: ['severity: sev-2'],
  },
  {
    name: '40: noticed 40 minutes ago, after a time that can not be read',
    args: OPEN,
    steps: [
      ['When was it noticed', 'forty\r'],
      ['Write a time such as', `${'\u007F'.repeat(5)}40m\r`],
      ['Publish this', '\r'],
    ],
    says: ['how long such as 12m'],
    pushed: ['detected: 2026-11-22T08:40Z'],
  },
  {
    name: '8: Escape goes back one question, and stops at the first',
    args: ['open'],
    steps: [
      ['How severe', '\r'],
      ['What is affected', ESCAPE],
      ['How severe', ESCAPE],
    ],
    code: 130,
    says: ['Cancelled. Nothing was written.\r\n'],
    pushed: 'nothing',
  },
  {
    name: '8: Escape at the last look publishes nothing, and keeps the answers',
    args: OPEN,
    steps: [
      ['When was it noticed', '\r'],
      ['Publish this', ESCAPE],
    ],
    code: 130,
    says: ['Your answers are kept: run the command again to continue.'],
    pushed: 'nothing',
  },
  {
    name: '15: pasted lines are kept',
    before: 'public',
    args: ['update', '--phase', 'update'],
    steps: [
      [
        'What should customers know',
        '\u001B[200~Card payments work again.\r\n\r\nTransfers still fail.\r\n\u001B[201~\r\r',
      ],
      ['What is affected now', '\r'],
      ['Publish this', '\r'],
    ],
    says: [],
    pushed: ['Card payments work again.\n\nTransfers still fail.'],
  },
  {
    name: '19: jargon in the title is reworded at once, and lines that are pasted do not answer what follows',
    args: [...OPEN.slice(0, -2), '--impact', 'failed payments', '--title', 'API timeouts'],
    steps: [
      ['When was it noticed', '\r'],
      ['Publish this', 't'],
      ['The new title', `${'\u007F'.repeat(12)}\u001B[200~Payments\r\nfail\r\n\u001B[201~\r`],
      ['Publish this', '\r'],
    ],
    says: [],
    pushed: ['title: Payments fail'],
  },
  {
    name: '21: no check is recorded by pressing return',
    before: 'monitored',
    args: ['resolve', '--cause', 'A release'],
    at: '10:30',
    steps: [
      ['What fixed it', '\r'],
      ['choose:', `${DOWN}${DOWN}\r`, 0.3],
      ['tested in staging', `${DOWN}\r`, 0.3],
      ['Which of these were checked', '\r'],
      ['Please select at least one', `a\r`],
      ['Publish this', '\r'],
    ],
    says: [],
    pushed: ['metrics: true', 'resolved', 'fix: hotfix', 'tested: staging'],
  },
  {
    name: '37: worse than we thought, from the menu',
    before: 'public',
    args: ['update'],
    steps: [
      ['what is new', `${DOWN.repeat(5)}\r`],
      ['How severe is it really', '\r'],
      ['what is new', '\r'],
      ['Publish this', '\r'],
    ],
    says: ['It is SEV-2 now.'],
    pushed: ['Severity: sev-1'],
  },
  {
    name: '42: what people call the states, judged at the prompt',
    before: 'public',
    args: ['update', '--text', 'Checkout works again, but orders arrive late.'],
    steps: [['Publish this', '\r']],
    says: [],
    pushed: ['Checkout works again'],
  },
  {
    name: 'no change',
    before: 'public',
    args: ['update', '--no-change'],
    steps: [['Publish this', '\r']],
    says: ['Next public update due'],
    pushed: ['nothing new to report'],
  },
  {
    name: '39: a false alarm that is not public',
    before: 'open',
    args: ['withdraw'],
    steps: [['Discard it?', '\r']],
    says: ['is discarded. Customers never saw it'],
    pushed: 'nothing',
  },
  {
    name: '39: a false alarm that is public',
    before: 'public',
    args: ['withdraw'],
    steps: [['Publish this', '\r']],
    says: [],
    pushed: ['withdrawn'],
  },
  {
    name: '44: maintenance is planned',
    args: ['open', '--kind', 'maintenance', '--component', 'checkout', '--text', 'Checkout will be slow.'],
    steps: [
      ['When does it begin', '2026-11-25T01:00Z\r'],
      ['When does it end', '2h\r'],
      ['Publish this', '\r'],
    ],
    says: [],
  },
];

const templates = new Map<Situation['before'], Repository>();

/** A copy: each state is made once. */
function prepare(before: Situation['before']): Repository {
  const template = templates.get(before) ?? makeTemplate(before);
  templates.set(before, template);
  return copied(template);
}

afterAll(() => {
  for (const { root } of templates.values()) removeFolder(dirname(root));
});

function makeTemplate(before: Situation['before']): Repository {
  const shop = shopRepository({ folder: temporaryFolder() });
  if (before === undefined) return shop;
  shop.incident([...OPEN, '--now', '2026-11-22T09:10Z']);
  if (before === 'open') return shop;
  squashed(shop, ID);
  if (before === 'monitored') {
    shop.incident(['update', '--phase', 'monitoring', '--now', '2026-11-22T09:30Z']);
    squashed(shop, ID);
  }
  return shop;
}

describe('at a terminal, at night', () => {
  test.each(SITUATIONS)('$name', { timeout: 120_000 }, (situation) => {
    const { before, args, steps, at = '09:20', terminal = {}, code = 0, says, pushed } = situation;
    const shop = prepare(before);
    const ran = shop.typed([...args, '--now', `2026-11-22T${at}Z`], steps, terminal);
    for (const text of says) expect(ran.out).toContain(text);
    expect(ran.code, ran.out.slice(-1500)).toBe(code);
    const branch = shop.git('ls-remote', 'origin', `refs/heads/incident/${ID}`);
    if (pushed === 'nothing') expect(branch).toBe('');
    const text = branch === '' ? '' : shop.git('show', `origin/incident/${ID}:incidents/${ID}.md`);
    for (const part of pushed === 'nothing' ? [] : (pushed ?? [])) expect(text).toContain(part);
  });

  test('a conversation that was stopped continues where it was', { timeout: 120_000 }, () => {
    const shop = shopRepository();
    const stopped: Steps = [
      ['How severe', '\r'],
      ['What is affected', ' \r'],
      ['When was it noticed', '5m\r'],
      ['Publish this', CTRL_C],
    ];
    expect(shop.typed(['open', '--now', '2026-11-22T09:20Z'], stopped).code).toBe(130);
    const ran = shop.typed(
      ['open', '--now', '2026-11-22T09:30Z'],
      [
        ['You stopped 10 minutes ago', '\r'],
        ['Publish this', '\r'],
      ],
    );
    expect(ran.code, ran.out.slice(-1500)).toBe(0);
    const text = shop.git('show', `origin/incident/${ID}:incidents/${ID}.md`);
    expect(text).toContain('detected: 2026-11-22T09:15Z');
    expect(text).toContain('severity: sev-1');
  });

  test('the steps of a person', () => {
    const steps = SITUATIONS.map(({ name, steps: typed }) => `${typed.length + 1} ${name}`);
    expect(steps.filter((line) => /first post|no change|21|39|44/.test(line))).toMatchInlineSnapshot(`
      [
        "5 1: first post, SEV-1",
        "6 2: first post, SEV-3 that customers notice",
        "7 21: no check is recorded by pressing return",
        "2 no change",
        "2 39: a false alarm that is not public",
        "2 39: a false alarm that is public",
        "4 44: maintenance is planned",
      ]
    `);
  });
});
