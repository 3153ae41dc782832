import { describe, expect, test } from 'vitest';
import { setStage } from './repository-on-github.ts';
import type { Stage } from './repository-on-github.ts';

const SEV2 = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
const OWN = 'Cards of one bank fail. Other cards work.';
const UPDATE = ['update', '--text', OWN];

const branchesOf = async ({ hub }: Stage): Promise<string[]> =>
  (await hub.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/incident/'))
    .split('\n')
    .filter(Boolean);

/** The phases and the last line of the only incident on a branch. */
async function updatesOn({ hub }: Stage, branch: string): Promise<string[]> {
  const path = (await hub.git('ls-tree', '-r', '--name-only', branch, '--', 'incidents/')).trim();
  const text = await hub.git('show', `${branch}:${path}`);
  return [...text.matchAll(/^## \S+ (\S+)\n\n(.*)/gm)].map(([, phase, body]) => `${phase}: ${body}`);
}

const FIRST = expect.stringMatching(
  /^investigating: We are experiencing degraded performance with Checkout\./,
);

describe(
  'V12.1: a text that needs an approval, beside a first update that needs none',
  { timeout: 120_000 },
  () => {
    test('has a pull request of its own; the first update goes out, and the text after it', async () => {
      const stage = await setStage();
      const { hub, incident, validate, pullRequest, green, approve, merged } = stage;
      await incident('tunde', ...SEV2);
      const said = await incident('tunde', ...UPDATE);
      expect(said).toContain(
        'Goes out now: the update that is on its way. It does not wait for your text.\nWaits: your text, in a pull request of its own, for the incident commander (@amina).',
      );
      expect(said).toContain(
        'Customers see nothing of it yet: it is in #1, which is merged automatically when its checks pass. Another text, in words of its own, waits in #2 for the incident commander (@amina).',
      );
      const [first, own] = await branchesOf(stage);
      expect(own).toBe(`${first}.own-text`);
      expect(await updatesOn(stage, first!)).toEqual([FIRST]);

      await validate(1);
      expect(await merged(1)).toBe(true);
      expect(await updatesOn(stage, 'main')).toEqual([FIRST]);
      expect(hub.dispatched.map(({ payload }) => payload['inputs'])).toContainEqual({ number: '2' });

      await green(own!);
      await pullRequest('merge', '--number', '2');
      const second = (await hub.pullRequests()).find((pull) => pull['number'] === 2);
      expect(second).toMatchObject({ state: 'open', mergeable: true });
      expect(await updatesOn(stage, own!)).toEqual([FIRST, `update: ${OWN}`]);
      await green(own!);
      expect(await pullRequest('merge', '--number', '2')).toMatch(/^wait: It needs approval/);
      const listed = await incident('tunde', 'list');
      expect(listed).toContain(
        'Another text, in words of its own, waits in #2 for the incident commander (@amina).',
      );

      await approve('amina', 2);
      await pullRequest('merge', '--number', '2');
      expect(await merged(2)).toBe(true);
      expect(await updatesOn(stage, 'main')).toEqual([FIRST, `update: ${OWN}`]);
      expect(await branchesOf(stage)).toEqual([]);
    });

    test('approved before the first update is out, it takes that along, and nothing is left over', async () => {
      const stage = await setStage();
      const { incident, pullRequest, green, approve, merged } = stage;
      await incident('tunde', ...SEV2);
      await incident('tunde', ...UPDATE);
      const [first, own] = await branchesOf(stage);
      await green(own!);
      await approve('amina', 2);
      await pullRequest('merge', '--number', '2');
      expect(await merged(2)).toBe(true);
      expect(await updatesOn(stage, 'main')).toEqual([FIRST, `update: ${OWN}`]);
      await green(first!);
      expect(await pullRequest('merge', '--number', '1')).toContain(
        'All of it was published with another pull request.',
      );
      expect(await branchesOf(stage)).toEqual([]);
    });
  },
);

describe('V12.1: a text that needs an approval, on an incident that is public', { timeout: 120_000 }, () => {
  test('waits in a pull request of its own; a template goes out before it, and it is put after that', async () => {
    const stage = await setStage();
    const { incident, validate, pullRequest, green, approve, merged } = stage;
    await incident('tunde', ...SEV2);
    await validate(1);
    expect(await merged(1)).toBe(true);
    const said = await incident('tunde', ...UPDATE);
    expect(said).toContain(
      'Waits: your text, in a pull request of its own, for the incident commander (@amina). Until then, "npx candor incident update --no-change" tells customers that you work on it, without waiting.',
    );
    const [own, ...others] = await branchesOf(stage);
    expect(own).toMatch(/\.own-text$/);
    expect(others).toEqual([]);

    expect(await incident('ife', 'update', '--no-change')).not.toContain('Waits:');
    await validate(3);
    expect(await merged(3)).toBe(true);
    const NOTHING_NEW = expect.stringMatching(/^update: .*nothing new/i);
    expect(await updatesOn(stage, 'main')).toEqual([FIRST, NOTHING_NEW]);
    await green(own!);
    await pullRequest('merge', '--number', '2');
    expect(await updatesOn(stage, own!)).toEqual([FIRST, NOTHING_NEW, `update: ${OWN}`]);

    await approve('amina', 2);
    await green(own!);
    await pullRequest('merge', '--number', '2');
    expect(await merged(2)).toBe(true);
    expect(await updatesOn(stage, 'main')).toEqual([FIRST, NOTHING_NEW, `update: ${OWN}`]);
    expect(await branchesOf(stage)).toEqual([]);
  });
});

describe('races', { timeout: 120_000 }, () => {
  test('two people write in the same minute: the second text goes after the first, in the same pull request', async () => {
    const stage = await setStage();
    const { hub, incident } = stage;
    await incident('tunde', ...SEV2);
    await incident('tunde', ...UPDATE);
    await incident('ife', 'update', '--text', 'It is one bank only.');
    await incident('ife', 'update', '--no-change');
    const [first, own] = await branchesOf(stage);
    expect(await hub.pullRequests()).toHaveLength(2);
    expect(await updatesOn(stage, first!)).toEqual([FIRST, expect.stringMatching(/^update: .*nothing new/i)]);
    expect(await updatesOn(stage, own!)).toEqual([FIRST, `update: ${OWN}`, 'update: It is one bank only.']);
    await incident('tunde', 'update', '--text', 'The bank is back.');
    expect((await updatesOn(stage, own!)).map((line) => line.slice(0, 28))).toEqual([
      expect.stringMatching(/^investigating/),
      expect.stringMatching(/^update: /),
      expect.stringMatching(/^update: /),
      expect.stringMatching(/^update: /),
      'update: The bank is back.',
    ]);
    // A false alarm takes both branches back.
    expect(await incident('tunde', 'withdraw')).toContain('Customers never saw it');
    expect(await branchesOf(stage)).toEqual([]);
  });
});
