import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { IncidentOrMaintenance, Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { SourceFile } from '../content/source.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';

/** What customers can read now. */
export interface PublishedContent {
  readonly commit: string;
  /** The committer's date. */
  readonly at: Instant;
  readonly incidents: readonly SourceFile[];
}

/** What a decision is made from. */
export interface IncidentContext {
  readonly siteContext: SiteContext;
  /** What is published, and what waits on a branch to be. */
  readonly entries: readonly IncidentOrMaintenance[];
  /** Names of files and branches that can't be used again. */
  readonly usedIds: ReadonlySet<string>;
  /** The published line's last commit and its incident files; absent where git wasn't asked. */
  readonly published?: PublishedContent;
  /** Who is at the keyboard, as GitHub spells them: `@amina`. */
  readonly currentUser?: string;
}

/** The incidents that are not over; drills only among drills. */
export function openIncidents({ entries }: IncidentContext, drill = false): Incident[] {
  return entries.filter(
    (event): event is Incident =>
      event.kind === 'incident' && event.drill === drill && !findEndingUpdate(event),
  );
}

/**
 * The incident that is meant: the only one that is open, or the one that is named; over or not, if it is named.
 * @throws Refused where none is open, several are, or no incident has that name
 */
export function selectIncident(incidentContext: IncidentContext, input: IncidentInput): Incident {
  const open = openIncidents(incidentContext, input.drill);
  if (input.incident !== undefined) return findIncidentByName(incidentContext, input.incident);
  if (open.length === 1) return open[0]!;
  if (open.length === 0) throw new InputError('No incident is open.', formatNoneOpen(incidentContext));
  const lines = open.map((one) => `  --incident ${one.id}   ${one.title}`);
  throw new InputError(`${open.length} incidents are open. Say which:\n${lines.join('\n')}`);
}

function findIncidentByName({ entries }: IncidentContext, name: string): Incident {
  const wanted = name.replace(/^.*\//, '').replace(/\.md$/, '').toLowerCase();
  const incidents = entries.filter((event): event is Incident => event.kind === 'incident');
  const exact = incidents.find(({ id }) => id === wanted);
  const like = incidents.filter(({ id }) => wanted !== '' && id.includes(wanted));
  const living = like.filter((one) => !findEndingUpdate(one));
  const found = exact ?? (like.length === 1 ? like[0] : living.length === 1 ? living[0] : undefined);
  if (found) return found;
  const ids = incidents.map(({ id }) => id);
  if (like.length > 1)
    throw new InputError(
      `"${name}" could be ${formatAlternatives(
        like.map(({ id }) => id),
        5,
      )}.`,
      'Write the whole name.',
    );
  throw new InputError(
    `There is no incident "${name}".${formatDidYouMean(wanted, ids)}`,
    'npm run incident -- list shows what is open.',
  );
}

function formatNoneOpen({ entries }: IncidentContext): string {
  const ended = entries
    .flatMap((event) => {
      const ending = event.kind === 'incident' && !event.drill ? findEndingUpdate(event) : undefined;
      return ending ? [{ id: event.id, at: ending.at }] : [];
    })
    .toSorted((a, b) => b.at - a.at)[0];
  const begin = 'To begin one: npm run incident -- open';
  if (!ended) return begin;
  return `${begin}\nThe last one, ${ended.id}, was resolved at ${formatInstant(ended.at)}; to write to it, add --incident ${ended.id}`;
}
