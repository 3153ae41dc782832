import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseContent } from '../content/content.ts';
import { parsePolicy } from '../content/policy.ts';
import { settled } from '../deadlines/io/require-setting.ts';
import { readNow, runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT, readContent } from '../files/read-content.ts';
import { hashExamples, performInit, readPresent } from '../setup/io/init-files.ts';
import { ask, Cancelled, isAttended } from '../response/io/prompt.ts';
import { drawFinding } from '../reporters/terminal.ts';
import { CODEOWNERS, drawCodeowners } from '../setup/codeowners.ts';
import { planInit } from '../setup/plan-init.ts';
import type { InitAction, Present } from '../setup/plan-init.ts';
import { drawShipped } from '../setup/shipped.ts';
import { answersOf, peopleQuestions, questionsFor } from '../setup/site-answers.ts';
import type { Flags, InitQuestion, Preset } from '../setup/site-answers.ts';
import { visible } from '../text/terminal-style.ts';

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

npm run init -- codeowners [--check]   writes .github/CODEOWNERS after the people changed; or says whether it is current
npm run init -- examples [--check]     for the engine's own repository: notes which incidents are examples

Exit code: 0 done, 1 refused, or --check found something out of date, 2 it could not run or something is missing,
130 stopped.
`;

const SHIPPED_FILE = 'src/setup/shipped-examples.gen.ts';

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;
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
        component: many,
        person: many,
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
  const [deed, ...rest] = positionals;
  if (rest.length > 0 || (deed !== undefined && deed !== 'codeowners' && deed !== 'examples'))
    throw new UsageError(`"${visible(rest[0] ?? deed ?? '')}" is not known. See --help.`);
  if (deed === 'codeowners') return keep(root, CODEOWNERS, await codeownersOf(root), values.check);
  if (deed === 'examples')
    return keep(ENGINE_ROOT, SHIPPED_FILE, drawShipped(await hashExamples(ENGINE_ROOT)), values.check);
  try {
    return await init(root, values, values);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    process.stderr.write('Stopped. Nothing was written.\n');
    return 130;
  }
});

interface How {
  readonly 'dry-run': boolean;
  readonly force: boolean;
  readonly now?: string | undefined;
}

async function init(root: string, given: Flags, how: How): Promise<number> {
  const present = await readPresent(root);
  const read = answersOf(await answered(given, present));
  if ('missing' in read) throw new UsageError(`Still missing: ${read.missing.join('  ')}\nSee --help.`);
  const plan = planInit(present, read.answers, readNow(how.now), how.force);
  if ('refused' in plan) {
    const sources = new Map(plan.sources.map((source) => [source.path, source]));
    const lines = plan.findings.map((finding) => drawFinding(finding, sources.get(finding.place.path)));
    process.stderr.write([visible(plan.refused), ...lines].join('\n\n') + '\n');
    return 1;
  }
  if (how['dry-run']) {
    process.stdout.write(plan.actions.map((action) => `${describe(action)}\n`).join(''));
    return 0;
  }
  const say = (line: string): void => void process.stdout.write(`${visible(line)}\n`);
  for (const action of plan.actions) if (action.do !== 'run') say(describe(action));
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
async function answered(given: Flags, present: Present): Promise<Flags> {
  if (!isAttended()) return given;
  const presets = presetsOf(present);
  let flags = given;
  const put = async (question: InitQuestion): Promise<void> => {
    flags = question.put(flags, String(await ask(question)).trim());
  };
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const question of questionsFor(given, presets, zone)) await put(question);
  const preset = presets.find(({ id }) => id === flags.policy);
  for (const question of preset ? peopleQuestions(given, preset) : []) await put(question);
  return flags;
}

function presetsOf({ policies }: Present): Preset[] {
  return policies.flatMap(({ path }) => {
    const { value } = parsePolicy(basename(path).replace(/\.ya?ml$/, ''), policies);
    return value ? [value] : [];
  });
}

function describe(action: InitAction): string {
  if (action.do === 'run')
    return `run     npm run ${[action.script, ...action.args].join(' ')}: ${action.why}`;
  return `${action.do.padEnd(7)} ${action.path}`;
}

async function codeownersOf(root: string): Promise<string> {
  return drawCodeowners(settled(parseContent(await readContent(root))));
}

/** Writes what is generated where it is out of date; with `check` only says so. */
async function keep(root: string, path: string, wanted: string, check: boolean): Promise<number> {
  const file = join(root, path);
  if ((await readFile(file, 'utf8').catch(() => '')) === wanted) return 0;
  if (!check) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, wanted);
  }
  process.stdout.write(`${path} ${check ? 'is out of date' : 'written'}\n`);
  return check ? 1 : 0;
}
