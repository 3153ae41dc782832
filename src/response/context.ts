import type { Setting } from '../content/content.ts';
import { endingUpdate } from '../content/incident.ts';
import type { Entry, Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import type { Source } from '../content/source.ts';
import type { Given } from './inputs.ts';
import { Refused } from './refused.ts';

/** What customers can read now. */
export interface Published {
  readonly commit: string;
  /** The committer's date. */
  readonly at: Instant;
  readonly incidents: readonly Source[];
}

/** What a decision is made from. */
export interface World {
  readonly setting: Setting;
  /** What is published, and what waits on a branch to be. */
  readonly entries: readonly Entry[];
  /** Names of files and branches that can't be used again. */
  readonly taken: ReadonlySet<string>;
  /** The published line's last commit and its incident files; absent where git wasn't asked. */
  readonly published?: Published;
  /** Who is at the keyboard, as GitHub spells them: `@amina`. */
  readonly you?: string;
}

/** The incidents that are not over; drills only among drills. */
export function openIncidents({ entries }: World, drill = false): Incident[] {
  return entries.filter(
    (entry): entry is Incident => entry.kind === 'incident' && entry.drill === drill && !endingUpdate(entry),
  );
}

/**
 * The incident that is meant: the only one that is open, or the one that is named; over or not, if it is named.
 * @throws Refused where none is open, several are, or no incident has that name
 */
export function incidentMeant(world: World, given: Given): Incident {
  const open = openIncidents(world, given.drill);
  if (given.incident !== undefined) return named(world, given.incident);
  if (open.length === 1) return open[0]!;
  if (open.length === 0) throw new Refused('No incident is open.', noneOpen(world));
  const lines = open.map((one) => `  --incident ${one.id}   ${one.title}`);
  throw new Refused(`${open.length} incidents are open. Say which:\n${lines.join('\n')}`);
}

function named({ entries }: World, name: string): Incident {
  const wanted = name.replace(/^.*\//, '').replace(/\.md$/, '').toLowerCase();
  const incidents = entries.filter((entry): entry is Incident => entry.kind === 'incident');
  const exact = incidents.find(({ id }) => id === wanted);
  const like = incidents.filter(({ id }) => wanted !== '' && id.includes(wanted));
  const living = like.filter((one) => !endingUpdate(one));
  const found = exact ?? (like.length === 1 ? like[0] : living.length === 1 ? living[0] : undefined);
  if (found) return found;
  const ids = incidents.map(({ id }) => id);
  if (like.length > 1)
    throw new Refused(
      `"${name}" could be ${oneOf(
        like.map(({ id }) => id),
        5,
      )}.`,
      'Write the whole name.',
    );
  throw new Refused(
    `There is no incident "${name}".${didYouMean(wanted, ids)}`,
    'npm run incident -- list shows what is open.',
  );
}

function noneOpen({ entries }: World): string {
  const ended = entries
    .flatMap((entry) => {
      const ending = entry.kind === 'incident' && !entry.drill ? endingUpdate(entry) : undefined;
      return ending ? [{ id: entry.id, at: ending.at }] : [];
    })
    .toSorted((a, b) => b.at - a.at)[0];
  const begin = 'To begin one: npm run incident -- open';
  if (!ended) return begin;
  return `${begin}\nThe last one, ${ended.id}, was resolved at ${formatInstant(ended.at)}; to write to it, add --incident ${ended.id}`;
}
