import { resolve } from 'node:path';
import { InputError } from '../response/input-error.ts';
import type { IncidentInput } from '../response/inputs.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
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
import { formatNameList } from '../templates/template.ts';
import { defineCommand, styleFor } from './define-command.ts';

const HELP = `Usage: npm run incident -- open|update|resolve|correct|list|publish|drill [options]

Writes the file of an incident, pushes it on a branch and opens its pull request. Nothing is public before that pull
request is merged. At a terminal, the command asks for what the options don't state.

open       declare an incident; with --kind, plan a maintenance or post a notice
  --severity KEY        sev-1, sev-2, …              --component NAME[=STATE]   repeatable
  --impact TEXT         what customers notice        --title TEXT
  --detected TIME|12m   when it was detected         --started TIME|12m         when customers were first affected
  --ended TIME|12m      when customers were no longer affected, for an incident that is over
  --commander @NAME     the incident commander       --source alert|customer|internal
  --customer-facing     customers notice it          --tracking URL
  --mitigation TEXT     what was switched off        --text TEXT | --file FILE  instead of the template
  --classify            ask the SOP's severity questions
  --answers yes,no,…    answer those questions
  --allow-duplicate     even if an incident is open for the same component
  --kind maintenance    --component NAME[=STATE] --starts TIME|3d --ends TIME|2h --text TEXT [--title TEXT]
  --kind notice         --title TEXT --ends TIME|2d --text TEXT [--starts TIME|3d], or --template NAME --ends TIME|2d
update     publish an update of an incident, a maintenance or a notice
  --no-change           use the SOP's text for "no change"
  --text TEXT | --file FILE
  --phase identified|monitoring|investigating        --affects "checkout degraded, orders operational"
  --severity KEY        raise or lower the severity  --fixed TIME|12m           when the fix was in production
  --ended TIME|12m      when customers were no longer affected
  --phase in-progress|verifying|completed            of a maintenance; --phase ended of a notice
resolve    resolve an incident after the SOP's monitoring period
  --cause TEXT  --fix rollback|hotfix|other  --fixed TIME|12m  --tested staging|not-possible
  --ended TIME|12m      when customers were no longer affected, if that was earlier
  --verified CHECK,CHECK=not-applicable|all          --wait                     wait until it may be resolved
correct    replace the text of a published update and mark it as corrected
  --update last|first|TIME   --text TEXT | --file FILE
list       list open incidents and their next deadlines, and maintenance and notices that are not over
  --drill               include drills
publish FILE   publish a file that was written by hand: an incident, planned maintenance or a notice
drill      practise with a simulated incident in a private copy, and get a report
  --scenario NAME       one of the SOP's examples (default: random)
  --speed N             run the clock N times as fast                           --auto  simulate the responder too

Options:
  --incident ID    which incident, if several are open
  --root DIR       the content root (default: the current folder)
  --dry-run        print the actions without performing them
  --offline        neither fetch nor push
  --now TIME       the time to use instead of the current time

Environment:
  GITHUB_TOKEN or GH_TOKEN   to open the pull request; without it, the command prints how to do that

Exit codes:
  0    done
  1    refused, or something failed
  2    the command could not run, or an input is missing
  130  cancelled
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
    ended: text,
  },
  ...{ kind: text, starts: text, ends: text, template: text },
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
} as const;

/** The options of every subcommand. */
const COMMON = ['root', 'dry-run', 'offline', 'now'];
const TEXT = ['text', 'file'];

/** The other options that each subcommand reads. */
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = {
  open: [
    ...TEXT,
    ...['kind', 'severity', 'component', 'title', 'impact', 'detected', 'started', 'ended', 'starts', 'ends'],
    ...['template', 'commander', 'source', 'tracking', 'customer-facing', 'allow-duplicate', 'mitigation'],
    ...['drill', 'classify', 'answers'],
  ],
  update: [
    ...TEXT,
    ...['incident', 'phase', 'affects', 'no-change', 'severity', 'fixed', 'ended', 'mitigation', 'drill'],
  ],
  resolve: [
    ...TEXT,
    ...['incident', 'cause', 'fix', 'fixed', 'tested', 'ended', 'verified', 'affects', 'wait', 'drill'],
  ],
  correct: [...TEXT, 'incident', 'update', 'drill'],
  list: ['drill'],
  publish: [],
  drill: ['scenario', 'speed', 'auto'],
};

/**
 * An option that a subcommand doesn't read would be dropped silently.
 * @throws UsageError
 */
function refuseOtherOptions(command: string, given: readonly string[]): void {
  const known = OPTIONS_OF[command];
  const other = known && given.find((name) => !known.includes(name) && !COMMON.includes(name));
  if (other === undefined) return;
  const readers = Object.keys(OPTIONS_OF).filter((name) => OPTIONS_OF[name]!.includes(other));
  throw new UsageError(
    `"${command}" has no option --${other}; it belongs to ${formatNameList(readers)}. See --help.`,
  );
}

export const incidentCommand = defineCommand({
  help: HELP,
  options: OPTIONS,
  takesArguments: true,
  run: async (values, positionals) => {
    const [command = '', ...rest] = positionals;
    if (command === 'help') {
      process.stdout.write(HELP);
      return 0;
    }
    refuseOtherOptions(
      command,
      Object.keys(values).filter((name) => name !== 'help'),
    );
    const root = resolve(values.root ?? '.');
    const context = createCommandContext(root, values);
    const {
      'customer-facing': customerFacing,
      'no-change': noChange,
      'allow-duplicate': allowDuplicate,
      file,
      ...others
    } = values;
    const input: IncidentInput = {
      ...others,
      ...(customerFacing !== undefined && { customerFacing }),
      ...(noChange !== undefined && { noChange }),
      ...(allowDuplicate !== undefined && { allowDuplicate }),
      ...(file !== undefined && { text: await readUpdateText(file) }),
    };
    try {
      return await runAction(command, rest, { root, input, context, values });
    } catch (error) {
      if (error instanceof CancellationError) {
        process.stderr.write('Cancelled. Nothing was written.\n');
        return 130;
      }
      if (error instanceof InputError || error instanceof GitError)
        throw new UsageError([error.message, error.help].filter((line) => line !== '').join('\n'));
      throw error;
    }
  },
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
        `${command === '' ? 'A subcommand is missing.' : `Unknown subcommand "${command}".`} Expected one of open, update, resolve, correct, list, publish, drill. See --help.`,
      );
  }
}

function createCommandContext(
  root: string,
  values: { offline?: boolean; 'dry-run'?: boolean; now?: string; speed?: string },
): CommandContext {
  const token = readGithubToken();
  // A workflow's checkout has no git credentials. A responder's own git configuration stays as it is.
  if (process.env['GITHUB_ACTIONS'] === 'true' && token !== '') {
    Object.assign(process.env, gitCredentials(token));
  }
  const openPullRequestApi = async (): Promise<PullRequestApi | undefined> => {
    const { github } = (await openRepository(root)).remoteInfo;
    return github && connectPullRequestApi(token, github.repository);
  };
  return {
    clock: createClock(values.now === undefined ? undefined : parseNow(values.now), parseSpeed(values.speed)),
    print: (line) => void process.stdout.write(`${line}\n`),
    ink: styleFor(process.stdout),
    ...(isInteractive() && { prompt: askQuestion }),
    ...(token !== '' && { connectPullRequests: openPullRequestApi }),
    offline: values.offline === true,
    dryRun: values['dry-run'] === true,
  };
}

function parseSpeed(value = '1'): number {
  const speed = Number(value);
  if (speed >= 1 && speed <= 10_000) return speed;
  throw new UsageError(`Invalid --speed "${value}": expected a number from 1 to 10000.`);
}
