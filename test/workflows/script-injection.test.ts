import { describe, expect, test } from 'vitest';
import { statusRepository } from './executor/repository.ts';
import { runWorkflow } from './executor/run-workflow.ts';
import { emptyApi, hostileEvents, setTrap } from './hostile-events.ts';
import { shapeOf, workflowTexts } from './lint/workflows.ts';

/** The longest that a step may take: a step that waits for an answer here would never end. */
const LIMIT = 12_000;
/** It runs these very tests. */
const NOT_RUN = ['.github/workflows/ci.yml'];

/** Runs a workflow for each of its triggers, with everything in the event hostile; says what went wrong. */
async function attacked(path: string, text: string): Promise<string[]> {
  const [trap, repository, apiUrl] = [setTrap(), statusRepository(), await emptyApi()];
  const wrong: string[] = [];
  let started = 0;
  for (const { called, event, payload } of hostileEvents(shapeOf(path, text), repository, trap)) {
    const options = {
      event,
      payload,
      repository,
      apiUrl,
      text,
      limit: LIMIT,
      secrets: { repository: { KEY: 'opensesame' } },
    };
    const run = await runWorkflow(path, { ...options, appToken: () => 'ghs_app' });
    if (run.started) started++;
    wrong.push(...trap.sprung(run).map((error) => `${called}: ${error}`));
  }
  return started === 0 ? [...wrong, 'nothing started it'] : wrong;
}

const CAREFUL = `on: [push, pull_request, issues, workflow_dispatch]
permissions: { contents: read }
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - env: { WORDS: "\${{ github.event.head_commit.message || github.event.pull_request.title || github.event.issue.title }}" }
        run: test -n "$WORDS" && test "\${#WORDS}" -gt 100
`;

describe('the trap', () => {
  test.each([
    ['push', 'echo "${{ github.event.head_commit.message }}"'],
    ['pull_request', "echo '${{ github.event.pull_request.title }}'"],
    ['pull_request', 'echo ${{ github.head_ref }}'],
    ['issues', 'echo "${{ github.event.issue.body }}"'],
    ['issues', 'node -e "console.log(require(process.env.GITHUB_EVENT_PATH).issue.title)"'],
    ['push', 'git log -1 --format=%B'],
  ])('sees a careless %s: %s', async (event, script) => {
    const steps = `      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1\n      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020\n        with: { node-version-file: .nvmrc }\n      - run: |\n          ${script}\n`;
    const text = CAREFUL.replace(/on: .*/, `on: ${event}`).replace(/ {6}- env[\s\S]*/, steps);
    expect(await attacked('.github/workflows/careless.yml', text)).not.toEqual([]);
  });

  test('lets what is handed over by env: pass', async () => {
    expect(await attacked('.github/workflows/careful.yml', CAREFUL)).toEqual([]);
  });
});

describe('no title, branch, message, file, input or alert becomes a command', () => {
  test.each(workflowTexts.filter(([path]) => !NOT_RUN.includes(path)))('%s', attackedCleanly, 300_000);
});

async function attackedCleanly(path: string, text: string): Promise<void> {
  expect(await attacked(path, text)).toEqual([]);
}
