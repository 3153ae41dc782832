import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseContent } from '../../content/content.ts';
import type { SiteContext } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import type { SourceFile } from '../../content/source.ts';
import { renderFormFiles } from '../../issue-forms/issue-template-yaml.ts';
import { tryPolicies } from '../../policy/trial-findings.ts';
import { validateContent } from '../../rules/engine/validate-content.ts';
import { CODEOWNERS_PATH, renderCodeowners } from '../codeowners.ts';
import { parseLockedEngine } from '../locked-engine.ts';
import { findMigrations } from '../migrations.ts';
import { MANIFEST_PATH, planManagedFiles } from '../managed-files.ts';
import type { Engine } from '../company-files.ts';
import type { ExistingContent } from '../plan-init.ts';
import { isOnGithub, renderRepositoryFiles } from '../repository-files.ts';
import { readEngine, readExistingContent } from './init-files.ts';
import type { LocalConfiguration } from '../doctor-facts.ts';
import { parseFormLabels, parseWorkflowRequirements } from '../workflow-needs.ts';
import { EXAMPLE_SITE } from '../example-site.ts';
import { readText } from '../../files/read-text.ts';
import { ENGINE_ROOT, isCheckoutOfCandor } from '../../files/engine.ts';
import { readContent } from '../../files/read-content.ts';
import { parseGithubRemote } from '../../github/pull-requests.ts';
import { GitError } from '../../git/run.ts';
import { tryGit } from '../../git/write.ts';

/** Reads the configuration of this computer and the checkout, without the network. */
export async function readLocalConfiguration(root: string, now: Instant): Promise<LocalConfiguration> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const [existing, engine] = await Promise.all([readExistingContent(root), readEngine()]);
  const [{ staleFiles, leftFiles }, locked, workflows, forms, dependabot, hasGit, remote, least] =
    await Promise.all([
      content.siteContext ? compareFiles(root, content.siteContext, existing, engine) : NO_FILES,
      readFile(join(root, 'package-lock.json'), 'utf8').catch(() => ''),
      readYamlIn(root, '.github/workflows'),
      readYamlIn(root, '.github/ISSUE_TEMPLATE'),
      readFile(join(root, '.github/dependabot.yml'), 'utf8').catch(() => undefined),
      isGitInstalled(root),
      readRemote(root),
      readMinimumNodeVersion(),
    ]);
  return {
    node: { version: process.versions.node, least },
    engine: {
      running: engine.version,
      locked: parseLockedEngine(locked),
      ...(existing.manifest && { generatedBy: existing.manifest.version }),
    },
    content,
    postmortems: sources.postmortems.map(({ path }) => path),
    findings: [...validateContent(content, now), ...tryPolicies(content, now)],
    isExample: content.siteContext?.site.url === EXAMPLE_SITE.url,
    staleFiles,
    leftFiles,
    workflows: workflows.map(parseWorkflowRequirements),
    labels: [...new Set(forms.flatMap(parseFormLabels))],
    hasDependabot: dependabot !== undefined,
    hasGit,
    ...(remote && { remote }),
  };
}

type ComparedFiles = Pick<LocalConfiguration, 'staleFiles' | 'leftFiles'>;
const NO_FILES: ComparedFiles = { staleFiles: [], leftFiles: [] };

/**
 * Stale are files of forms and owners that differ from what Candor writes, others that were not changed by a person since an older version,
 * and the company's own in an older format.
 */
async function compareFiles(
  root: string,
  siteContext: SiteContext,
  { sources, files, manifest, generated }: ExistingContent,
  engine: Engine,
): Promise<ComparedFiles> {
  const wanted = isOnGithub(siteContext)
    ? [
        { path: CODEOWNERS_PATH, text: renderCodeowners(siteContext, isCheckoutOfCandor(root)) },
        ...renderFormFiles(siteContext),
      ]
    : [];
  const stale = wanted.map(async ({ path, text }) => {
    const found = await readText(join(root, path)).catch(() => undefined);
    return found === text ? [] : [path];
  });
  const actions = manifest
    ? planManagedFiles(renderRepositoryFiles(siteContext, engine), files, manifest, engine.version, generated)
    : [];
  const managed = actions
    .filter(({ type, path }) => type !== 'leave-file' && path !== MANIFEST_PATH)
    .map(({ path }) => path);
  const migrated = findMigrations(sources).map(({ path }) => path);
  const staleFiles = [...new Set([...(await Promise.all(stale)).flat(), ...managed, ...migrated])];
  const leftFiles = actions
    .filter((action) => action.type === 'leave-file')
    .filter(({ path }) => !staleFiles.includes(path))
    .map(({ path, before, isBehind = false }) => ({ path, isRemoved: before === undefined, isBehind }));
  return { staleFiles, leftFiles };
}

async function readYamlIn(root: string, folder: string): Promise<SourceFile[]> {
  const names = await readdir(join(root, folder)).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).toSorted();
  return Promise.all(
    files.map(async (name) => ({
      path: `${folder}/${name}`,
      text: await readFile(join(root, folder, name), 'utf8'),
    })),
  );
}

function isGitInstalled(root: string): Promise<boolean> {
  return tryGit(root, ['--version']).then(
    () => true,
    (error: unknown) => !(error instanceof GitError && error.code === 'no-git'),
  );
}

async function readRemote(root: string): Promise<LocalConfiguration['remote']> {
  const names = ((await tryGit(root, ['remote']).catch(() => undefined)) ?? '')
    .split('\n')
    .filter((name) => name !== '');
  const name = names.includes('origin') ? 'origin' : names[0];
  const url = name === undefined ? undefined : await tryGit(root, ['remote', 'get-url', name]);
  if (url === undefined) return undefined;
  const github = parseGithubRemote(url);
  return { url, ...(github && { github }) };
}

/** The oldest supported major version: the first number of `engines.node`. */
async function readMinimumNodeVersion(): Promise<number> {
  const { engines } = JSON.parse(await readFile(join(ENGINE_ROOT, 'package.json'), 'utf8')) as {
    engines?: { node?: string };
  };
  return Number(/\d+/.exec(engines?.node ?? '')?.[0] ?? 0);
}
