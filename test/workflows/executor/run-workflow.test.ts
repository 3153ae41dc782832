import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { git } from './git.ts';
import { payloadOf } from './payloads.ts';
import { runWorkflow } from './run-workflow.ts';
import type { RunOptions, WorkflowRun } from './run-workflow.ts';

const FILE = '.github/workflows/try.yml';
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

/** A repository with one workflow and one more file. */
function repository(workflow: string) {
  const folder = scratch({
    [`work/${FILE}`]: workflow,
    'work/word.txt': 'first\n',
    'work/.nvmrc': process.versions.node,
  });
  const [root, bare] = [join(folder, 'work'), join(folder, 'remote.git')];
  git(folder, 'init', '-q', '-b', 'main', root);
  git(folder, 'init', '-q', '--bare', '-b', 'main', bare);
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Begin');
  git(root, 'push', '-q', bare, 'main');
  return { name: 'shop/status', folder: bare, root };
}

function job(steps: string, rest = ''): string {
  return `on: push\npermissions: { contents: read }\njobs:\n  one:\n    runs-on: ubuntu-latest\n${rest}    steps:\n${steps}`;
}

async function pushed(workflow: string, options: Partial<RunOptions> = {}): Promise<WorkflowRun> {
  const at = repository(workflow);
  const after = git(at.root, 'rev-parse', 'HEAD');
  const payload = payloadOf('push', undefined, { ref: 'refs/heads/main', before: '0'.repeat(40), after });
  return runWorkflow(FILE, { event: 'push', payload, repository: at, ...options });
}

test('steps run in real bash on a real checkout, and hand outputs, variables and paths on', async () => {
  const run = await pushed(
    job(`      - uses: ${CHECKOUT}
        with: { persist-credentials: false }
      - id: say
        run: |
          cat word.txt; pwd
          printf 'many<<END\\na\\nb\\nEND\\none=1\\n' >> "$GITHUB_OUTPUT"
          echo 'KEPT=yes' >> "$GITHUB_ENV"
          mkdir -p tools && printf '#!/bin/sh\\necho from-a-tool' > tools/own && chmod +x tools/own
          echo "$PWD/tools" >> "$GITHUB_PATH"
          echo '# Summary' >> "$GITHUB_STEP_SUMMARY"
      - env: { MANY: "\${{ steps.say.outputs.many }}" }
        run: own; echo "$KEPT $MANY"; node --version
`),
  );
  const { one } = run.jobs;
  expect(one?.steps.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'failure']);
  expect(one?.steps[1]?.outputs).toEqual({ many: 'a\nb', one: '1' });
  expect(one?.steps[2]?.log).toBe('from-a-tool\nyes a\nb\nexecutor: no node before setup-node\n');
  expect(one?.summary).toBe('# Summary');
  expect(run.conclusion).toBe('failure');
});

test('a script is what GitHub makes of it, quotes and braces included', async () => {
  const run = await pushed(
    job(`      - run: |
          echo '{a}' '\${{ github.ref }}' "\${{ format('it''s ''{0}''', 'so') }}"
`),
  );
  expect(run.jobs['one']?.log).toBe("{a} refs/heads/main it's 'so'\n");
});

test('annotations are read, ten of a level, and nothing while commands are stopped', async () => {
  const run = await pushed(
    job(`      - run: |
          echo '::error file=a.md,line=3,col=2,title=A%2C b::50%25 of%0Ait'
          echo '::stop-commands::quiet'; echo '::warning::not this'; echo '::quiet::'
          for n in 1 2 3 4 5 6 7 8 9 10 11; do echo "::notice::$n"; done
`),
  );
  const [step] = run.jobs['one']!.steps;
  expect(step?.annotations[0]).toEqual({
    level: 'error',
    message: '50% of\nit',
    title: 'A, b',
    file: 'a.md',
    line: 3,
    col: 2,
  });
  expect(step?.annotations.map(({ level }) => level)).not.toContain('warning');
  expect([step?.annotations.length, step?.dropped]).toEqual([11, 1]);
});

test('a failed step skips what follows, but for what asks; later jobs go by it', async () => {
  const run = await pushed(
    `${job(
      `      - run: 'false'
      - run: echo never
      - if: failure()
        run: echo still
      - if: always()
        id: last
        run: echo "end=\${{ job.status }}" >> "$GITHUB_OUTPUT"
`,
      '    outputs: { end: "${{ steps.last.outputs.end }}" }\n',
    )}
  two:
    runs-on: ubuntu-latest
    needs: one
    steps: [{ run: echo never }]
  three:
    runs-on: ubuntu-latest
    needs: [one, two]
    if: \${{ !cancelled() && needs.one.outputs.end == 'failure' }}
    steps: [{ run: 'echo "\${{ needs.one.result }} \${{ needs.two.result }}"' }]
`,
  );
  expect(run.jobs['one']?.steps.map(({ conclusion }) => conclusion)).toEqual([
    'failure',
    'skipped',
    'success',
    'success',
  ]);
  expect(run.jobs['two']?.result).toBe('skipped');
  expect(run.jobs['three']?.log).toBe('failure skipped\n');
});

test('the token has the rights of its job, is not in the environment unless a step asks, and is masked', async () => {
  const asked: unknown[] = [];
  const run = await pushed(
    job(
      `      - env: { TOKEN: "\${{ github.token }}", OTHER: "\${{ secrets.KEY }}" }
        run: echo "[$GITHUB_TOKEN] $TOKEN $OTHER"
`,
      '    permissions: { contents: read, issues: write }\n    environment: live\n',
    ),
    {
      token: (permissions) => {
        asked.push(permissions);
        return 'ghs_told';
      },
      secrets: { environments: { live: { KEY: 'opensesame' } } },
    },
  );
  expect(asked).toEqual([{ contents: 'read', issues: 'write' }]);
  expect(run.jobs['one']?.log).toBe('[] *** ***\n');
});

test('a pull request is checked out as merged; from a fork its token only reads, and secrets are empty', async () => {
  const at = repository(`on: pull_request
permissions: { contents: read, issues: write }
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: ${CHECKOUT}
        with: { fetch-depth: 0 }
      - env: { KEY: "\${{ secrets.KEY }}" }
        run: cat word.txt other.txt; git log --oneline | wc -l; echo "[$KEY] $GITHUB_HEAD_REF"
`);
  git(at.root, 'checkout', '-q', '-b', 'side');
  git(at.root, 'mv', 'word.txt', 'other.txt');
  git(at.root, 'commit', '-q', '-m', 'Side');
  git(at.root, 'push', '-q', at.folder, 'side');
  const sha = git(at.root, 'rev-parse', 'HEAD');
  git(at.root, 'checkout', '-q', 'main');
  git(at.root, 'commit', '-q', '--allow-empty', '-m', 'Meanwhile');
  git(at.root, 'push', '-q', at.folder, 'main');
  const pull = (full_name: string) =>
    payloadOf('pull_request', 'opened', {
      pull_request: { number: 7, head: { ref: 'side', sha, repo: { full_name } }, base: { ref: 'main' } },
    });
  const secrets = { repository: { KEY: 'opensesame' } };
  const run = async (from: string) =>
    runWorkflow(FILE, { event: 'pull_request', payload: pull(from), repository: at, secrets });
  const fork = await run('else/status');
  expect(fork.jobs['one']?.permissions).toEqual({ contents: 'read', issues: 'read' });
  expect(fork.jobs['one']?.result).toBe('failure');
  expect(fork.jobs['one']?.log).toContain('cat: word.txt');
  const own = await run('shop/status');
  expect(own.jobs['one']?.permissions).toEqual({ contents: 'read', issues: 'write' });
});

describe('pull_request_target', () => {
  const opened = (
    isPrivate: boolean,
  ): Partial<RunOptions> & { repository: ReturnType<typeof repository> } => {
    const text = (word: string): string =>
      `on: pull_request_target\npermissions: { contents: read }\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${CHECKOUT}\n      - run: echo ${word} "$GITHUB_REF"; cat word.txt\n`;
    const at = repository(text('default'));
    git(at.root, 'checkout', '-q', '-b', 'release');
    writeFileSync(join(at.root, FILE), text('release'));
    writeFileSync(join(at.root, 'word.txt'), 'old\n');
    git(at.root, 'commit', '-q', '-a', '-m', 'Release');
    git(at.root, 'push', '-q', at.folder, 'release', 'release:side');
    const sha = git(at.root, 'rev-parse', 'HEAD');
    const payload = payloadOf('pull_request', 'opened', {
      pull_request: {
        ...{ number: 7, base: { ref: 'release' } },
        head: { ref: 'side', sha, repo: { full_name: 'else/status' } },
      },
      repository: { private: isPrivate },
    });
    return { event: 'pull_request_target', payload, repository: at };
  };
  const run = async (isPrivate: boolean, options: Partial<RunOptions> = {}): Promise<WorkflowRun> =>
    runWorkflow(FILE, { ...(opened(isPrivate) as RunOptions), ...options });

  test('runs the file and the files of the default branch, whatever the base branch: https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes', async () => {
    expect((await run(true)).jobs['one']?.log).toMatch(/^default refs\/heads\/main\nfirst\n$/m);
  });

  test('is blocked in a public repository without a policy, from 2 December 2026: https://docs.github.com/actions/how-tos/administer/control-workflow-execution', async () => {
    expect(await run(false)).toMatchObject({
      started: false,
      why: `Event 'pull_request_target' is not allowed to trigger Actions workflows. Workflow file: '${FILE}'.`,
    });
    expect((await run(false, { allowsPullRequestTarget: true })).conclusion).toBe('success');
  });
});

test('what the executor does not know, it refuses', async () => {
  await expect(pushed(job('      - uses: someone/thing@v1\n'))).rejects.toThrow('no stand-in');
  await expect(
    pushed(job(`      - uses: ${CHECKOUT}\n        with: { submodules: true }\n`)),
  ).rejects.toThrow('no input submodules');
  await expect(pushed(job('      - run: echo\n', '    strategy: { matrix: { a: [1] } }\n'))).rejects.toThrow(
    'no strategy',
  );
  await expect(pushed(job('      - rum: echo\n'))).rejects.toThrow("Unexpected value 'rum'");
  await expect(pushed(job('      - run: echo\n').replace(/permissions: .*\n/, ''))).rejects.toThrow(
    'no permissions',
  );
});

test('npm ci links the dependencies that are there, and setup-node wants .nvmrc', async () => {
  const run = await pushed(
    job(`      - uses: ${CHECKOUT}
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020
        with: { node-version-file: .nvmrc, package-manager-cache: false }
      - run: echo '{}' > package-lock.json; npm ci; test -d node_modules/yaml; node --version
`),
  );
  expect(run.conclusion).toBe('success');
  expect(run.jobs['one']?.log).toContain(`v${process.versions.node}\n`);
});

test('a cancelled run stops what exec has started at once, and goes on only where asked', async () => {
  const cancel = new AbortController();
  const folder = scratch();
  setTimeout(() => cancel.abort(), 400);
  const run = await pushed(
    job(`      - run: exec sleep 30
      - run: echo never
      - if: cancelled()
        run: echo tidy
`),
    { cancel: cancel.signal, folder },
  );
  expect(run.jobs['one']?.steps.map(({ conclusion }) => conclusion)).toEqual([
    'cancelled',
    'skipped',
    'success',
  ]);
  expect([run.conclusion, run.jobs['one']?.log]).toEqual(['cancelled', 'tidy\n']);
  expect(existsSync(join(folder, 'jobs'))).toBe(true);
});

test('artifacts go from job to job, and pages are published only with the rights for it', async () => {
  const workflow = (permissions: string): string => `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir -p out/.hidden && echo hello > out/index.html
      - uses: actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9
        with: { path: out }
  deploy:
    needs: build
    runs-on: ubuntu-latest
    permissions: { ${permissions} }
    environment: { name: github-pages, url: "\${{ steps.page.outputs.page_url }}" }
    steps:
      - id: page
        uses: actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128
`;
  const run = await pushed(workflow('pages: write, id-token: write'));
  expect(readFileSync(join(run.pages!, 'index.html'), 'utf8')).toBe('hello\n');
  expect(existsSync(join(run.pages!, '.hidden'))).toBe(false);
  const without = await pushed(workflow('pages: write'));
  expect(without.jobs['deploy']?.annotations[0]?.message).toContain('id-token: write');
});
