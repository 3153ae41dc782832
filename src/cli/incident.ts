import { InputError } from '../response/input-error.ts';
import type { IncidentInput } from '../response/inputs.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { findContentRoot } from '../files/content-root.ts';
import { GitError } from '../git/run.ts';
import { runDrill } from '../response/io/drill.ts';
import { describeApproval } from '../pull-requests/describe-approval.ts';
import { openGithubClient } from '../github/client.ts';
import { dispatchAutoMerge } from '../github/dispatch-auto-merge.ts';
import { requireVariable } from '../github/event.ts';
import { connectPullRequestApi } from '../github/pull-requests.ts';
import { gitCredentials, readGithubToken } from '../github/credentials.ts';
import type { PullRequestApi } from '../github/pull-requests.ts';
import { openRepository } from '../response/io/repository-context.ts';
import {
  runCorrect,
  runDisclose,
  runList,
  runMerge,
  runOpen,
  runPublishFile,
  runResolve,
  runUpdate,
  runWithdraw,
} from '../response/io/commands.ts';
import { runClassify } from '../response/io/classify.ts';
import { runSchedule } from '../response/io/schedule.ts';
import { createAnswerStore, resumeAnswers } from '../response/io/answers.ts';
import { readUpdateText } from '../response/io/drafts.ts';
import type { CommandContext } from '../response/io/command-context.ts';
import { createClock } from '../response/io/simulated-clock.ts';
import { askQuestion, CancellationError, isInteractive } from '../response/io/prompt.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type {
  incidentCorrect,
  incidentDisclose,
  incidentDrill,
  incidentList,
  incidentMerge,
  incidentOpen,
  incidentPublish,
  incidentResolve,
  incidentSchedule,
  incidentUpdate,
  incidentWithdraw,
} from './declarations/incident.ts';
import { wrapMessage } from '../text/wrap.ts';
import { styleFor } from './terminal.ts';

export const runIncidentOpen: CommandRun<typeof incidentOpen> = (values) =>
  runInContext('open', values, async (root, input, context) => {
    const classify = values.classify || values.answers !== undefined;
    const severity = classify ? await runClassify(root, values.answers, context) : undefined;
    return runOpen(root, { ...input, ...(severity !== undefined && { severity }) }, context);
  });

export const runIncidentUpdate: CommandRun<typeof incidentUpdate> = (values) =>
  runInContext('update', values, runUpdate);

export const runIncidentResolve: CommandRun<typeof incidentResolve> = (values) =>
  runInContext('resolve', values, (root, input, context) => runResolve(root, input, context, values.wait));

export const runIncidentWithdraw: CommandRun<typeof incidentWithdraw> = (values) =>
  runInContext('withdraw', values, runWithdraw);

export const runIncidentDisclose: CommandRun<typeof incidentDisclose> = (values) =>
  runInContext('disclose', values, runDisclose);

export const runIncidentMerge: CommandRun<typeof incidentMerge> = (values, { incident }) =>
  runInContext('merge', { ...values, ...(incident !== undefined && { incident }) }, runMerge);

export const runIncidentCorrect: CommandRun<typeof incidentCorrect> = (values) =>
  runInContext('correct', values, runCorrect);

export const runIncidentList: CommandRun<typeof incidentList> = (values) =>
  runInContext('list', values, (root, _input, context) => runList(root, context, values.drill));

export const runIncidentPublish: CommandRun<typeof incidentPublish> = (values, { file }) =>
  runInContext('publish', values, (root, input, context) => runPublishFile(root, file, input, context));

export const runIncidentSchedule: CommandRun<typeof incidentSchedule> = (values) =>
  runInContext('schedule', values, (root, _input, context) => runSchedule(root, context, startAutoMerge));

/** Pushes with a workflow's own token start no workflow. */
async function startAutoMerge(branch: string): Promise<void> {
  if (process.env['GITHUB_ACTIONS'] !== 'true') return;
  const client = await openGithubClient(readGithubToken(), requireVariable('GITHUB_REPOSITORY'));
  await dispatchAutoMerge(client, branch);
}

export const runIncidentDrill: CommandRun<typeof incidentDrill> = ({ scenario, auto, ...values }) =>
  runInContext('drill', values, (root, _input, context) =>
    runDrill(
      root,
      { isAutomatic: auto, speed: parseSpeed(values.speed), ...(scenario && { scenario }) },
      context,
    ),
  );

/** The values that all subcommands share; the others are an incident's input. */
interface CommonValues {
  readonly root: string;
  readonly now?: string;
  readonly offline?: boolean;
  readonly 'dry-run'?: boolean;
  readonly speed?: string;
  readonly yes?: boolean;
}

type InputValues = Omit<IncidentInput, 'customerFacing' | 'noChange' | 'nextUpdate' | 'allowDuplicate'> & {
  readonly 'customer-facing'?: boolean;
  readonly 'no-change'?: boolean;
  readonly 'next-update'?: string;
  readonly 'allow-duplicate'?: boolean;
  readonly file?: string;
};

async function runInContext(
  command: string,
  { root: folder, now, offline, 'dry-run': dryRun, speed, yes, ...values }: CommonValues & InputValues,
  run: (root: string, input: IncidentInput, context: CommandContext) => Promise<number>,
): Promise<number> {
  const root = findContentRoot(folder);
  const answers = createAnswerStore(root, command);
  const context: CommandContext = {
    ...createCommandContext(root, { now, offline, dryRun, speed }),
    answers,
    isConfirmed: yes === true,
  };
  const {
    'customer-facing': customerFacing,
    'no-change': noChange,
    'next-update': nextUpdate,
    'allow-duplicate': allowDuplicate,
    drill,
    security,
    file,
    ...others
  } = values;
  const input: IncidentInput = {
    ...others,
    ...(customerFacing !== undefined && { customerFacing }),
    ...(noChange === true && { noChange }),
    ...(nextUpdate !== undefined && { nextUpdate }),
    ...(allowDuplicate === true && { allowDuplicate }),
    ...(drill === true && { drill }),
    ...(security === true && { security }),
    ...(file !== undefined && { text: await readUpdateText(file) }),
  };
  try {
    const code = await run(root, await resumeAnswers(input, context), context);
    if (code === 0 && context.prompt) await answers.forget();
    return code;
  } catch (error) {
    if (error instanceof CancellationError) {
      const isKept = (await answers.read()) !== undefined;
      const hint = isKept ? '\nYour answers are kept: run the command again to continue.' : '';
      process.stderr.write(`Cancelled. Nothing was written.${hint}\n`);
      return 130;
    }
    if (error instanceof InputError || error instanceof GitError)
      throw new UsageError([error.message, error.help].filter((line) => line !== '').join('\n'));
    throw error;
  }
}

function createCommandContext(
  root: string,
  values: {
    offline: boolean | undefined;
    dryRun: boolean | undefined;
    now: string | undefined;
    speed: string | undefined;
  },
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
  const ink = styleFor(process.stdout);
  return {
    clock: createClock(values.now === undefined ? undefined : parseNow(values.now), parseSpeed(values.speed)),
    print: (text) => void process.stdout.write(`${wrapMessage(text, ink.columns)}\n`),
    ink,
    ...(isInteractive() && { prompt: askQuestion }),
    ...(token !== '' && { connectPullRequests: openPullRequestApi }),
    describeApproval,
    offline: values.offline === true,
    dryRun: values.dryRun === true,
  };
}

function parseSpeed(value = '1'): number {
  const speed = Number(value);
  if (speed >= 1 && speed <= 10_000) return speed;
  throw new UsageError(`Invalid --speed "${value}": expected a number from 1 to 10000.`);
}
