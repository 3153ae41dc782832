import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePolicy } from '../content/policy.ts';
import { parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { writeGenerated } from '../files/write-generated.ts';
import { hashBundledExamples, performInit, readContentInventory } from '../setup/io/init-files.ts';
import { askQuestion, CancellationError, isInteractive } from '../response/io/prompt.ts';
import { renderDiagnostic } from '../reporters/terminal.ts';
import { planInit } from '../setup/plan-init.ts';
import type { InitAction, ContentInventory } from '../setup/plan-init.ts';
import { renderBundledExamples } from '../setup/shipped.ts';
import { parseSiteAnswers, createPeopleQuestions, createSiteQuestions } from '../setup/site-answers.ts';
import type { InitFlags, InitQuestion, PolicyPreset } from '../setup/site-answers.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

const HELP = `npm run init -- [options]

Makes this repository your company's own: your name, address, SOP, components and people; the example incidents gone.
Nothing of the engine is touched. Asks for what no option says.

  --name NAME            whose status page it is
  --url URL              where it will live: domain and path in one
  --policy NAME          the SOP: a file of policies/, without .yaml
  --component [GROUP/]NAME   a part of your service, as customers call it; as often as needed
  --person ROLE=@NAME,…  who holds a role; as often as needed
  --email, --slack, --contact-url   where a problem is reported
  --timezone ZONE        your own (default: UTC)       --language CODE   of the page (default: en)
  --dry-run              only say what would be done
  --force                although there are incidents that are no examples: they are removed too
  --root DIR             the content root (default: this folder)

npm run init -- examples [--check]     for the engine's own repository: notes which incidents are examples

Exit code: 0 done, 1 refused, or --check found something out of date, 2 it could not run or something is missing,
130 stopped.
`;

const BUNDLED_EXAMPLES_FILE = 'src/setup/shipped-examples.gen.ts';

const text = { type: 'string' } as const;
const repeatedText = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{
        name: text,
        url: text,
        policy: text,
        timezone: text,
        language: text,
        component: repeatedText,
        person: repeatedText,
      },
      ...{ email: text, slack: text, 'contact-url': text, root: text, now: text },
      ...{ 'dry-run': flag, force: flag, check: flag },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const root = resolve(values.root ?? '.');
  const [command, ...rest] = positionals;
  if (rest.length > 0 || (command !== undefined && command !== 'examples'))
    throw new UsageError(`"${escapeControlCharacters(rest[0] ?? command ?? '')}" is not known. See --help.`);
  if (command === 'examples')
    return writeGenerated(
      ENGINE_ROOT,
      [
        {
          path: BUNDLED_EXAMPLES_FILE,
          text: renderBundledExamples(await hashBundledExamples(ENGINE_ROOT)),
        },
      ],
      values.check,
    );
  try {
    return await runInit(root, values, values);
  } catch (error) {
    if (!(error instanceof CancellationError)) throw error;
    process.stderr.write('Stopped. Nothing was written.\n');
    return 130;
  }
});

interface InitOptions {
  readonly 'dry-run': boolean;
  readonly force: boolean;
  readonly now?: string | undefined;
}

async function runInit(root: string, initialFlags: InitFlags, how: InitOptions): Promise<number> {
  const present = await readContentInventory(root);
  const read = parseSiteAnswers(await promptForMissing(initialFlags, present));
  if ('missing' in read) throw new UsageError(`Still missing: ${read.missing.join('  ')}\nSee --help.`);
  const plan = planInit(present, read.answers, parseNow(how.now), how.force);
  if ('refused' in plan) {
    const sources = new Map(plan.sources.map((source) => [source.path, source]));
    const lines = plan.findings.map((diagnostic) =>
      renderDiagnostic(diagnostic, sources.get(diagnostic.location.path)),
    );
    process.stderr.write([escapeControlCharacters(plan.refused), ...lines].join('\n\n') + '\n');
    return 1;
  }
  if (how['dry-run']) {
    process.stdout.write(plan.actions.map((action) => `${describeAction(action)}\n`).join(''));
    return 0;
  }
  const say = (line: string): void => void process.stdout.write(`${escapeControlCharacters(line)}\n`);
  for (const action of plan.actions) if (action.do !== 'run') say(describeAction(action));
  const { failed } = await performInit(root, plan.actions, say);
  if (failed) {
    process.stderr.write(
      `${failed.said}\nnpm run ${failed.script} ended with ${failed.code}. The files are written.\n`,
    );
    return 1;
  }
  say(
    'Done. Read what changed with "git diff", commit it, and ask "npm run doctor" what GitHub still needs.',
  );
  return 0;
}

/** The flags, with what a person at the terminal answers to the questions that are left. */
async function promptForMissing(initialFlags: InitFlags, present: ContentInventory): Promise<InitFlags> {
  if (!isInteractive()) return initialFlags;
  const presets = readPresets(present);
  let flags = initialFlags;
  const put = async (question: InitQuestion): Promise<void> => {
    flags = question.apply(flags, String(await askQuestion(question)).trim());
  };
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const question of createSiteQuestions(initialFlags, presets, zone)) await put(question);
  const preset = presets.find(({ id }) => id === flags.policy);
  for (const question of preset ? createPeopleQuestions(initialFlags, preset) : []) await put(question);
  return flags;
}

function readPresets({ policies }: ContentInventory): PolicyPreset[] {
  return policies.flatMap(({ path }) => {
    const { value } = parsePolicy(basename(path).replace(/\.ya?ml$/, ''), policies);
    return value ? [value] : [];
  });
}

function describeAction(action: InitAction): string {
  if (action.do === 'run')
    return `run     npm run ${[action.script, ...action.args].join(' ')}: ${action.why}`;
  return `${action.do.padEnd(7)} ${action.path}`;
}
