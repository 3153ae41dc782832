import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OPERATIONS } from './permissions.ts';
import { isHeld } from './rest.ts';
import { refusal, setStage } from './emulator-per-test.ts';

const stage = setStage();

describe('the gate', () => {
  test('all that is in the table is held, and described', () => {
    expect(Object.keys(OPERATIONS).filter((operation) => !isHeld(operation))).toEqual([]);
    const text = readFileSync(new URL('fixtures/openapi.json', import.meta.url), 'utf8');
    const described = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(described.toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'an unknown level',
      { output: output({ annotation_level: 'error' }) },
      /annotation_level .*allowed values/,
    ],
    [
      '51 annotations',
      { output: output(...Array.from({ length: 51 }, () => ({}))) },
      /NOT have more than 50/,
    ],
    ['an unknown conclusion', { status: 'completed', conclusion: 'passed' }, /conclusion.*allowed values/],
  ])('refuses a check run with %s', async (_title, wrong, words) => {
    const head_sha = await stage.hub.git('rev-parse', 'main');
    const create = stage.robot.octokit.rest.checks.create({
      ...stage.robot.at,
      name: 'validate',
      head_sha,
      ...wrong,
    });
    expect(await refusal(create)).toMatch(/^422/);
    expect(stage.hub.violations().join('\n')).toMatch(words);
    expect(() => stage.hub.assertClean()).toThrow('GitHub would not understand');
  });

  test.each<[string, string]>([
    ['POST /repos/{owner}/{repo}/dispatchs', 'no such address'],
    ['GET /repos/{owner}/{repo}/pulls/one', 'must be integer'],
  ])('notices %s', async (route, fault) => {
    await stage.robot.octokit.request(route, { ...stage.robot.at }).catch(() => undefined);
    expect(stage.hub.violations().join()).toContain(fault);
  });

  test('passes what GitHub takes, and keeps it', async () => {
    const head_sha = await stage.hub.git('rev-parse', 'main');
    const { octokit, at } = stage.robot;
    const { data } = await octokit.rest.checks.create({
      ...{ ...at, name: 'validate', head_sha, status: 'completed', conclusion: 'failure' },
      output: output({ message: 'wrong' }),
    });
    const notes = await octokit.rest.checks.listAnnotations({ ...at, check_run_id: data.id });
    expect(notes.data).toMatchObject([{ message: 'wrong', annotation_level: 'failure' }]);
    const { data: list } = await octokit.rest.checks.listForRef({ ...at, ref: 'main' });
    expect(list.check_runs).toMatchObject([{ name: 'validate', conclusion: 'failure' }]);
    stage.hub.assertClean();
  });
});

function output(...annotations: Record<string, unknown>[]): {
  title: string;
  summary: string;
  annotations: never[];
} {
  const one = { path: 'a.md', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'm' };
  return {
    title: 't',
    summary: 's',
    annotations: annotations.map((each) => ({ ...one, ...each })) as never[],
  };
}

describe('GraphQL', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['an unknown field', 'query { viewer { nick } }', {}],
    [
      'an unknown value',
      'mutation($h: PullRequestMergeMethod!) { enablePullRequestAutoMerge(input: { pullRequestId: "x", mergeMethod: $h }) { clientMutationId } }',
      { h: 'squash' },
    ],
    ['what the hub has not', 'query { rateLimit { cost } }', {}],
  ])('notices %s', async (_title, query, variables) => {
    await stage.robot.octokit.graphql(query, variables).catch(() => undefined);
    expect(stage.hub.violations()).toHaveLength(1);
  });
});
