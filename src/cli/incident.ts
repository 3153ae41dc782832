import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '../response/input-error.ts';
import type { IncidentInput } from '../response/inputs.ts';
import { parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { GitError } from '../git/run.ts';
import { runDrill } from '../response/io/drill.ts';
import { connectPullRequestApi } from '../github/pull-requests.ts';
import { gitCredentials, readGithubToken } from '../github/credentials.ts';
import type { PullRequestApi } from '../github/pull-requests.ts';
import { openRepository } from '../response/io/repository-context.ts';
import {
  runClassify,
  runCorrect,
  runList,
  runOpen,
  runPublishFile,
  runResolve,
  runUpdate,
} from '../response/io/commands.ts';
import { readUpdateText } from '../response/io/drafts.ts';
import type { CommandContext } from '../response/io/session.ts';
import { createClock } from '../response/io/simulated-clock.ts';
import { askQuestion, CancellationError, isInteractive } from '../response/io/prompt.ts';
import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';

const HELP = `npm run incident -- open|update|resolve|correct|list|publish|drill [options]

Asks for what is missing; every question has an option. Nothing is public before its pull request is merged.

open       declare an incident: two questions, how severe it is and what is affected
  --severity KEY        sev-1, sev-2, …            --component NAME[=STATE]   as often as needed
  --impact TEXT         what customers notice      --title TEXT
  --detected TIME|12m   when it was noticed        --started TIME|12m         when customers were first affected
  --commander @NAME     who leads                  --source alert|customer|internal
  --customer-facing     customers notice it        --tracking URL
  --mitigation TEXT     what was switched off      --text TEXT | --file FILE  instead of the template
  --classify            ask the SOP's questions    --answers yes,no,…         answer them here
  --allow-duplicate     although one is open for the same component
update     say what is new
  --no-change           in the SOP's own words     --text TEXT | --file FILE
  --phase identified|monitoring|investigating      --affects "checkout degraded, orders operational"
  --severity KEY        raise or lower it          --fixed TIME|12m           when the fix was in production
resolve    end it, once the fix was watched as long as the SOP asks
  --cause TEXT --fix rollback|hotfix|other --fixed TIME|12m --tested staging|not-possible
  --verified CHECK,CHECK=not-applicable|all        --wait                     until it may be resolved
correct    put other words in the place of an update's, marked as a correction
  --update last|first|TIME   --text TEXT | --file FILE
list       what is open, and what is due next and when
publish FILE   publish a file that was written or mended by hand
drill      rehearse all of it in a copy that nobody sees, and read how it went
  --scenario NAME  one of the SOP's examples (default: by chance)
  --speed N        the clock runs N times as fast   --auto        the machine plays the responder too

  --incident ID    which one, if several are open   --root DIR    the content root (default: this folder)
  --dry-run        only say what would be done      --offline     neither fetch nor push
  --now TIME       as if it were this time

With GITHUB_TOKEN or GH_TOKEN the pull request is opened too; without, you are told how.
Exit code: 0 done, 1 refused or something failed, 2 it could not run or something is missing, 130 stopped.
`;

const text = { type: 'string' } as const;
const repeatedText = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  ...{
    incident: text,
    severity: text,
    component: repeatedText,
    title: text,
    impact: text,
    detected: text,
    started: text,
  },
  ...{
    commander: text,
    source: text,
    tracking: text,
    'customer-facing': flag,
    'allow-duplicate': flag,
    mitigation: text,
  },
  ...{ text, file: text, phase: text, affects: text, 'no-change': flag, drill: flag },
  ...{ cause: text, fix: text, fixed: text, tested: text, verified: repeatedText, wait: flag, update: text },
  ...{
    classify: flag,
    answers: text,
    scenario: text,
    speed: text,
    auto: flag,
    root: text,
    'dry-run': flag,
    offline: flag,
    now: text,
  },
  help: { type: 'boolean', short: 'h' },
} as const;

await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const [command = '', ...rest] = positionals;
  if (values.help || command === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const root = resolve(values.root ?? '.');
  const session = createCommandContext(root, values);
  const {
    'customer-facing': customerFacing,
    'no-change': noChange,
    'allow-duplicate': allowDuplicate,
    file,
    ...others
  } = values;
  const words = file === undefined ? {} : { text: await readUpdateText(file) };
  const input: IncidentInput = {
    ...others,
    ...(customerFacing !== undefined && { customerFacing }),
    ...(noChange !== undefined && { noChange }),
    ...(allowDuplicate !== undefined && { allowDuplicate }),
    ...words,
  };
  try {
    return await runAction(command, rest, { root, input, context: session, values });
  } catch (error) {
    if (error instanceof CancellationError) {
      process.stderr.write('Stopped. Nothing was written.\n');
      return 130;
    }
    if (error instanceof InputError || error instanceof GitError)
      throw new UsageError([error.message, error.help].filter((line) => line !== '').join('\n'));
    throw error;
  }
});

interface ActionCall {
  readonly root: string;
  readonly input: IncidentInput;
  readonly context: CommandContext;
  readonly values: Readonly<{
    wait?: boolean;
    classify?: boolean;
    answers?: string;
    drill?: boolean;
    auto?: boolean;
    scenario?: string;
  }>;
}

async function runAction(
  command: string,
  [operand]: readonly string[],
  { root, input, context, values }: ActionCall,
): Promise<number> {
  switch (command) {
    case 'open': {
      const classify = values.classify === true || values.answers !== undefined;
      const severity = classify ? await runClassify(root, values.answers, context) : undefined;
      return runOpen(root, { ...input, ...(severity !== undefined && { severity }) }, context);
    }
    case 'update':
      return runUpdate(root, input, context);
    case 'resolve':
      return runResolve(root, input, context, values.wait === true);
    case 'correct':
      return runCorrect(root, input, context);
    case 'list':
      return runList(root, context, values.drill === true);
    case 'drill':
      return runDrill(
        root,
        { isAutomatic: values.auto === true, ...(values.scenario && { scenario: values.scenario }) },
        context,
      );
    case 'publish':
      return runPublishFile(root, operand, input, context);
    default:
      throw new UsageError(
        `${command === '' ? 'What should be done?' : `"${command}" is not known.`} One of open, update, resolve, correct, list, publish, drill; see --help.`,
      );
  }
}

function createCommandContext(
  root: string,
  values: { offline?: boolean; 'dry-run'?: boolean; now?: string; speed?: string },
): CommandContext {
  const token = readGithubToken();
  // A workflow's checkout keeps no credentials; a responder's own settings are left alone.
  if (process.env['GITHUB_ACTIONS'] === 'true' && token !== '') {
    Object.assign(process.env, gitCredentials(token));
  }
  const openPullRequestApi = async (): Promise<PullRequestApi | undefined> => {
    const { github } = (await openRepository(root)).remoteInfo;
    return github && connectPullRequestApi(token, github.repository);
  };
  return {
    clock: createClock(values.now === undefined ? undefined : parseNow(values.now), parseSpeed(values.speed)),
    print: (words) => void process.stdout.write(`${words}\n`),
    ink: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE,
    ...(isInteractive() && { prompt: askQuestion }),
    ...(token !== '' && { connectPullRequests: openPullRequestApi }),
    offline: values.offline === true,
    dryRun: values['dry-run'] === true,
  };
}

function parseSpeed(said = '1'): number {
  const speed = Number(said);
  if (speed >= 1 && speed <= 10_000) return speed;
  throw new UsageError(`--speed "${said}" is no number from 1 to 10000.`);
}
