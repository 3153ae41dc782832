import { findEndingUpdate } from '../../content/incident.ts';
import type { Incident } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { eventComplianceOf } from '../../compliance/event-compliance.ts';
import { renderEventCompliance } from '../../compliance/report/terminal.ts';
import { incidentBranch } from '../change.ts';
import type { IncidentInput, Question } from '../inputs.ts';
import { incidentDeadlinesOf } from '../next-deadlines.ts';
import { InputError } from '../input-error.ts';
import { scenarioInputOf, chooseDrillScenario } from '../drill-scenarios.ts';
import type { DrillScenario } from '../drill-scenarios.ts';
import type { IncidentContext } from '../context.ts';
import { openIncidents } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { createDrillSandbox } from './drill-sandbox.ts';
import { CancellationError } from './prompt.ts';
import { createPacedClock } from './simulated-clock.ts';
import type { DrillSandbox } from './drill-sandbox.ts';
import { runOpen, runResolve, runUpdate } from './commands.ts';
import { openRepository, readIncidentContext } from './repository-context.ts';
import type { CommandContext } from './command-context.ts';

export interface DrillOptions {
  /** Random by default. */
  readonly scenario?: string;
  /** Whether Candor also plays the responder. */
  readonly isAutomatic: boolean;
  /** How many times faster than real time. */
  readonly speed: number;
}

interface Drill {
  readonly sandbox: DrillSandbox;
  readonly context: CommandContext;
  readonly scenario: DrillScenario;
  /** Publication times of updates, by `INCIDENT/UPDATE`. */
  readonly published: Map<string, Instant>;
}

/** Runs a drill from the alert to the resolution in a sandbox, and prints its compliance report (U6.4). */
export async function runDrill(root: string, options: DrillOptions, outer: CommandContext): Promise<number> {
  if (!options.isAutomatic && !outer.prompt) throw new UsageError('A drill needs a terminal, or --auto.');
  const repositoryContext = await openRepository(root);
  const { siteContext } = await readIncidentContext(repositoryContext, outer.clock.now());
  const scenario = chooseDrillScenario(siteContext, options.scenario, Math.random());
  const sandbox = await createDrillSandbox(repositoryContext);
  const { prompt, connectPullRequests: _none, ...rest } = outer;
  const clock = createPacedClock(outer.clock.now(), options.speed);
  const context: CommandContext = {
    ...rest,
    clock,
    ...(prompt &&
      !options.isAutomatic && { prompt: (question: Question) => clock.whileRunning(() => prompt(question)) }),
    offline: false,
    dryRun: false,
    isRehearsal: true,
  };
  const drill: Drill = { sandbox, context, scenario, published: new Map() };
  try {
    context.print(
      `DRILL. Nothing leaves this computer.\n\nYour phone: "${scenario.component.name}: ${scenario.alert}"\n`,
    );
    const code = options.isAutomatic ? await openAutomatically(drill) : await openInteractively(drill);
    if (code !== 0) return code;
    const isStopped = await untilStopped(
      options.isAutomatic ? respondAutomatically(drill) : respondInteractively(drill),
    );
    if (isStopped) context.print('You stopped the drill. This is its record so far.');
    await reportCompliance(drill);
    // Its name tells the severity, which is the first question.
    context.print(`To rehearse it again: npx candor incident drill --scenario ${scenario.name}`);
    return isStopped ? 130 : 0;
  } finally {
    await sandbox.remove();
  }
}

/** Whether a person stopped it with Ctrl-C or Escape. */
async function untilStopped(response: Promise<void>): Promise<boolean> {
  try {
    await response;
    return false;
  } catch (error) {
    if (error instanceof CancellationError) return true;
    throw error;
  }
}

const DRILL_INPUT: IncidentInput = { drill: true };

async function openAutomatically(drill: Drill): Promise<number> {
  const { sandbox, context, scenario } = drill;
  return publishUpdates(drill, await runOpen(sandbox.root, scenarioInputOf(scenario), context));
}

/** Lets a person open it, and retries until the text passes. Returns 130 if the person stops before that. */
async function openInteractively(drill: Drill): Promise<number> {
  const { sandbox, context } = drill;
  for (;;) {
    let code = 0;
    const isStopped = await untilStopped(
      (async () => {
        code = await runOpen(sandbox.root, { ...DRILL_INPUT, source: 'alert' }, context);
      })(),
    );
    if (isStopped) {
      context.print('You stopped the drill before the first update, so it has no record.');
      return 130;
    }
    if (code === 0) return publishUpdates(drill, code);
  }
}

/** Publishes new updates, as a merge would, and records when. */
async function publishUpdates(drill: Drill, code: number): Promise<number> {
  if (code !== 0) return code;
  const { incident } = await readDrillState(drill);
  await drill.sandbox.publish(incidentBranch(incident.id));
  for (const { id } of incident.updates) {
    const key = `${incident.id}/${id}`;
    if (!drill.published.has(key)) drill.published.set(key, drill.context.clock.now());
  }
  return code;
}

async function readDrillState({
  sandbox,
  context,
}: Drill): Promise<{ incidentContext: IncidentContext; incident: Incident }> {
  const incidentContext = await readIncidentContext(await openRepository(sandbox.root), context.clock.now());
  const drills = incidentContext.entries.filter(
    (event): event is Incident => event.kind === 'incident' && event.drill,
  );
  const incident = openIncidents(incidentContext, true).at(-1) ?? drills.at(-1);
  if (!incident) throw new UsageError('The drill has no incident.');
  return { incidentContext, incident };
}

/** Plays a responder who is always on time: identified, monitoring, then "nothing new" until it can be resolved. */
async function respondAutomatically(drill: Drill): Promise<void> {
  const { sandbox, context } = drill;
  const phases = ['identified', 'monitoring'];
  const recorded: IncidentInput = {
    cause: 'A drill.',
    fix: 'rollback',
    tested: 'staging',
    verified: ['all'],
  };
  for (;;) {
    const { incidentContext, incident } = await readDrillState(drill);
    if (findEndingUpdate(incident)) return;
    const due = (kind: string): Instant =>
      incidentDeadlinesOf(incidentContext, incident, context.clock.now()).find(
        (deadline) => deadline.kind === kind,
      )?.due ?? Infinity;
    const phase = phases[0];
    const again = Math.min(
      due('next-update'),
      phase === undefined ? Infinity : context.clock.now() + AUTOMATIC_STEP_MS,
    );
    const end = phase === undefined ? monitoringEndOf(incidentContext, incident) : Infinity;
    await context.clock.waitUntil(Math.min(again, end));
    const code =
      end <= again
        ? await runResolve(sandbox.root, { ...DRILL_INPUT, ...recorded }, context, true)
        : await runUpdate(
            sandbox.root,
            { ...DRILL_INPUT, ...(phase === undefined ? { noChange: true } : { phase }) },
            context,
          );
    if (code !== 0) throw new UsageError('The drill stopped because its text was rejected.');
    phases.shift();
    await publishUpdates(drill, code);
  }
}

/** How long the automatic responder takes to find the cause, and then to fix it, in milliseconds. */
const AUTOMATIC_STEP_MS = 12 * 60_000;

function monitoringEndOf({ siteContext }: IncidentContext, { internal, updates }: Incident): Instant {
  return (internal.fixed ?? updates.at(-1)?.at ?? 0) + (siteContext.policy.monitoring ?? 0);
}

/** Lets a person respond until the incident is resolved or they stop. */
async function respondInteractively(drill: Drill): Promise<void> {
  const { sandbox, context } = drill;
  for (;;) {
    if (findEndingUpdate((await readDrillState(drill)).incident)) return;
    const next = await context.prompt!({
      flag: '--auto',
      kind: 'choose',
      prompt: 'What do you do? (the clock is running)',
      choices: [
        { value: 'update', label: 'write an update' },
        { value: 'wait', label: 'wait until something is due' },
        { value: 'resolve', label: 'resolve it' },
        { value: 'stop', label: 'end the drill here' },
      ],
      toInput: () => ({}),
    });
    if (next === 'stop') return;
    if (next === 'wait') await waitUntilDue(drill);
    else
      await runAndReportRefusal(drill, async () => {
        const command =
          next === 'resolve'
            ? runResolve(sandbox.root, DRILL_INPUT, context, false)
            : runUpdate(sandbox.root, DRILL_INPUT, context);
        return publishUpdates(drill, await command);
      });
  }
}

/** Prints input errors, so that the drill continues. */
async function runAndReportRefusal({ context }: Drill, command: () => Promise<number>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.print(`${error.message}\n${error.help}`);
  }
}

async function waitUntilDue(drill: Drill): Promise<void> {
  const { incidentContext, incident } = await readDrillState(drill);
  const { clock, print } = drill.context;
  const first = incidentDeadlinesOf(incidentContext, incident, clock.now()).find(
    ({ due }) => due > clock.now(),
  );
  if (!first) return;
  await clock.waitUntil(first.due);
  print(`Your phone: ${first.awaits} is due now.`);
}

async function reportCompliance(drill: Drill): Promise<void> {
  const { context, published: times } = drill;
  const { incidentContext, incident } = await readDrillState(drill);
  const { site, policy } = incidentContext.siteContext;
  const now = context.clock.now();
  const record = eventComplianceOf({ site, policy, evidence: { publishedTimes: times } }, incident, now);
  if (record)
    context.print(`\n${renderEventCompliance(record, incidentContext.siteContext, now, context.ink)}`);
}
