import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { hasErrors } from '../../content/finding.ts';
import { sameLogin } from '../../text/github-login.ts';
import { missingIn } from '../labels.ts';
import { formAddress } from '../fields.ts';
import type { Form, FormDeed } from '../fields.ts';
import { formsOf } from '../forms.ts';
import type { NextForm, Reply, Written } from '../reply-comment.ts';
import { byHand } from '../../response/manual-steps.ts';
import { branchOf, incidentAfter } from '../../response/change.ts';
import type { Change } from '../../response/change.ts';
import type { Given, Question } from '../../response/inputs.ts';
import { judgeChange } from '../../response/judge-change.ts';
import { nextLines, whenWords } from '../../response/next.ts';
import { openQuestions } from '../../response/open-questions.ts';
import { open } from '../../response/open.ts';
import { toldBy } from '../../response/notify.ts';
import { plan } from '../../response/plan.ts';
import type { Action } from '../../response/plan.ts';
import { Refused } from '../../response/refused.ts';
import { resolveQuestions } from '../../response/resolve-questions.ts';
import { resolve, tooEarly } from '../../response/resolve.ts';
import { updateQuestions } from '../../response/update-questions.ts';
import { update } from '../../response/update.ts';
import type { World } from '../../response/context.ts';
import { beforeWritten } from './resubmission.ts';
import { runGit } from '../../git/write.ts';
import type { Forge } from '../../github/pull-requests.ts';
import { readWorld, refreshed } from '../../response/io/repository-context.ts';
import type { Desk } from '../../response/io/repository-context.ts';
import { perform } from '../../response/io/perform.ts';
import type { Outcome } from '../../response/io/perform.ts';

/** A form that somebody filled who may. */
export interface Asked {
  readonly form: Form;
  readonly given: Given;
  /** A GitHub login. */
  readonly by: string;
  /** What the same issue wrote before, where it did. */
  readonly written?: Written;
  /** What the pull request says below the words: where it comes from. */
  readonly origin: string;
}

/** What a form's deed is done with. */
export interface Means {
  readonly forge: Forge;
  readonly now: Instant;
  /** Only says what it would come to. */
  readonly dryRun: boolean;
}

/** What became of a form: the answer for people, and what was written, where it was. */
export interface Became {
  readonly reply: Reply;
  readonly written?: Omit<Written, 'answers'>;
  readonly outcome?: Outcome;
  /** The title and text of the pull request. */
  readonly request?: Extract<Action, { do: 'pull-request' }>;
}

/**
 * Does what a form asks, by the same steps as the terminal: what is missing, the decision, the validator, the plan, the
 * deed (V2.2, V3.1).
 * @throws Refused, GitError
 */
export async function doForm(desk: Desk, asked: Asked, means: Means): Promise<Became> {
  const first = await attempt(desk, asked, means);
  if (!first.outcome?.moved) return first;
  if (asked.form.deed === 'open' || asked.written)
    throw new Refused(`Somebody else has just written to it.`, AGAIN);
  const fresh = await refreshed(desk);
  return attempt(fresh.desk, asked, { ...means, lastTry: true });
}

const AGAIN = 'Read what they wrote, then edit this issue, and it is tried again.';

async function attempt(desk: Desk, asked: Asked, means: Means & { lastTry?: true }): Promise<Became> {
  const world = await worldFor(desk, asked);
  const given = withDefaults(world, asked);
  const { form, written } = asked;
  const { now } = means;
  const stopped = notYet(desk, form, world, given, now);
  if (stopped) return { reply: stopped };
  const change = sameFile(decide(form, world, given, now), asked);
  const findings = judgeChange(world, change, now);
  if (hasErrors(findings)) return { reply: { kind: 'findings', words: change.words, findings } };
  const actions = plan(change, toldBy(world, change), world.setting.policy.channels['internal']).map(
    (action) =>
      action.do === 'pull-request' ? { ...action, body: `${action.body}\n${asked.origin}\n` } : action,
  );
  const outcome: Outcome = means.dryRun
    ? { pushed: false, left: actions.map((action) => ({ action })) }
    : await perform(actions, { desk, forge: means.forge, ...(means.lastTry && { lastTry: true }) });
  const after = incidentAfter(change);
  const request = actions.find((action) => action.do === 'pull-request');
  const at = after.updates.at(-1)?.at ?? after.detected;
  return {
    reply: {
      kind: 'done',
      id: change.id,
      words: change.words,
      next: nextLines(world, after, now),
      left: outcome.left.flatMap(({ action, why }) => leftLines(desk, action, why)),
      again: written !== undefined,
      forms: nextForms(desk, world, change.id, form.deed === 'resolve' ? [] : ['update', 'resolve']),
      ...(outcome.pullRequest && { pullRequest: outcome.pullRequest.url }),
    },
    outcome,
    ...(request && { request }),
    ...(outcome.pushed && {
      written: { id: change.id, at: formatInstant(at), ...(await commits(desk, change, written)) },
    }),
  };
}

/** The world as the form's sender finds it: what the same issue wrote before is not there. */
async function worldFor(desk: Desk, { by, written }: Asked): Promise<World> {
  const world: World = { ...(await readWorld(desk)), you: `@${by}` };
  return written ? beforeWritten(desk, world, written) : world;
}

/** Who leads, where nobody is named: the sender, if it is one of theirs to hold (V2.2). */
function withDefaults({ setting }: World, { form, given, by, written }: Asked): Given {
  const role = setting.policy.required.commander;
  const holders = role === undefined ? [] : (setting.site.people[role] ?? []);
  const self = holders.find((person) => sameLogin(person, by));
  return {
    ...given,
    ...(form.deed === 'open' && given.commander === undefined && self !== undefined && { commander: self }),
    ...(form.deed !== 'open' && given.incident === undefined && written && { incident: written.id }),
  };
}

/** What stands in the way of deciding: something unanswered, or the monitoring time (V7.2). */
function notYet(desk: Desk, form: Form, world: World, given: Given, now: Instant): Reply | undefined {
  const lacking = (questions: readonly Question[]): Reply | undefined => {
    const needed = questions.filter(({ optional }) => optional !== true);
    return needed.length === 0 ? undefined : { kind: 'missing', missing: missingIn(form, needed) };
  };
  if (form.deed === 'open') return lacking(openQuestions(world, given));
  if (form.deed === 'update') return lacking(updateQuestions(world, given));
  const lacks = lacking(resolveQuestions(world, given, now));
  const early = lacks ? undefined : tooEarly(world, given, now);
  if (!early) return lacks;
  const when = whenWords(world, early.until, now);
  const { id, updates } = early.incident;
  const forms = updates.at(-1)?.phase === 'monitoring' ? [] : nextForms(desk, world, id, ['update']);
  return { kind: 'early', id, when, forms };
}

/** The forms to go on with, filled in as far as that goes. */
function nextForms(
  { outside }: Desk,
  { setting }: World,
  id: string,
  deeds: readonly FormDeed[],
): NextForm[] {
  const { github } = outside;
  if (!github) return [];
  return formsOf(setting)
    .filter(({ deed }) => deeds.includes(deed))
    .map((form) => ({ name: form.name, url: formAddress(form, github.url, id) }));
}

function decide({ deed }: Form, world: World, given: Given, now: Instant): Change {
  if (deed === 'open') return open(world, given, now);
  if (deed === 'update') return update(world, given, now);
  const decided = resolve(world, given, now);
  if ('until' in decided) throw new Refused('It can not be resolved yet.');
  return decided;
}

/** An answer that was changed goes to the file that it went to before. */
function sameFile(change: Change, { form, written }: Asked): Change {
  if (!written || change.id === written.id) return change;
  if (form.deed === 'open') return { ...change, id: written.id, path: `incidents/${written.id}.md` };
  throw new Refused(
    `This issue has written to ${written.id} already.`,
    'For another incident, open another form.',
  );
}

async function commits(desk: Desk, { id }: Change, written: Written | undefined) {
  const { root } = desk.repository;
  const parse = async (name: string): Promise<string> =>
    (await runGit(root, ['rev-parse', '--verify', name])).trim();
  const commit = await parse(`refs/heads/${branchOf(id)}^{commit}`);
  return { commit, before: written?.before ?? (await parse(`${commit}^1`)) };
}

function leftLines({ outside }: Desk, action: Action, why: string | undefined): string[] {
  const [first, ...rest] = byHand(action, outside);
  return first === undefined ? [] : [why === undefined ? first : `${first} (${why})`, ...rest];
}
