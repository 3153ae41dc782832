import { basename, resolve } from 'node:path';
import { parsePolicy } from '../content/policy.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/engine.ts';
import { writeGenerated } from '../files/write.ts';
import { hashBundledExamples, performInit, readContentInventory } from '../setup/io/init-files.ts';
import { askQuestion, CancellationError, isInteractive } from '../response/io/prompt.ts';
import { renderDiagnostics } from '../reporters/terminal.ts';
import { describeActions } from '../actions/run-actions.ts';
import { describeInitAction, planInit } from '../setup/plan-init.ts';
import type { ContentInventory } from '../setup/plan-init.ts';
import { renderBundledExamples } from '../setup/shipped.ts';
import { parseSiteAnswers, createPeopleQuestions, createSiteQuestions } from '../setup/site-answers.ts';
import type { InitFlags, InitQuestion, PolicyPreset } from '../setup/site-answers.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { init, initExamples } from './declarations/init.ts';

const BUNDLED_EXAMPLES_FILE = 'src/setup/shipped-examples.gen.ts';

export const runInit: CommandRun<typeof init> = async (values) => {
  try {
    return await initialize(resolve(values.root), values, values);
  } catch (error) {
    if (!(error instanceof CancellationError)) throw error;
    process.stderr.write('Cancelled. Nothing was written.\n');
    return 130;
  }
};

export const runInitExamples: CommandRun<typeof initExamples> = async ({ check }) => {
  const hashes = await hashBundledExamples(ENGINE_ROOT);
  const file = { path: BUNDLED_EXAMPLES_FILE, text: renderBundledExamples(hashes) };
  return writeGenerated(ENGINE_ROOT, [file], check);
};

interface InitOptions {
  readonly 'dry-run': boolean;
  readonly force: boolean;
  readonly now?: string | undefined;
}

async function initialize(root: string, initialFlags: InitFlags, options: InitOptions): Promise<number> {
  const present = await readContentInventory(root);
  const read = parseSiteAnswers(await promptForMissing(initialFlags, present));
  if ('missing' in read) throw new UsageError(`Missing: ${read.missing.join('  ')}\nSee --help.`);
  const plan = planInit(present, read.answers, parseNow(options.now), options.force);
  if ('error' in plan) {
    const sources = new Map(plan.sources.map((source) => [source.path, source]));
    const findings = renderDiagnostics(plan.findings, (path) => sources.get(path));
    process.stderr.write([escapeControlCharacters(plan.error), findings].join('\n\n').trimEnd() + '\n');
    return 1;
  }
  const print = (line: string): void => void process.stdout.write(`${escapeControlCharacters(line)}\n`);
  if (options['dry-run']) {
    for (const line of describeActions(plan.actions, describeInitAction)) print(line);
    return 0;
  }
  const { failed } = await performInit(root, plan.actions, print);
  if (failed) {
    process.stderr.write(
      `${failed.output}\nnpm run ${failed.command} failed with exit code ${failed.code}. The files were written.\n`,
    );
    return 1;
  }
  print(
    'Done. Read the changes with "git diff", commit them, then run "npm run doctor" to check GitHub\'s settings.',
  );
  return 0;
}

/** Asks the person at the terminal for what the flags don't state. */
async function promptForMissing(initialFlags: InitFlags, present: ContentInventory): Promise<InitFlags> {
  if (!isInteractive()) return initialFlags;
  const presets = readPresets(present);
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

function readPresets({ policies }: ContentInventory): PolicyPreset[] {
  return policies.flatMap(({ path }) => {
    const { value } = parsePolicy(basename(path).replace(/\.ya?ml$/, ''), policies);
    return value ? [value] : [];
  });
}
