import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { PLAIN_STYLE } from '../../../src/text/terminal-style.ts';
import { MINUTE } from '../../../src/time/duration.ts';
import { openRepository, readIncidentContext } from '../../../src/response/io/repository-context.ts';
import { prove } from '../../../src/setup/io/prove.ts';
import type { ProveOptions } from '../../../src/setup/io/prove.ts';
import { createProofDrill, renderProofResult } from '../../../src/setup/proof.ts';
import type { ProofResult } from '../../../src/setup/proof.ts';
import { COMPANY } from '../../story/company.ts';
import { setGithub, until } from '../../story/github.ts';
import type { Github, Wanted } from '../../story/github.ts';

async function optionsFor({ hub, now }: Github): Promise<ProveOptions> {
  const token = hub.token({ login: 'amina' });
  const root = await hub.clone(token);
  const incidentContext = await readIncidentContext(
    await openRepository(root),
    Date.parse('2026-11-24T09:00Z'),
  );
  return {
    client: await hub.as(token),
    drill: createProofDrill(incidentContext, now()),
    ...{ defaultBranch: 'main', prefix: '', onResult: () => undefined, pollInterval: 100 },
  };
}

/** What a person reads, without the seconds. */
const linesOf = (results: readonly ProofResult[]): string[] =>
  results.flatMap((result) =>
    renderProofResult({ ...result, took: 0 }, 'https://github.com/acme/status', PLAIN_STYLE).split('\n'),
  );

test(
  'a drill goes from a form to the page and is removed: every link holds, and nothing is left',
  { timeout: 10 * MINUTE },
  async () => {
    const github = await setGithub(COMPANY);
    const { hub, resultsOf } = github;
    /** GitHub starts a workflow as soon as something has happened that starts it. */
    const runs = async (file: string, wanted: Wanted): Promise<void> => {
      const run = await until(file, () => github.runs(file, wanted).catch(notYet));
      expect(Object.values(resultsOf(run)).filter((one) => !['success', 'skipped'].includes(one))).toEqual(
        [],
      );
    };
    const playGithub = async (): Promise<void> => {
      await runs('issue-forms.yml', 'issues opened');
      await runs('auto-merge.yml', 'pull_request opened');
      await runs('deploy.yml', 'dispatch');
      const run = { path: '.github/workflows/deploy.yml', status: 'completed', conclusion: 'success' };
      hub.settings.runs.push({
        ...run,
        created_at: new Date().toISOString(),
        html_url: 'https://x.example/1',
      });
      await runs('auto-merge.yml', 'pull_request opened');
    };
    const [results] = await Promise.all([prove(await optionsFor(github)), playGithub()]);
    expect(results.map(({ id, state, found }) => `${id} ${state} ${found}`)).toEqual([
      'form ok ',
      expect.stringMatching(/^checked ok (?:It was merged at once\.)?$/),
      'merged ok #2 was merged by github-actions[bot].',
      'deployed ok https://x.example/1',
      expect.stringMatching(/^withdrawn ok #\d was merged\.$/),
    ]);
    expect((await hub.issues()).find(({ number }) => number === 1)).toMatchObject({ state: 'closed' });
    expect(await hub.git('ls-tree', '-r', '--name-only', 'main', '--', 'incidents/')).toBe('');
    expect(await hub.git('for-each-ref', 'refs/heads/incident/')).toBe('');
  },
);

test(
  'where no workflow runs, the first link is broken, and nothing is left',
  { timeout: MINUTE },
  async () => {
    const github = await setGithub(COMPANY);
    const results = await prove({ ...(await optionsFor(github)), patience: 0 });
    expect(linesOf(results)).toMatchInlineSnapshot(`
      [
        "FAIL An issue form starts issue-forms.yml, which answers (0 s)",
        "     Nothing after 0 seconds.",
        "     Are Actions and issues enabled, and is issue-forms.yml on the default branch?",
        "     https://github.com/acme/status/actions/workflows/issue-forms.yml",
        "-    A pull request starts auto-merge.yml, which sets candor/incidents",
        "-    A template is merged without a person",
        "-    The merge starts deploy.yml, which publishes",
        "-    The drill is removed again",
      ]
    `);
    expect((await github.hub.issues()).map(({ state }) => state)).toEqual(['closed']);
    expect(await github.hub.pullRequests()).toEqual([]);
  },
);

test(
  'Ctrl-C while a pull request waits closes it, and nothing is left',
  { timeout: 2 * MINUTE },
  async () => {
    const github = await setGithub(COMPANY);
    const { hub } = github;
    const stop = new AbortController();
    const walk = prove({ ...(await optionsFor(github)), abortSignal: stop.signal });
    await until('the form', () => github.runs('issue-forms.yml', 'issues opened').catch(notYet));
    await until('the pull request', async () => (await hub.pullRequests()).length > 0);
    stop.abort();
    expect((await walk).map(({ id, state, found }) => `${id} ${state} ${found}`)).toEqual([
      'form ok ',
      'checked fail You stopped it.',
      'merged skipped ',
      'deployed skipped ',
      'withdrawn skipped ',
    ]);
    expect((await hub.pullRequests()).map(({ state }) => state)).toEqual(['closed']);
    expect(await hub.git('for-each-ref', 'refs/heads/incident/')).toBe('');
  },
);

/** Nothing has started it yet; other errors are errors. */
function notYet(error: Error): undefined {
  if (error.message.startsWith('nothing has started')) return undefined;
  throw error;
}

test('the drill is valid, and never public', async () => {
  const github = await setGithub(COMPANY);
  const { drill } = await optionsFor(github);
  expect(drill.text).toContain('drill: true');
  const { incidents } = parseContent({
    site: { path: 'status.yaml', text: COMPANY['status.yaml']! },
    policies: [],
    components: [],
    postmortems: [],
    incidents: [{ path: drill.path, text: drill.text }],
  });
  expect(incidents).toMatchObject([{ drill: true }]);
});
