import { endingUpdate } from '../../content/incident.ts';
import type { Incident } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { entryRecord } from '../../compliance/incident-record.ts';
import { drawEntryRecord } from '../../compliance/report/terminal.ts';
import { branchOf } from '../change.ts';
import type { Given } from '../inputs.ts';
import { waitingFor } from '../next.ts';
import { Refused } from '../refused.ts';
import { openingOf, scenarioMeant } from '../drill-scenarios.ts';
import type { Scenario } from '../drill-scenarios.ts';
import type { World } from '../context.ts';
import { openIncidents } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { scratchOf } from './drill-sandbox.ts';
import type { Scratch } from './drill-sandbox.ts';
import { runOpen, runResolve, runUpdate } from './commands.ts';
import { findDesk, readWorld } from './repository-context.ts';
import type { Session } from './session.ts';

/** How a drill is to be. */
export interface DrillOptions {
  /** By chance, if none is named. */
  readonly scenario?: string;
  /** Plays the responder too. */
  readonly auto: boolean;
}

interface Drill {
  readonly scratch: Scratch;
  readonly session: Session;
  readonly scenario: Scenario;
  /** When each update could be read, by `INCIDENT/UPDATE`. */
  readonly published: Map<string, Instant>;
}

/** Rehearses an incident from the alert to the resolution in a scratch copy, and ends with its record (U6.4). */
export async function runDrill(root: string, options: DrillOptions, outer: Session): Promise<number> {
  if (!options.auto && !outer.ask) throw new UsageError('A drill needs somebody at a terminal, or --auto.');
  const desk = await findDesk(root);
  const { setting } = await readWorld(desk);
  const scenario = scenarioMeant(setting, options.scenario, Math.random());
  const scratch = await scratchOf(desk);
  const { ask, forge: _none, ...rest } = outer;
  const session: Session = {
    ...rest,
    ...(ask && !options.auto && { ask }),
    offline: false,
    dryRun: false,
    rehearsal: true,
  };
  const drill: Drill = { scratch, session, scenario, published: new Map() };
  try {
    session.say(
      `DRILL ${scenario.name}. Nothing of it leaves this computer.\n\nYour phone: "${scenario.component.name}: ${scenario.alert}"\n`,
    );
    const code = options.auto ? await playOpen(drill) : await askOpen(drill);
    if (code !== 0) return code;
    await (options.auto ? playOut(drill) : askOut(drill));
    await score(drill);
    return 0;
  } finally {
    await scratch.remove();
  }
}

const DRILL: Given = { drill: true };

async function playOpen(drill: Drill): Promise<number> {
  const { scratch, session, scenario } = drill;
  return published(drill, await runOpen(scratch.root, openingOf(scenario), session));
}

/** A person opens it, as often as it takes for the words to pass. */
async function askOpen(drill: Drill): Promise<number> {
  const { scratch, session } = drill;
  for (;;) {
    const code = await runOpen(scratch.root, { ...DRILL, source: 'alert' }, session);
    if (code === 0) return published(drill, code);
  }
}

/** Publishes what was written, as a colleague's merge would, and remembers when. */
async function published(drill: Drill, code: number): Promise<number> {
  if (code !== 0) return code;
  const { incident } = await stateOf(drill);
  await drill.scratch.publish(branchOf(incident.id));
  for (const { id } of incident.updates) {
    const key = `${incident.id}/${id}`;
    if (!drill.published.has(key)) drill.published.set(key, drill.session.clock.now());
  }
  return code;
}

async function stateOf({ scratch }: Drill): Promise<{ world: World; incident: Incident }> {
  const world = await readWorld(await findDesk(scratch.root));
  const drills = world.entries.filter((entry): entry is Incident => entry.kind === 'incident' && entry.drill);
  const incident = openIncidents(world, true).at(-1) ?? drills.at(-1);
  if (!incident) throw new UsageError('The drill has no incident.');
  return { world, incident };
}

/** A responder who does all at the time at which it is due: identified, monitoring, nothing new until it may be resolved. */
async function playOut(drill: Drill): Promise<void> {
  const { scratch, session } = drill;
  const phases = ['identified', 'monitoring'];
  const recorded: Given = { cause: 'A rehearsal.', fix: 'rollback', tested: 'staging', verified: ['all'] };
  for (;;) {
    const { world, incident } = await stateOf(drill);
    if (endingUpdate(incident)) return;
    const due = (kind: string): Instant =>
      waitingFor(world, incident, session.clock.now()).find((wait) => wait.kind === kind)?.due ?? Infinity;
    const phase = phases[0];
    const again = Math.min(due('next-update'), phase === undefined ? Infinity : session.clock.now() + PLAYED);
    const end = phase === undefined ? endOf(world, incident) : Infinity;
    await session.clock.until(Math.min(again, end));
    const code =
      end <= again
        ? await runResolve(scratch.root, { ...DRILL, ...recorded }, session, true)
        : await runUpdate(
            scratch.root,
            { ...DRILL, ...(phase === undefined ? { noChange: true } : { phase }) },
            session,
          );
    if (code !== 0) throw new UsageError('The drill stopped: its words did not pass.');
    phases.shift();
    await published(drill, code);
  }
}

/** How long the played responder takes to find the cause, and then to fix it: in milliseconds. */
const PLAYED = 12 * 60_000;

function endOf({ setting }: World, { internal, updates }: Incident): Instant {
  return (internal.fixed ?? updates.at(-1)?.at ?? 0) + (setting.policy.monitoring ?? 0);
}

/** A person goes on until it is resolved, or stops. */
async function askOut(drill: Drill): Promise<void> {
  const { scratch, session } = drill;
  for (;;) {
    if (endingUpdate((await stateOf(drill)).incident)) return;
    const next = await session.ask!({
      flag: '--auto',
      kind: 'choose',
      ask: 'What do you do? (the clock is running)',
      choices: [
        { value: 'update', label: 'write an update' },
        { value: 'wait', label: 'wait until something is due' },
        { value: 'resolve', label: 'resolve it' },
        { value: 'stop', label: 'end the drill here' },
      ],
      take: () => ({}),
    });
    if (next === 'stop') return;
    if (next === 'wait') await untilDue(drill);
    else
      await attempt(drill, async () => {
        const deed =
          next === 'resolve'
            ? runResolve(scratch.root, DRILL, session, false)
            : runUpdate(scratch.root, DRILL, session);
        return published(drill, await deed);
      });
  }
}

/** A mistake is said, and the drill goes on. */
async function attempt({ session }: Drill, deed: () => Promise<number>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    session.say(`${error.message}\n${error.help}`);
  }
}

async function untilDue(drill: Drill): Promise<void> {
  const { world, incident } = await stateOf(drill);
  const { clock, say } = drill.session;
  const first = waitingFor(world, incident, clock.now()).find(({ due }) => due > clock.now());
  if (!first) return;
  await clock.until(first.due);
  say(`Your phone: ${first.awaits} is due now.`);
}

async function score(drill: Drill): Promise<void> {
  const { session, published: times } = drill;
  const { world, incident } = await stateOf(drill);
  const { site, policy } = world.setting;
  const now = session.clock.now();
  const record = entryRecord({ site, policy, facts: { published: times } }, incident, now);
  if (record) session.say(`\n${drawEntryRecord(record, world.setting, now, session.ink)}`);
}
