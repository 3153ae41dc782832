import { expect, test } from 'vitest';
import { MINUTE } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { openGithubClient } from '../../src/github/client.ts';
import { mergePullRequest } from '../../src/pull-requests/io/review.ts';
import type { PullRequestOptions } from '../../src/pull-requests/io/review.ts';
import { reviewOpenPullRequests } from '../../src/pull-requests/io/open-pull-requests.ts';
import { findDeployReason } from '../../src/reminders/deploy-reason.ts';
import type { FaultyCall, Fault } from '../github-emulator/limits.ts';
import { setStage } from './repository-on-github.ts';

/** `CHAOS_RUNS=500` runs more of them, and `CHAOS_FROM=44` begins with another seed, so that a long run can be continued. */
const RUNS = Number(process.env['CHAOS_RUNS'] ?? 2);
const FIRST = Number(process.env['CHAOS_FROM'] ?? 1);
const SEV2 = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
/** In minutes. Every second request to merge meets an error, and every second run is lost. */
const MUST_BE_PUBLIC_WITHIN = 15;

/** Numbers from 0 to 1, the same for each seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function faultsOf(random: () => number): (call: FaultyCall) => Fault | undefined {
  return ({ operation }) => {
    // The test itself makes these.
    if (operation === 'checks/create') return undefined;
    const draw = random();
    if (operation === 'pulls/merge' && draw < 0.5)
      return draw < 0.2
        ? { status: 405, message: 'Pull Request is not mergeable' }
        : { status: 502, isCarriedOut: draw < 0.35 };
    if (draw < 0.1) return { status: 502 };
    return draw < 0.13 ? { status: 502, isCarriedOut: true } : undefined;
  };
}

/** The same text, with all its times earlier. */
function earlier(text: string, by: number): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z/g, (time) =>
    formatInstant(Date.parse(time) - by),
  );
}

test(
  'with errors of GitHub, lost runs and two jobs at once an update is merged once, and its page is built',
  { timeout: (2 + RUNS) * MINUTE },
  async () => {
    const stage = await setStage();
    const { hub, incident, open, green } = stage;
    await incident('tunde', ...SEV2);
    const branch = (
      await hub.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/incident/')
    ).trim();
    const path = (await hub.git('ls-tree', '-r', '--name-only', branch, '--', 'incidents/')).trim();
    const text = `${await hub.git('show', `${branch}:${path}`)}\n`;
    const token = hub.token({
      permissions: {
        ...{ contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' },
        ...{ checks: 'read', statuses: 'write' },
      },
    });
    hub.settings.jobRequestsPerHour = Infinity;
    const client = await openGithubClient(token, hub.repository, hub.url, {
      ...{ pauses: [1, 1, 1], longestPause: 10, retriesTimeouts: true },
    });
    const root = await hub.clone(token);
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const random = seededRandom(seed);
      const id = `${path.slice('incidents/'.length, -'.md'.length)}-${seed}`;
      const mine = `incident/${id}`;
      // Every second one was written a while ago, so that its times are set again before it is merged.
      const written = seed % 2 === 0 ? earlier(text, 6 * MINUTE) : text;
      await hub.seed({ [`incidents/${id}.md`]: written }, { branch: mine, by: 'tunde' });
      const number = await open('tunde', mine);
      const known = hub.dispatched.length;
      const begin = Date.now();
      const main = (await hub.git('rev-parse', 'main')).trim();
      hub.settings.fault = faultsOf(random);
      let seen = known;
      let minutes = 0;
      if (random() < 0.5) await green(mine);
      for (; minutes < MUST_BE_PUBLIC_WITHIN && !(await stage.merged(number)); minutes += 1) {
        const now = (): number => begin + minutes * MINUTE;
        const options: PullRequestOptions = {
          ...{ client, root, now, gitEnv: hub.gitEnv(token), triggersWorkflows: false },
          ...{ checksTimeoutMs: 0, pollIntervalMs: 0 },
        };
        // A job that ends with an error is one that the watcher has to make up for.
        const job = () => mergePullRequest(options, number, false).catch(() => undefined);
        if (random() < 0.3) await Promise.all([job(), job()]);
        else if (random() < 0.5) await job();
        await reviewOpenPullRequests(options).catch(() => undefined);
        const dispatched = hub.dispatched.slice(seen).map(({ payload }) => payload['workflow']);
        seen = hub.dispatched.length;
        const isLost = random() < 0.5;
        if (dispatched.includes('auto-merge.yml') && !isLost && !(await stage.merged(number))) await job();
      }
      hub.settings.fault = undefined;
      expect([seed, await stage.merged(number)]).toEqual([seed, true]);
      const log = await hub.git('log', '--format=%H', '--diff-filter=A', 'main', '--', `incidents/${id}.md`);
      expect([seed, log.trim().split('\n').length]).toEqual([seed, 1]);
      const isStarted = hub.dispatched
        .slice(known)
        .some(({ payload }) => payload['workflow'] === 'deploy.yml');
      const head = { commit: (await hub.git('rev-parse', 'main')).trim(), at: begin };
      const runs = [{ startedAt: begin, commit: main, conclusion: 'success' }];
      const changes = { last: 0, next: Infinity };
      const page = { runs, changes, head, startedFor: 0, hasInvalidFiles: false, now: begin + 5 * MINUTE };
      expect([seed, isStarted || findDeployReason(page) !== undefined]).toEqual([seed, true]);
    }
  },
);
