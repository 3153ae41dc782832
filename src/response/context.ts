import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate, isEmbargoed } from '../content/incident.ts';
import type { Maintenance, StatusEvent, Incident } from '../content/incident.ts';
import { MAINTENANCE_PHASES } from '../content/schema/incident.ts';
import { formatInZone } from '../time/zone.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { SourceFile } from '../content/source.ts';
import type { CalendarReadings, PeopleOnCall } from '../on-call/on-call.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';

/** The content that customers can read now. */
export interface PublishedContent {
  readonly commit: string;
  /** The committer's date. */
  readonly at: Instant;
  readonly incidents: readonly SourceFile[];
}

/** An event's unpublished changes. */
export interface PendingVersion {
  /** The version on the remote, with its unpublished changes; absent if nothing of them was pushed. */
  readonly pushed?: SourceFile;
  /** Whether some of the changes are only on this computer. */
  readonly isLocal: boolean;
}

/** A version of an event with texts that wait in a pull request of their own. */
export interface OwnText extends PendingVersion {
  readonly source: SourceFile;
}

/** The data for decisions about incidents. */
export interface IncidentContext {
  readonly siteContext: SiteContext;
  /** Published content, with unpublished changes of incident branches applied. */
  readonly entries: readonly StatusEvent[];
  /** The ids of existing files and branches. */
  readonly usedIds: ReadonlySet<string>;
  /** Absent if it was not read from git. */
  readonly published?: PublishedContent;
  /** Where the newest version of each event is that has unpublished changes, by id. */
  readonly pending?: ReadonlyMap<string, PendingVersion>;
  /** The texts that wait in pull requests of their own, by id. `entries` is without them. */
  readonly ownTexts?: ReadonlyMap<string, OwnText>;
  /** The unpublished changes that somebody decided against, by id, each with a sentence that says how. */
  readonly rejected?: ReadonlyMap<string, string>;
  /** The current user's GitHub name: `@amina`. */
  readonly currentUser?: string;
  /** Who is on call, by role; absent without a rota. */
  readonly onCall?: PeopleOnCall;
  /** What the calendars of the rotas contained. */
  readonly calendars?: CalendarReadings;
}

/** The unresolved incidents, or the unresolved drills. */
export function openIncidents({ entries }: IncidentContext, drill = false): Incident[] {
  return entries.filter(
    (event): event is Incident =>
      event.kind === 'incident' && event.drill === drill && !findEndingUpdate(event),
  );
}

/** The open incidents that can have an update: one under embargo only if there is no other. */
export function changeableIncidents(
  incidentContext: IncidentContext,
  isDrill: boolean | undefined,
): readonly Incident[] {
  const open = openIncidents(incidentContext, isDrill);
  const changeable = open.filter((one) => !isEmbargoed(one));
  return changeable.length > 0 ? changeable : open;
}

/**
 * The named incident, which may be resolved, otherwise the only open one.
 * @throws InputError if the name matches none, or if there is no name and not exactly one open incident
 */
export function selectIncident(incidentContext: IncidentContext, input: IncidentInput): Incident {
  const open = changeableIncidents(incidentContext, input.drill);
  if (input.incident !== undefined) return findIncidentByName(incidentContext, input.incident);
  if (open.length === 1) return open[0]!;
  if (open.length === 0) throw new InputError('No incident is open.', formatNoneOpen(incidentContext));
  const lines = open.map((one) => `  --incident ${one.id}   ${one.title}`);
  throw new InputError(`${open.length} incidents are open. Choose one:\n${lines.join('\n')}`);
}

/** The planned or begun maintenances, if the input names no event and can only be for a maintenance. */
export function maintenancesFor(
  incidentContext: IncidentContext,
  { incident, kind, phase }: IncidentInput,
): Maintenance[] | undefined {
  const plain = phase?.trim().toLowerCase().replace(/\s+/g, '-');
  const isForMaintenance = kind === 'maintenance' || MAINTENANCE_PHASES.some((one) => one === plain);
  if (incident !== undefined || !isForMaintenance) return undefined;
  return unfinishedMaintenances(incidentContext);
}

/** By their start. */
function unfinishedMaintenances({ entries }: IncidentContext): Maintenance[] {
  return entries
    .filter((event): event is Maintenance => event.kind === 'maintenance' && !findEndingUpdate(event))
    .toSorted((a, b) => a.starts - b.starts || a.id.localeCompare(b.id));
}

function selectMaintenance(maintenances: readonly Maintenance[]): Maintenance {
  const [only] = maintenances;
  if (only && maintenances.length === 1) return only;
  if (!only)
    throw new InputError(
      'No maintenance is planned or under way.',
      'To plan one: npx candor incident open --kind maintenance',
    );
  const lines = maintenances.map((one) => `  --incident ${one.id}   ${one.title}`);
  throw new InputError(`Several maintenances are planned or under way. Choose one:\n${lines.join('\n')}`);
}

/**
 * The named incident, maintenance or notice. Without a name, the only maintenance if the phase is one of a maintenance, and
 * the only open incident if it is not.
 * @throws InputError as `selectIncident`
 */
export function selectEvent(incidentContext: IncidentContext, input: IncidentInput): StatusEvent {
  const maintenances = maintenancesFor(incidentContext, input);
  if (maintenances) return selectMaintenance(maintenances);
  const name = input.incident === undefined ? '' : normalizeName(input.incident);
  const others = incidentContext.entries.filter(({ kind }) => kind !== 'incident');
  const exact = others.find(({ id }) => id === name);
  if (exact) return exact;
  const like = others.filter((event) => name !== '' && event.id.includes(name) && !findEndingUpdate(event));
  const isIncident = incidentContext.entries.some(({ id, kind }) => kind === 'incident' && id.includes(name));
  return like.length === 1 && !isIncident ? like[0]! : selectIncident(incidentContext, input);
}

/** Also from a path: `incidents/2026-11-22-checkout.md`. */
function normalizeName(name: string): string {
  return name.replace(/^.*\//, '').replace(/\.md$/, '').trim().toLowerCase();
}

function findIncidentByName({ entries, rejected }: IncidentContext, name: string): Incident {
  const wanted = normalizeName(name);
  const incidents = entries.filter((event): event is Incident => event.kind === 'incident');
  const exact = incidents.find(({ id }) => id === wanted);
  const like = incidents.filter(({ id }) => wanted !== '' && id.includes(wanted));
  const unresolved = like.filter((one) => !findEndingUpdate(one));
  const found = exact ?? (like.length === 1 ? like[0] : unresolved.length === 1 ? unresolved[0] : undefined);
  if (found) return found;
  const ids = incidents.map(({ id }) => id);
  const other = entries.find(({ id, kind }) => id === wanted && kind !== 'incident');
  if (other) throw new InputError(...formatOtherKind(other));
  if (like.length > 1)
    throw new InputError(
      `"${name}" could be ${formatAlternatives(
        like.map(({ id }) => id),
        5,
      )}.`,
      'Write the whole ID.',
    );
  const decision = rejected?.get(wanted);
  if (decision !== undefined) throw new InputError(decision, REOPEN_HINT);
  throw new InputError(
    `There is no incident "${name}".${formatDidYouMean(wanted, ids)}`,
    'To list open incidents: npx candor incident list',
  );
}

const REOPEN_HINT =
  'It is not open, and nothing of it is pushed again. If that was a mistake, open it again: npx candor incident open';

/** Only incidents are resolved. */
function formatOtherKind({ id, kind }: StatusEvent): [string, string] {
  const [name, phase] = kind === 'notice' ? ['a notice', 'ended'] : ['planned maintenance', 'completed'];
  return [
    `${id} is ${name}, which this command does not change.`,
    `To end it: npx candor incident update --incident ${id} --phase ${phase}`,
  ];
}

/** What an incident's last update made of it, other than resolving it. */
const ENDINGS: Readonly<Record<string, string>> = {
  withdrawn: 'withdrawn',
  merged: 'merged into another one',
};

function formatNoneOpen(incidentContext: IncidentContext): string {
  const maintenances = unfinishedMaintenances(incidentContext).filter(({ drill }) => !drill);
  if (maintenances.length === 0) return formatLastEnded(incidentContext);
  return [
    'A planned maintenance is updated by its name. If it is over: --phase completed; if it goes on: --ends 2h.',
    ...maintenances.map(({ id, title }) => `  --incident ${id}   ${title}`),
    formatLastEnded(incidentContext),
  ].join('\n');
}

function formatLastEnded({ entries, siteContext }: IncidentContext): string {
  const { timezone } = siteContext.site;
  const ended = entries
    .flatMap((event) => {
      const ending = event.kind === 'incident' && !event.drill ? findEndingUpdate(event) : undefined;
      return ending ? [{ id: event.id, at: ending.at, how: ENDINGS[ending.phase] ?? 'resolved' }] : [];
    })
    .toSorted((a, b) => b.at - a.at)[0];
  const hint = 'To open one: npx candor incident open';
  if (!ended) return hint;
  const at = formatInZone(ended.at, timezone).slice(0, 16).replace('T', ' ');
  return `${hint}\nThe last one, ${ended.id}, was ${ended.how} at ${at} ${timezone}. To update it, add --incident ${ended.id}`;
}

/** @throws InputError if nothing public may be written about it yet */
export function refuseEmbargoed(incident: Incident): void {
  if (!isEmbargoed(incident)) return;
  throw new InputError(
    `${incident.id} is under embargo, so that no public text may be written.`,
    `To end the embargo: npx candor incident disclose --incident ${incident.id}`,
  );
}
