import { hasErrors } from '../content/finding.ts';
import type { Entry } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { joinNames } from '../templates/template.ts';
import { askedOf } from '../deadlines/escalation.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { isRobot, sameLogin } from '../text/github-login.ts';
import { offerFor } from './template-fallback.ts';
import type { Offer } from './template-fallback.ts';
import type { ChangedFile, ProposedFacts, PullFacts } from './pull-request.ts';
import { restamped } from './update-timestamps.ts';
import type { Restamped } from './update-timestamps.ts';
import { freeWords } from './custom-wording.ts';
import type { EntryChange } from './custom-wording.ts';

/** What becomes of a pull request, and why, in sentences for people. */
export type Verdict =
  /** It goes out. `stamps` are files whose times have to be true first. */
  | { readonly is: 'merge'; readonly why: string; readonly stamps: readonly Restamped[] }
  | ({ readonly is: 'wait' } & Waiting)
  /** Nobody answered in time: the template is offered to go out instead (V12.1). */
  | ({ readonly is: 'offer'; readonly offer: Offer } & Waiting)
  /** A person merges it, or nobody. */
  | { readonly is: 'not-ours'; readonly why: string };

export interface Waiting {
  readonly for: 'approval' | 'mending' | 'checks' | 'checks-running' | 'a-person';
  /** As GitHub spells them, with their `@`. */
  readonly whom: readonly string[];
  readonly why: string;
  /** What is in words of its own, by file. */
  readonly free: readonly string[];
  /** When the template is offered; absent where there is nothing to offer. */
  readonly until?: Instant;
}

/**
 * Whether a pull request goes out by itself (V5.1 to V5.3: the template is the approval), and if not, what it waits for.
 * What is published judges: its policy, its people, its components.
 */
export function judgePull(pull: PullFacts, proposed: ProposedFacts, now: Instant): Verdict {
  const { setting, files } = proposed;
  const leave = notOurs(pull, proposed);
  if (leave !== undefined) return { is: 'not-ours', why: leave };
  const publishing = setting!.policy.publishing!;
  const changes = files.map((file) => entriesOf(file, setting!.site.timezone));
  const free = changes.flatMap((change, index) =>
    freeWords(setting!, change).map((what) => `${files[index]!.path}: ${what}`),
  );
  const whom = approversOf(proposed, changes);
  const offers =
    free.length > 0 && !pull.draft ? offerFor(setting!, proposed.content.entries, files, changes) : undefined;
  const until = pull.opened + publishing.answer;
  const waiting = (why: Pick<Waiting, 'for' | 'why'>, people: readonly string[] = []): Verdict => {
    const wait = { ...why, whom: people, free, ...(offers && { until }) };
    return offers && now >= until ? { is: 'offer', ...wait, offer: offers } : { is: 'wait', ...wait };
  };
  if (pull.draft) return waiting({ for: 'a-person', why: 'It is a draft: a person marks it as ready.' });
  if (proposed.conflicts) {
    const why = `Its lines were changed on ${pull.published} too: a person puts the two together.`;
    return waiting({ for: 'mending', why });
  }
  if (hasErrors(proposed.findings)) {
    return waiting({ for: 'mending', why: 'The validator refuses it; what to mend is named below.' }, whom);
  }
  const objecting = pull.reviews.filter(({ word, insider }) => word === 'wants-changes' && insider);
  if (objecting.length > 0) {
    const names = objecting.map(({ by }) => `@${by}`);
    return waiting({ for: 'approval', why: `${joinNames(names)} asked for changes.` }, names);
  }
  const approval = free.length === 0 ? TEMPLATE : approvalOf(pull, proposed, whom);
  if (approval === undefined) {
    const { name } = askedOf(setting!.policy, setting!.site, publishing.approver);
    const why =
      whom.length === 0
        ? `It is in words of its own, which wait for the ${name.toLowerCase()}; status.yaml names nobody as ${publishing.approver}.`
        : `It is in words of its own, which wait for an approval by the ${name.toLowerCase()}.`;
    return waiting({ for: 'approval', why }, whom);
  }
  const [failed, running] = (['failed', 'running'] as const).map((state) =>
    pull.checks.filter((check) => check.state === state).map(({ name }) => name),
  ) as [string[], string[]];
  if (failed.length > 0) return waiting({ for: 'checks', why: `These checks failed: ${failed.join(', ')}.` });
  if (running.length > 0)
    return waiting({ for: 'checks-running', why: `These checks still run: ${running.join(', ')}.` });
  const stamps = files.flatMap((file, index) => restamped(setting!.policy, file, changes[index]!, now) ?? []);
  return { is: 'merge', why: approval, stamps };
}

const TEMPLATE = 'The template is the approval.';

/** Why no tool may merge it, whatever it says. */
function notOurs(pull: PullFacts, { setting, files, foreign }: ProposedFacts): string | undefined {
  if (!pull.open) return 'It is closed.';
  if (!pull.ours) return 'It comes from a fork: a person merges it.';
  if (pull.base !== pull.published)
    return `It goes into another branch than ${pull.published}: a person merges it.`;
  if (foreign.length > 0) {
    const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : '';
    return `It touches more than incidents, ${foreign.slice(0, 3).join(', ')}${more}: a person merges it.`;
  }
  if (files.length === 0) return 'It touches no incident.';
  if (!setting) return 'The published status.yaml or its policy can not be read: a person merges it.';
  if (!setting.policy.publishing) return 'The policy does not say what merges by itself: a person merges it.';
  return undefined;
}

/** A file before and after; what can't be read as a whole is no entry. */
function entriesOf({ before, after }: ChangedFile, zone: string): EntryChange {
  const [old, now] = [before, after].map((source) => source && parseIncident(source, zone).value);
  return { ...(old && { before: old }), ...(now && { after: now }) };
}

/** Who may approve, with their `@`: those whom what is published names, never those whom the pull request names. */
function approversOf({ setting }: ProposedFacts, changes: readonly EntryChange[]): string[] {
  const { policy, site } = setting!;
  const role = policy.publishing!.approver;
  const before = changes.flatMap(({ before: entry }): Entry[] => (entry ? [entry] : []));
  const named = before.flatMap((entry) =>
    entry.kind === 'incident' ? askedOf(policy, site, role, entry).people : [],
  );
  const people = [...named, ...askedOf(policy, site, role).people];
  return [...new Set(people)].filter((person) => !person.includes('/'));
}

/** Who answers for words of one's own; undefined as long as nobody does. */
function approvalOf(pull: PullFacts, proposed: ProposedFacts, whom: readonly string[]): string | undefined {
  const isHolder = (login: string): boolean => whom.some((person) => sameLogin(person, login));
  const person = isRobot(pull.author) ? [] : [pull.author];
  const writers = [...person, ...pull.writers];
  const alone = proposed.setting!.policy.publishing!['own-words'];
  if (alone && writers.length > 0 && writers.every((login) => login !== undefined && isHolder(login))) {
    return `Written by ${joinNames([...new Set(writers.map((login) => `@${login}`))])}, who answers for what customers read.`;
  }
  const same = [pull.head, ...proposed.sameWords];
  const approving = pull.reviews.find(
    ({ by, word, commit }) =>
      word === 'approves' &&
      isHolder(by) &&
      same.includes(commit) &&
      (alone || !writers.some((login) => login !== undefined && sameLogin(login, by))),
  );
  return approving && `Approved by @${approving.by}.`;
}
