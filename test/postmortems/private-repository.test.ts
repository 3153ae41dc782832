import { spawn } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import { reviewedIncident } from '../support/example-content.ts';
import { SHOP } from '../support/scratch.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { CANDOR } from '../support/run.ts';

const ID = '2026-11-22-checkout';
const PEOPLE = { amina: 'admin', tunde: 'write', sade: 'write' } as const;
const RIGHTS = {
  contents: 'write',
  'pull-requests': 'write',
  issues: 'write',
  actions: 'write',
  checks: 'read',
  statuses: 'write',
} as const;

const REVIEW = `---
incident: ${ID}
severity: severity-1
---

## Root cause

The queue had no bound.

## Fix applied

A rollback.

## Preventive guardrails

- [ ] Bound the mark-of-the-queue (owner: @tunde, due: 2026-11-30)
`;

/** Vauntico's playbook, its page in one repository and its reviews in another. */
async function stage(): Promise<{ page: Hub; reviews: Hub }> {
  const page = await startHub({
    people: PEOPLE,
    files: {
      ...SHOP,
      'status.yaml': `${SHOP['status.yaml']!.replace('vayva', 'vauntico')}postmortems: ../private\npeople: { incident-commander: ["@amina"], technical-lead: ["@tunde"] }\n`,
      [`incidents/${ID}.md`]: reviewedIncident('vauntico'),
    },
  });
  const reviews = await startHub({ people: PEOPLE, files: { 'README.md': 'Reviews.\n' } });
  reviews.settings.repository.private = true;
  for (const hub of [page, reviews]) {
    onTestFinished(() => hub.close());
    onTestFinished(() => hub.assertClean());
  }
  return { page, reviews };
}

/** `npx candor postmortem …` in one of the two repositories' workflows, with clones of what it checks out. */
async function run(
  at: Hub,
  { page, reviews }: { page: Hub; reviews?: Hub },
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const token = at.token({ permissions: RIGHTS });
  const root = await page.clone(at === page ? token : page.token({ login: 'amina' }));
  const apart = reviews && (await reviews.clone(at === reviews ? token : reviews.token({ login: 'amina' })));
  const of = apart === undefined ? [] : ['--reviews', apart];
  const script = [CANDOR, 'postmortem'];
  const child = spawn(process.execPath, [...script, ...args, ...(args[0] === 'approvals' ? of : [])], {
    cwd: root,
    env: {
      ...CLEAN_ENVIRONMENT,
      HOME: root,
      ...at.env(token),
      ...(apart !== undefined && { CANDOR_POSTMORTEMS: apart }),
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number>((resolve) => child.on('close', (ended) => resolve(ended ?? -1)));
  return { code, said };
}

describe(
  'V11.3, U3.6: reviews in a private repository, under Vauntico’s playbook',
  { timeout: 180_000 },
  () => {
    test('the public repository begins no review; the private one does, follows up what it decided, and says so', async () => {
      const { page, reviews } = await stage();
      const home = await run(page, { page }, 'follow-up', '--now', '2026-11-22T12:00Z');
      expect(home).toMatchObject({ code: 0, said: expect.stringContaining('in another repository') });
      expect(await page.pullRequests()).toEqual([]);
      const there = await run(reviews, { page, reviews }, 'follow-up', '--now', '2026-11-22T12:00Z');
      expect(there.code, there.said).toBe(0);
      const [pull] = await reviews.pullRequests();
      expect(pull!['title']).toBe(`${ID}: postmortem`);
      expect(await reviews.git('ls-tree', '--name-only', '-r', `postmortem/${ID}`)).toContain(
        `postmortems/${ID}.md`,
      );
      await reviews.seed({ [`postmortems/${ID}.md`]: REVIEW }, { by: 'sade' });
      await run(reviews, { page, reviews }, 'follow-up', '--now', '2026-12-01T12:00Z');
      const issues = (await reviews.issues()) as unknown as { title: string }[];
      expect(issues.map(({ title }) => title)).toContain('Overdue: Bound the mark-of-the-queue');
      expect(JSON.stringify([await page.pullRequests(), await page.issues()])).not.toContain(
        'mark-of-the-queue',
      );
      const writes = page.requests.filter(({ method }) => !['GET', 'GIT'].includes(method));
      expect(writes).toEqual([]);
    });

    test('U3.6: approvals are checked there, with the people of the public status.yaml', async () => {
      const { page, reviews } = await stage();
      await reviews.seed({ [`postmortems/${ID}.md`]: REVIEW }, { branch: `postmortem/${ID}`, by: 'sade' });
      const sade = await reviews.as({ login: 'sade' });
      const { data: pull } = await sade.octokit.rest.pulls.create({
        ...{ ...sade.at, head: `postmortem/${ID}`, base: 'main', title: 'Review' },
      });
      const approvals = () =>
        run(reviews, { page, reviews }, 'approvals', '--ask', '--number', String(pull.number));
      const status = async (): Promise<string | undefined> => {
        const { octokit, at } = sade;
        const { data } = await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: pull.head.sha });
        return data.statuses.find(({ context }) => context === 'candor/postmortem')?.state;
      };
      expect(await approvals()).toMatchObject({
        code: 0,
        said: expect.stringContaining('Approval is missing from the incident commander and technical lead.'),
      });
      expect(await status()).toBe('pending');
      for (const login of ['amina', 'tunde']) {
        const { octokit, at } = await reviews.as({ login });
        await octokit.rest.pulls.createReview({
          ...{
            ...at,
            pull_number: pull.number,
            event: 'APPROVE' as const,
            commit_id: pull.head.sha,
            body: 'Good.',
          },
        });
      }
      expect(await approvals()).toMatchObject({ code: 0 });
      expect(await status()).toBe('success');
    });
  },
);
