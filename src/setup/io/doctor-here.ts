import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseContent } from '../../content/content.ts';
import type { Setting } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import type { Source } from '../../content/source.ts';
import { formFiles } from '../../issue-forms/issue-template-yaml.ts';
import { judgeContent } from '../../rules/engine/validate-content.ts';
import { CODEOWNERS, drawCodeowners } from '../codeowners.ts';
import type { HereFacts } from '../doctor-facts.ts';
import { labelsOf, needsOf } from '../workflow-needs.ts';
import { ENGINE_ROOT, readContent } from '../../files/read-content.ts';
import { githubOf } from '../../github/pull-requests.ts';
import { askGit } from '../../git/write.ts';
import { isExampleSite } from './init-files.ts';

/** What the checkout and the computer say; nothing is asked of the network. */
export async function readHere(root: string, now: Instant): Promise<HereFacts> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const [isExample, stale, workflows, forms, dependabot, remote, least] = await Promise.all([
    isExampleSite(root),
    content.setting ? staleFiles(root, content.setting) : [],
    readYamlIn(root, '.github/workflows'),
    readYamlIn(root, '.github/ISSUE_TEMPLATE'),
    readFile(join(root, '.github/dependabot.yml'), 'utf8').catch(() => undefined),
    remoteOf(root),
    leastNode(),
  ]);
  return {
    node: { version: process.versions.node, least },
    content,
    reviews: sources.postmortems.map(({ path }) => path),
    findings: judgeContent(content, now),
    isExample,
    stale,
    workflows: workflows.map(needsOf),
    labels: [...new Set(forms.flatMap(labelsOf))],
    hasDependabot: dependabot !== undefined,
    ...(remote && { remote }),
  };
}

async function staleFiles(root: string, setting: Setting): Promise<string[]> {
  const wanted = [{ path: CODEOWNERS, text: drawCodeowners(setting) }, ...formFiles(setting)];
  const stale = wanted.map(async ({ path, text }) => {
    const found = await readFile(join(root, path), 'utf8').catch(() => undefined);
    return found === text ? [] : [path];
  });
  return (await Promise.all(stale)).flat();
}

async function readYamlIn(root: string, folder: string): Promise<Source[]> {
  const names = await readdir(join(root, folder)).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).toSorted();
  return Promise.all(
    files.map(async (name) => ({
      path: `${folder}/${name}`,
      text: await readFile(join(root, folder, name), 'utf8'),
    })),
  );
}

async function remoteOf(root: string): Promise<HereFacts['remote']> {
  const names = ((await askGit(root, ['remote']).catch(() => undefined)) ?? '')
    .split('\n')
    .filter((name) => name !== '');
  const name = names.includes('origin') ? 'origin' : names[0];
  const url = name === undefined ? undefined : await askGit(root, ['remote', 'get-url', name]);
  if (url === undefined) return undefined;
  const github = githubOf(url);
  return { url, ...(github && { github }) };
}

/** The oldest Node that the engine says it runs on: the first number of `engines.node`. */
async function leastNode(): Promise<number> {
  const { engines } = JSON.parse(await readFile(join(ENGINE_ROOT, 'package.json'), 'utf8')) as {
    engines?: { node?: string };
  };
  return Number(/\d+/.exec(engines?.node ?? '')?.[0] ?? 0);
}
