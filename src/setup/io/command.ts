import { basename } from 'node:path';
import { parseContent } from '../../content/content.ts';
import { parsePolicy } from '../../content/policy.ts';
import { requireSiteContext } from '../../deadlines/io/require-site-context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { tryGit } from '../../git/write.ts';
import { renderDiff } from '../../reporters/diff.ts';
import { renderDiagnostics } from '../../reporters/terminal.ts';
import { askQuestion, isInteractive } from '../../response/io/prompt.ts';
import type { TerminalStyle } from '../../text/terminal-style.ts';
import { formatCount } from '../../text/count.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import type { Instant } from '../../time/instant.ts';
import { isOlderVersion, planManagedFiles } from '../managed-files.ts';
import { findMigrations } from '../migrations.ts';
import { describeInitAction, planInit } from '../plan-init.ts';
import type { ExistingContent, InitAction } from '../plan-init.ts';
import { renderRepositoryFiles } from '../repository-files.ts';
import {
  createPeopleQuestions,
  createSiteQuestions,
  fillFromSite,
  parseSiteAnswers,
} from '../site-answers.ts';
import type { InitFlags, InitQuestion, PolicyPreset } from '../site-answers.ts';
import { performInit, readEngine, readExistingContent } from './init-files.ts';

export interface SetupOptions {
  readonly root: string;
  readonly dryRun: boolean;
  readonly style: TerminalStyle;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

export interface InitOptions extends SetupOptions {
  readonly now: Instant;
  /** The dependency in package.json, such as the path of a tarball; this version by default. */
  readonly engine?: string | undefined;
}

/**
 * `candor init`: adds what a status page's repository needs, and changes only what the answers state.
 * @throws UsageError if an answer is missing
 */
export async function runInit(initialFlags: InitFlags, options: InitOptions): Promise<number> {
  const { root, now, printError } = options;
  const [existing, engine] = await Promise.all([readExistingContent(root), readEngine(options.engine)]);
  const { site, components } = existing.sources;
  const flags = fillFromSite(initialFlags, site, components.length > 0);
  const read = parseSiteAnswers(await promptForMissing(flags, existing));
  if ('missing' in read) throw new UsageError(`Missing: ${read.missing.join('  ')}\nSee --help.`);
  const plan = planInit(existing, read.answers, engine, now);
  if ('error' in plan) {
    const sources = new Map(plan.sources.map((source) => [source.path, source]));
    const findings = renderDiagnostics(plan.findings, (path) => sources.get(path));
    printError([escapeControlCharacters(plan.error), findings].join('\n\n').trimEnd());
    return 1;
  }
  if (!(await perform(plan.actions, options))) return 1;
  if (!options.dryRun)
    options.print(
      'Done. Commit the files, push them to GitHub, then run "npx candor doctor": it lists what to set there.',
    );
  return 0;
}

/**
 * `candor upgrade`: migrates files of an older format and renews what Candor generated. What a person changed stays.
 * @throws UsageError if the site or its policy can't be parsed, or if a newer version generated the files
 */
export async function runUpgrade(options: SetupOptions): Promise<number> {
  const { root, print, dryRun } = options;
  const [existing, engine, commit] = await Promise.all([
    readExistingContent(root),
    readEngine(),
    tryGit(root, ['rev-parse', '--quiet', '--verify', 'HEAD']).catch(() => undefined),
  ]);
  const generatedBy = existing.manifest?.version;
  if (generatedBy !== undefined && isOlderVersion(engine.version, generatedBy))
    throw new UsageError(
      `Candor ${generatedBy} generated the files here, and ${engine.version} is installed: it would undo changes. Run "npm ci", then "npx candor upgrade" again.`,
    );
  const siteContext = requireSiteContext(parseContent(existing.sources));
  const actions: InitAction[] = [
    ...findMigrations(existing.sources).map((file) => ({ type: 'write-file', ...file }) as const),
    ...planManagedFiles(
      renderRepositoryFiles(siteContext, engine),
      existing.files,
      existing.manifest,
      engine.version,
      existing.generated,
    ),
  ];
  const isChanged = actions.some(({ type }) => type !== 'leave-file');
  const left = actions.filter((action) => action.type === 'leave-file').map(({ path }) => path);
  if (!isChanged)
    print(
      left.length === 0
        ? `Everything is as Candor ${engine.version} generates it.`
        : `Nothing to renew; ${formatCount(left.length, 'file')} that you changed ${left.length === 1 ? 'stays' : 'stay'}: ${escapeControlCharacters(left.join(', '))}.`,
    );
  const check: InitAction = {
    type: 'run-command',
    command: 'validate',
    // What a new rule finds in files that stay as they were does not hold an upgrade up.
    args: commit === undefined ? [] : ['--base', 'HEAD'],
    reason: 'checks every rule',
  };
  const done = await perform(isChanged ? [...actions, check] : actions, options);
  if (generatedBy !== undefined && isOlderVersion(generatedBy, engine.version))
    print(`What is new since Candor ${generatedBy}: node_modules/candor/CHANGELOG.md.`);
  if (done && isChanged && !dryRun) print('Read the changes with "git diff" and commit them.');
  return done ? 0 : 1;
}

/** Shows what changes in existing files, then performs the actions. False if a command of them failed. */
async function perform(actions: readonly InitAction[], options: SetupOptions): Promise<boolean> {
  const { root, dryRun, style, print, printError } = options;
  for (const action of actions) {
    const diff = diffOf(action, style);
    if (diff !== '') print(diff.trimEnd());
  }
  const printLine = (line: string): void => print(escapeControlCharacters(line));
  if (dryRun) {
    for (const action of actions) printLine(describeInitAction(action));
    return true;
  }
  const { failed } = await performInit(root, actions, printLine);
  if (!failed) return true;
  printError(
    `${failed.output}\ncandor ${failed.command} failed with exit code ${failed.code}. The files were written.`,
  );
  return false;
}

/** What changes in an existing file, or what Candor would have changed in one that a person changed. */
function diffOf(action: InitAction, style: TerminalStyle): string {
  if (action.type === 'run-command' || action.before === undefined) return '';
  if (action.path.endsWith('candor.json')) return '';
  if (action.type === 'leave-file')
    return action.wanted === undefined
      ? ''
      : renderDiff(`${action.path} (left)`, action.before, action.wanted, style);
  return renderDiff(action.path, action.before, action.type === 'write-file' ? action.text : '', style);
}

/** Asks the person at the terminal for what the flags don't state. */
async function promptForMissing(initialFlags: InitFlags, existing: ExistingContent): Promise<InitFlags> {
  if (!isInteractive()) return initialFlags;
  const presets = readPresets(existing);
  let flags = initialFlags;
  const ask = async (question: InitQuestion): Promise<void> => {
    flags = question.apply(flags, String(await askQuestion(question)).trim());
  };
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const question of createSiteQuestions(initialFlags, presets, zone)) await ask(question);
  const preset = presets.find(({ id }) => id === flags.policy);
  for (const question of preset ? createPeopleQuestions(initialFlags, preset) : []) await ask(question);
  return flags;
}

function readPresets({ sources: { policies } }: ExistingContent): PolicyPreset[] {
  return policies.flatMap(({ path }) => {
    const { value } = parsePolicy(basename(path).replace(/\.ya?ml$/, ''), policies);
    return value ? [value] : [];
  });
}
