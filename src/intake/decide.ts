import type { Action } from '../respond/plan.ts';
import { plan } from '../respond/plan.ts';
import { judgeChange } from '../respond/judge-change.ts';
import { toldBy } from '../respond/people.ts';
import type { Change } from '../respond/change.ts';
import { draft, withComponents } from './draft.ts';
import { firingOf, logged } from './log.ts';
import type { Log } from './log.ts';
import type { Match } from './match.ts';
import { clearedWords, draftWords, logWords, spreadWords, stillWords } from './words.ts';
import type { Telling } from './words.ts';

/** A comment on a pull request, found again by a hidden marker of this kind and key. */
export interface Comment {
  readonly pull: number;
  /** `alert-log` is kept up to date; the others are said once, and those who follow the pull request hear of it. */
  readonly kind: 'alert-log' | 'alert-cleared' | 'alert-spread';
  readonly key: string;
  readonly body: string;
  /** Whoever opened the pull request: the tool, under that name. */
  readonly author: string;
  readonly log?: Log;
}

/** What an alert comes to. */
export interface Decision {
  /** In one sentence, without a word of the machine's. */
  readonly said: string;
  /** On the incident's file and its pull request, in order. */
  readonly actions: readonly Action[];
  readonly comments: readonly Comment[];
  readonly change?: Change;
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
    return { said: 'The alert has cleared, and no draft was opened for it.', actions: [], comments: [] };
  return begin(telling);
}

function begin(telling: Telling): Decision {
  const { world, alert, meaning, now, isPrivate } = telling;
  const change = draft(world, alert, meaning, now, isPrivate);
  const findings = judgeChange(world, change, now);
  const triage = !meaning.sure || meaning.components.length === 0 || meaning.unknown > 0;
  const labels = triage ? [LABELS.alert, LABELS.triage] : [LABELS.alert];
  const told = toldBy(world, change);
  const actions = plan(change, told, world.setting.policy.channels['internal']).map((action) =>
    action.do === 'pull-request'
      ? {
          ...action,
          draft: true as const,
          labels,
          body: `${draftWords(telling, findings)}\n${action.body}`,
        }
      : action,
  );
  const guess = triage ? '; a person has to say what it is about' : '';
  return {
    said: `Opened a draft, ${change.id}, for ${meaning.severity.key.toUpperCase()}${guess}.`,
    actions,
    comments: [],
    change,
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
    return { said, actions: [], comments: match.kind === 'settled' ? [note] : [note, cleared] };
  }
  const added = incident ? meaning.components.filter((id) => !Object.hasOwn(incident.components, id)) : [];
  if (match.kind === 'public' && added.length > 0) {
    const key = `${mark} ${added.toSorted().join(' ')}`;
    const spread: Comment = {
      ...at,
      kind: 'alert-spread',
      key,
      body: spreadWords(telling, match.incident, added),
    };
    return {
      said: `Added to ${name}, which is public: more components.`,
      actions: [],
      comments: [note, spread],
    };
  }
  const change =
    match.kind === 'waiting' && incident ? withComponents(world, incident, meaning.components) : undefined;
  const actions = change
    ? plan(change, []).filter(({ do: deed }) => deed === 'commit' || deed === 'push')
    : [];
  return { said: `Added to ${name}.`, actions, comments: [note], ...(change && { change }) };
}

function isKnown({ world }: Telling, id: string): boolean {
  return world.setting.components.some((one) => one.id === id);
}
