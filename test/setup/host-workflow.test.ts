import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { HOST_IDS } from '../../src/content/hosts.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { adaptToHost, deploymentOf } from '../../src/setup/host-workflow.ts';
import { renderS3Script } from '../../src/hosting/s3-script.ts';
import { startHub } from '../github-emulator/emulator.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { scratch } from '../support/scratch.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { companyRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import { linted } from '../workflows/lint/actionlint.ts';
import type { JobShape, WorkflowShape } from '../workflows/lint/workflows.ts';

const URL_BELOW = 'https://acme.example/status';
const OTHERS = HOST_IDS.filter((host) => deploymentOf(host, URL_BELOW));
const names = readdirSync(join(ENGINE_ROOT, '.github/workflows'));
const read = (name: string): string => readFileSync(join(ENGINE_ROOT, '.github/workflows', name), 'utf8');
const publishing = names.filter((name) => read(name).includes('upload-pages-artifact'));
const environmentNameOf = ({ environment }: JobShape): string[] =>
  environment === undefined ? [] : [(environment as { name: string }).name];
const shape = (text: string): WorkflowShape => parse(text) as WorkflowShape;

test('the workflows that publish are known', () => {
  expect(publishing).toEqual(['deploy.yml', 'rollback.yml']);
  expect(OTHERS).toEqual(['cloudflare-pages', 'netlify', 's3', 'nginx']);
});

describe.each(OTHERS)('published on %s', (host) => {
  const deployment = deploymentOf(host, URL_BELOW)!;

  test.each(publishing)('%s', async (name) => {
    const before = shape(read(name));
    const text = adaptToHost(read(name), deployment, URL_BELOW);
    const after = shape(text);
    expect(text).not.toMatch(/actions\/(?:upload|deploy)-pages|steps\.(?:deployment|retry)\b|github-pages/);
    // What follows a deployment needs the same jobs with the same outputs.
    const jobs = Object.keys(before.jobs).filter((job) => after.jobs[job]);
    expect(Object.keys(after.jobs)).toEqual(jobs);
    const lost = Object.keys(before.jobs).filter((job) => !after.jobs[job]);
    expect(lost).toEqual(name === 'rollback.yml' ? ['deploy'] : []);
    for (const job of jobs) expect(after.jobs[job]).toHaveProperty('steps');
    const environmentNames = Object.values(after.jobs).flatMap(environmentNameOf);
    expect(environmentNames).toEqual(
      name === 'deploy.yml' ? ['status-page', 'notifications', 'notifications'] : ['status-page'],
    );
    const publish = Object.values(after.jobs).find((job) => environmentNameOf(job).includes('status-page'));
    expect(publish!.environment).toEqual({ name: 'status-page', url: `${URL_BELOW}/` });
    expect(publish!.permissions).toEqual({ contents: 'read', ...deployment.permissions });
    expect(await linted(name, text)).toEqual([]);
    expect(adaptToHost(text, deployment, URL_BELOW)).toBe(text);
  });

  test('every other workflow stays byte for byte', () => {
    for (const name of names.filter((one) => !publishing.includes(one)))
      expect(adaptToHost(read(name), deployment, URL_BELOW)).toBe(read(name));
  });
});

const ANSWERS = [
  ...['--name', 'Acme', '--url', URL_BELOW, '--policy', 'standard', '--component', 'Checkout'],
  ...['--person', 'incident-commander=@amina', '--person', 'on-call-engineer=@chidi'],
];

/** A command in front of the real ones, which a job finds first. */
function commandFolder(name: string, script: string): string {
  const folder = scratch();
  writeFileSync(join(folder, name), script, { mode: 0o755 });
  return folder;
}

const hasRsync = spawnSync('rsync', ['--version']).status === 0;

test.skipIf(!hasRsync)('a push reaches the server by rsync, then the follow-up job runs', async () => {
  const repository = companyRepository([...ANSWERS, '--host', 'nginx', '--now', '2026-11-01T00:00Z']);
  expect(existsSync(join(repository.root, 'hosting/nginx.conf'))).toBe(true);
  const hub = await startHub();
  onTestFinished(() => hub.close());
  const server = scratch();
  mkdirSync(join(server, 'status'));
  writeFileSync(join(server, 'status/gone.html'), 'x');
  const pushed = repository.commit({ 'x.txt': 'x' });
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  const run = await runWorkflow('.github/workflows/deploy.yml', {
    event: 'push',
    payload: payloadOf('push', undefined, {
      ref: 'refs/heads/main',
      ...pushed,
      repository: { default_branch: 'main' },
    }),
    repository: { ...repository, name: hub.repository },
    apiUrl: hub.url,
    serverUrl: hub.url,
    token: () =>
      hub.token({
        permissions: { contents: 'write', issues: 'write', actions: 'write', 'pull-requests': 'write' },
      }),
    vars: { environments: { 'status-page': { DEPLOY_TARGET: server, DEPLOY_KNOWN_HOSTS: 'host key' } } },
    secrets: { environments: { 'status-page': { DEPLOY_SSH_KEY: 'key' } } },
  });
  expect(Object.fromEntries(Object.entries(run.jobs).map(([id, { result }]) => [id, result]))).toEqual({
    deploy: 'success',
    'follow-up': 'success',
    notify: 'skipped',
  });
  expect(existsSync(join(server, 'status/index.html'))).toBe(true);
  expect(existsSync(join(server, 'status/gone.html'))).toBe(false);
});

/** `aws s3 sync` as it treats `--exclude` and `--include`: the last one that matches counts. It records what it would send. */
const AWS = `#!/usr/bin/env node
const { readdirSync, appendFileSync, existsSync } = require('node:fs');
const { join } = require('node:path');
const [service, verb, from, to, ...rest] = process.argv.slice(2);
if (service !== 's3' || verb !== 'sync') process.exit(252);
const filters = [];
const values = {};
for (let at = 0; at < rest.length; at += 1) {
  const name = rest[at].slice(2);
  if (name === 'exclude' || name === 'include') filters.push([name, rest[++at]]);
  else if (name === 'cache-control' || name === 'content-type') values[name] = rest[++at];
  else if (['delete', 'size-only', 'only-show-errors'].includes(name)) values[name] = true;
  else process.exit(252);
}
const matches = (glob, path) =>
  new RegExp('^' + glob.replace(/[.+^$(){}|]/g, '\\\\$&').replaceAll('*', '.*') + '$').test(path);
for (const path of readdirSync(from, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile())
  .map((one) => join(one.parentPath, one.name).slice(from.length + 1))) {
  const last = filters.filter(([, glob]) => matches(glob, path)).at(-1);
  if (last?.[0] !== 'exclude') appendFileSync(process.env.SENT, JSON.stringify({ path, to, ...values }) + '\\n');
}
`;

test('S3: every file is sent once with its type and its cache, pages last, and what is gone is removed', () => {
  const folder = scratch();
  const site = join(folder, 'dist');
  const files = [
    'index.html',
    'components/a/rss.xml',
    'metrics',
    'maintenance.ics',
    'style-1.css',
    '_headers',
    'og/home.png',
  ];
  for (const path of files) {
    mkdirSync(join(site, path, '..'), { recursive: true });
    writeFileSync(join(site, path), path);
  }
  writeFileSync(join(folder, 's3.sh'), renderS3Script(URL_BELOW));
  const sent = join(folder, 'sent');
  const path = [commandFolder('aws', AWS), process.env['PATH']].join(delimiter);
  const ran = spawnSync('sh', [join(folder, 's3.sh'), site, 'bucket'], {
    encoding: 'utf8',
    env: { ...CLEAN_ENVIRONMENT, PATH: path, SENT: sent },
  });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  const lines = readFileSync(sent, 'utf8').trim().split('\n');
  const calls = lines.map((line) => JSON.parse(line) as Record<string, string | true>);
  expect(new Set(calls.map(({ to }) => to))).toEqual(new Set(['s3://bucket/status']));
  const copies = calls.filter((call) => call['delete'] === undefined);
  expect(copies.map((call) => [call['path'], call['content-type'], call['cache-control']]))
    .toMatchInlineSnapshot(`
    [
      [
        "style-1.css",
        undefined,
        "public, max-age=31536000, immutable",
      ],
      [
        "components/a/rss.xml",
        "application/rss+xml; charset=utf-8",
        "public, max-age=0, must-revalidate",
      ],
      [
        "maintenance.ics",
        "text/calendar; charset=utf-8",
        "public, max-age=0, must-revalidate",
      ],
      [
        "metrics",
        "text/plain; version=0.0.4; charset=utf-8",
        "public, max-age=0, must-revalidate",
      ],
      [
        "og/home.png",
        undefined,
        "public, max-age=0, must-revalidate",
      ],
      [
        "index.html",
        "text/html; charset=utf-8",
        "public, max-age=0, must-revalidate",
      ],
    ]
  `);
  const last = calls.filter((call) => call['delete']).map((call) => call['path']);
  expect(last.toSorted()).toEqual(files.filter((one) => one !== '_headers').toSorted());
});
