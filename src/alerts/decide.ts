import type { Incident } from '../content/incident.ts';
import type { Action } from '../response/plan.ts';
import { plan } from '../response/plan.ts';
import { judgeChange } from '../response/judge-change.ts';
import { toldBy } from '../response/notify.ts';
import { incidentAfter } from '../response/change.ts';
import type { Change } from '../response/change.ts';
import type { World } from '../response/context.ts';
import { severityOf } from '../response/update.ts';
import { draft, withComponents } from './draft.ts';
import { firingOf, logged } from './alert-log.ts';
import type { Log } from './alert-log.ts';
import type { Match } from './match.ts';
import { gravity } from './map-to-policy.ts';
import {
  clearedWords,
  componentLine,
  draftWords,
  graverWords,
  logWords,
  spreadWords,
  stillWords,
} from './words.ts';
import type { Telling } from './words.ts';

/** A comment on a pull request, found again by a hidden marker of this kind and key. */
export interface Comment {
  readonly pull: number;
  /** `alert-log` is kept up to date; the others are said once, and those who follow the pull request hear of it. */
  readonly kind: 'alert-log' | 'alert-cleared' | 'alert-spread' | 'alert-graver';
  readonly key: string;
  readonly body: string;
  /** Whoever opened the pull request: the tool, under that name. */
  readonly author: string;
  readonly log?: Log;
}

/** A line, and what stands in its place. */
export type Reworded = readonly [was: string, is: string];

/** What an alert comes to. */
export interface Decision {
  /** In one sentence, without a word of the machine's. */
  readonly said: string;
  /** On the incident's file and its pull request, in order. */
  readonly actions: readonly Action[];
  readonly comments: readonly Comment[];
  readonly change?: Change;
  /** The change begins a draft. */
  readonly isNew: boolean;
  /** A draft's pull request says what the file says: its title, and lines of its text, where nobody has changed them. */
  readonly reworded?: { readonly pull: number; readonly lines: readonly Reworded[] };
}

/** Marks every draft that an alert opened, and those where a person must first find out what it is about. */
export const LABELS = { alert: 'alert', triage: 'needs-triage' } as const;

/**
 * Decides what an alert does (V2.1, V11.2, U3.1): a new one opens a draft; another of the same adds to it; one that has
 * cleared says so. Nothing is published or resolved by a machine.
 * @param mark what the alert is known by, without its words
 * @param log what was remembered of it at the pull request that it belongs to
 */
export function decide(telling: Telling, match: Match, mark: string, log: Log | undefined): Decision {
  const { alert } = telling;
  if (match.kind !== 'new') return goOn(telling, match, mark, log);
  if (alert.status === 'resolved')
    return { ...NOTHING, said: 'The alert has cleared, and no draft was opened for it.' };
  return begin(telling);
}

const NOTHING = { actions: [], comments: [], isNew: false } as const;

function begin(telling: Telling): Decision {
  const { world, alert, meaning, now, isPrivate } = telling;
  const change = draft(world, alert, meaning, now, isPrivate);
  const findings = judgeChange(world, change, now);
  const triage = !meaning.sure || meaning.components.length === 0 || meaning.unknown > 0;
  const labels = triage ? [LABELS.alert, LABELS.triage] : [LABELS.alert];
  const planned = plan(change, toldBy(world, change), world.setting.policy.channels['internal']);
  const byHand = planned.flatMap((action) => (action.do === 'tell' ? [action] : []));
  const actions = planned.map((action) =>
    action.do === 'pull-request'
      ? {
          ...action,
          draft: true as const,
          labels,
          body: `${draftWords(telling, findings, byHand)}\n${action.body}`,
        }
      : action,
  );
  const guess = triage ? '; a person has to say what it is about' : '';
  return {
    said: `Opened a draft, ${change.id}, for ${meaning.severity.key.toUpperCase()}${guess}.`,
    actions,
    comments: [],
    change,
    isNew: true,
  };
}

function goOn(
  telling: Telling,
  match: Exclude<Match, { kind: 'new' }>,
  mark: string,
  before: Log | undefined,
): Decision {
  const { world, alert, meaning, now } = telling;
  const { pull, incident } = match;
  const first = before ?? {
    times: pull.alerts.includes(mark) ? 1 : 0,
    first: pull.alerts.includes(mark) ? pull.opened : now,
    newest: now,
    status: 'firing',
    components: Object.keys(incident?.components ?? {}).filter((id) => isKnown(telling, id)),
  };
  const log = logged(first, now, alert.status, meaning.components);
  const at = { pull: pull.number, author: pull.author };
  const still = match.kind === 'settled' && alert.status === 'firing' ? `\n\n${stillWords(telling)}` : '';
  const note: Comment = {
    ...at,
    kind: 'alert-log',
    key: mark,
    body: `${logWords(telling, log)}${still}`,
    log,
  };
  const name = incident?.id ?? `pull request ${pull.number}`;
  if (alert.status === 'resolved') {
    const key = `${mark} ${firingOf(alert.startsAt, log.first)}`;
    const cleared: Comment = {
      ...at,
      kind: 'alert-cleared',
      key,
      body: clearedWords(telling, incident, match.kind === 'public'),
    };
    const said = `The alert of ${name} has cleared; it said so there, and resolved nothing.`;
    return { ...NOTHING, said, comments: match.kind === 'settled' ? [note] : [note, cleared] };
  }
  const more = worse(telling, match, mark).map((one): Comment => ({ ...at, ...one }));
  const change =
    match.kind === 'waiting' && incident ? withComponents(world, incident, meaning.components) : undefined;
  const actions = change
    ? plan(change, []).filter(({ do: deed }) => deed === 'commit' || deed === 'push')
    : [];
  const lines = change && incident ? rewordedBy(world, incident, change) : [];
  const said = `Added to ${name}${match.kind === 'public' ? ', which is public' : ''}.`;
  return {
    ...NOTHING,
    said,
    actions,
    comments: [note, ...more],
    ...(change && { change, reworded: { pull: pull.number, lines } }),
  };
}

function rewordedBy(world: World, incident: Incident, change: Change): Reworded[] {
  const after = incidentAfter(change);
  const key = severityOf(world, incident).key.toUpperCase();
  return [
    [`${key}: ${incident.title}`, `${key}: ${after.title}`],
    [
      componentLine(world, Object.keys(incident.components)),
      componentLine(world, Object.keys(after.components)),
    ],
    ...(incident.updates[0] && after.updates[0]
      ? [[`> ${incident.updates[0].body}`, `> ${after.updates[0].body}`] as const]
      : []),
  ];
}

/** What a person should hear of at once: more components than a public incident names, or a graver severity. */
function worse(
  telling: Telling,
  { kind, incident }: Match & { readonly incident?: Incident | undefined },
  mark: string,
): Pick<Comment, 'kind' | 'key' | 'body'>[] {
  const { world, meaning } = telling;
  if (!incident || kind === 'settled') return [];
  const comments: Pick<Comment, 'kind' | 'key' | 'body'>[] = [];
  const added = meaning.components.filter((id) => !Object.hasOwn(incident.components, id));
  if (kind === 'public' && added.length > 0) {
    const key = `${mark} ${added.toSorted().join(' ')}`;
    comments.push({ kind: 'alert-spread', key, body: spreadWords(telling, incident, added) });
  }
  const { policy } = world.setting;
  if (meaning.sure && gravity(policy, meaning.severity) > gravity(policy, severityOf(world, incident))) {
    const key = `${mark} ${meaning.severity.key}`;
    comments.push({ kind: 'alert-graver', key, body: graverWords(telling, incident, kind === 'public') });
  }
  return comments;
}

function isKnown({ world }: Telling, id: string): boolean {
  return world.setting.components.some((one) => one.id === id);
}
