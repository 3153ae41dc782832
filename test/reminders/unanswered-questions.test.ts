import { expect, test } from 'vitest';
import { parseMarkerKeys } from '../../src/text/comment-marker.ts';
import { REMINDER_MARKER } from '../../src/reminders/facts.ts';
import { createTaskRunner } from '../../src/reminders/io/tasks.ts';
import { createTrackingTask } from '../../src/reminders/io/tracking-task.ts';
import { startEvening } from './watched-repository.ts';
import type { Evening } from './watched-repository.ts';

const OFF_PAGE = {
  'incidents/2026-11-22-orders.md':
    '---\ntitle: Orders are exported late\nseverity: sev-3\ncomponents: { orders: degraded }\ndetected: 2026-11-22T18:02Z\ninternal: { source: alert, commander: "@amina" }\n---\n',
};

/** What was posted, reminder by reminder, with the number of the issue. */
async function postedOn({ hub, comments }: Evening): Promise<string[]> {
  const posted: string[] = [];
  for (const { number } of (await hub.issues()) as unknown as { number: number }[])
    for (const { body } of await comments(number))
      posted.push(...parseMarkerKeys(body, REMINDER_MARKER).map((id) => `#${number} ${id}`));
  return posted.toSorted();
}

/** A watcher of an evening in which GitHub answers 500 to one question from 18:20 to 18:37. */
async function watch(question: RegExp | undefined, isOwner: boolean) {
  const evening = await startEvening(OFF_PAGE);
  const { tracker, wakeAt } = await evening.watcher();
  let fails = false;
  let failures = 0;
  tracker.client.octokit.hook.wrap('request', (request, options) => {
    const { method, url } = tracker.client.octokit.request.endpoint(options);
    if (!fails || !question?.test(`${method} ${new URL(url).pathname}`)) return request(options);
    failures += 1;
    throw Object.assign(new Error('Server Error'), { status: 500 });
  });
  const findOwnLogin: typeof tracker.findOwnLogin = async () => {
    if (fails && isOwner) throw new Error('GitHub did not say whose token this is: Server Error');
    return tracker.findOwnLogin();
  };
  const warnings: string[] = [];
  const task = createTrackingTask({ tracker: { ...tracker, findOwnLogin }, log: () => undefined });
  const runTasks = createTaskRunner([task], (line) => void warnings.push(line));
  const seen: (readonly string[])[] = [];
  for (const time of ['18:06', '18:07', '18:20', '18:21', '18:36', '18:37', '18:38', '18:40', '18:41']) {
    const state = await wakeAt(time);
    fails = time >= '18:20' && time < '18:37';
    await runTasks(state);
    // The test asks with the same client.
    fails = false;
    seen.push(await postedOn(evening));
  }
  return { evening, warnings, seen, failures: () => failures };
}

test.each<[string, RegExp | undefined, string, string]>([
  [
    'the comments of an issue',
    /^GET .*\/issues\/1\/comments$/,
    'could not read the comments of #1',
    'silent',
  ],
  ['the pull requests', /^GET .*\/pulls$/, 'could not read the pull requests with the next update', 'speaks'],
  [
    'whether the repository is private',
    /^GET \/repos\/acme\/status$/,
    'could not read whether the repository is private',
    'speaks',
  ],
  ['whose token it is', undefined, 'GitHub did not say whose token this is', 'silent'],
])(
  'V10.1: while %s is unknown, it is not taken for "no", and is said once',
  async (_, question, reason, state) => {
    const calm = await watch(undefined, false);
    const { evening, warnings, seen, failures } = await watch(question, question === undefined);
    if (question) expect(failures()).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringContaining(reason)]);
    // The failure begins at the third look, and ends at the sixth.
    const isSilent = seen.slice(2, 5).every((posted) => posted.length === seen[1]!.length);
    expect(isSilent ? 'silent' : 'speaks').toBe(state);
    const [posted, expected] = [seen.at(-1)!, calm.seen.at(-1)!];
    expect(posted).toEqual([...new Set(posted)]);
    const late = /#(?:due|late|step-\d)$/;
    expect(posted.filter((id) => late.test(id)).length).toBeGreaterThan(0);
    expect(posted.map((id) => id.replace(/#[a-z-]+\d*$/, ''))).toEqual(
      expect.arrayContaining([...new Set(expected.map((id) => id.replace(/#[a-z-]+\d*$/, '')))]),
    );
    expect((await evening.hub.issues()).length).toBe((await calm.evening.hub.issues()).length);
    expect((await evening.hub.pullRequests()).length).toBe((await calm.evening.hub.pullRequests()).length);
  },
);
