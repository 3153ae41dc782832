import { findEndingUpdate } from '../../content/incident.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { hasErrors } from '../../content/finding.ts';
import { isSameLogin } from '../../text/github-login.ts';
import { findMissingAnswers } from '../labels.ts';
import { formUrl } from '../fields.ts';
import type { IssueForm, FormType } from '../fields.ts';
import { createChange, isMerge, opensFile } from '../create-change.ts';
import { createIssueForms } from '../forms.ts';
import type { FormLink, FormReply, FormCommit } from '../reply-comment.ts';
import { formatManualSteps } from '../../actions/run-actions.ts';
import { manualStepsFor } from '../../response/manual-steps.ts';
import { incidentBranch, parseChangedEvent } from '../../response/change.ts';
import type { IncidentChange } from '../../response/change.ts';
import type { IncidentInput, Question } from '../../response/inputs.ts';
import { validateChange } from '../../response/validate-change.ts';
import { formatNextDeadlines, formatUpcomingTime } from '../../response/next-deadlines.ts';
import { eventQuestions } from '../../response/open-questions.ts';
import { recipientsOf } from '../../response/notify.ts';
import { placeChange } from '../../response/own-text.ts';
import type { DescribeApproval } from '../../response/own-text.ts';
import { planChange } from '../../response/plan.ts';
import type { ResponseAction } from '../../response/plan.ts';
import { InputError } from '../../response/input-error.ts';
import { mergeQuestions } from '../../response/merge.ts';
import { resolveQuestions } from '../../response/resolve-questions.ts';
import { findMonitoringHold } from '../../response/resolve.ts';
import { updateQuestions } from '../../response/update-questions.ts';
import type { IncidentContext } from '../../response/context.ts';
import { findReplacedBranch, stateBeforeResubmission } from './resubmission.ts';
import type { ReplacedBranch } from './resubmission.ts';
import { runGit } from '../../git/write.ts';
import type { PullRequestApi } from '../../github/pull-requests.ts';
import { readIncidentContext, refreshRepository } from '../../response/io/repository-context.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';
import { performActions } from '../../response/io/perform.ts';
import type { PerformResult } from '../../response/io/perform.ts';

/** A form whose author has write access. */
export interface FormRequest {
  readonly form: IssueForm;
  readonly input: IncidentInput;
  /** A GitHub login. */
  readonly author: string;
  /** The earlier submission of the same issue. */
  readonly previous?: FormCommit;
  /** The last lines of the pull request's text: who requested it, and where. */
  readonly origin: string;
  /** The last line of the commit's message, by which a retry finds the commit. */
  readonly trailer?: string;
}

export interface FormOptions {
  readonly pullRequests: PullRequestApi;
  readonly now: Instant;
  /** Plans without changing anything. */
  readonly dryRun: boolean;
  /** Who has to approve a change; absent where every change goes into one pull request. */
  readonly describeApproval?: DescribeApproval;
}

export interface FormResult {
  readonly reply: FormReply;
  readonly formCommit?: Omit<FormCommit, 'answersHash'>;
  readonly outcome?: PerformResult;
  readonly replaced?: ReplacedBranch;
  /** The title and text of the pull request. */
  readonly pullRequestAction?: Extract<ResponseAction, { type: 'open-pull-request' }>;
}

/**
 * Applies a form by the same steps as the terminal: check for missing answers, decide, validate, plan and perform (V2.2,
 * V3.1).
 * @throws InputError, GitError
 */
export async function applyForm(
  repositoryContext: RepositoryContext,
  request: FormRequest,
  options: FormOptions,
): Promise<FormResult> {
  const first = await applyOnce(repositoryContext, request, options);
  if (!first.outcome?.branchMoved) return first;
  if (opensFile(request.form) || request.previous)
    throw new InputError('This incident was updated meanwhile.', EDIT_AGAIN_HINT);
  const refreshed = await refreshRepository(repositoryContext);
  return applyOnce(refreshed.repositoryContext, request, { ...options, lastTry: true });
}

const EDIT_AGAIN_HINT = 'Read the other update, then edit this issue to retry.';

async function applyOnce(
  repositoryContext: RepositoryContext,
  request: FormRequest,
  options: FormOptions & { lastTry?: true },
): Promise<FormResult> {
  const incidentContext = await readContextFor(repositoryContext, request, options.now);
  const input = withDefaults(incidentContext, request);
  const { form, previous } = request;
  const { now } = options;
  const blocker = findBlocker(repositoryContext, form, incidentContext, input, now);
  if (blocker) return { reply: blocker };
  const placed = placeChange(
    incidentContext,
    (at) => keepSameFile(createChange(form, at, input, now), request),
    options.describeApproval,
  );
  const { change } = placed;
  const replaced =
    previous && (await findReplacedBranch(repositoryContext, incidentContext, change, previous));
  const diagnostics = validateChange(placed.incidentContext, change, now);
  if (hasErrors(diagnostics))
    return { reply: { kind: 'findings', publicText: change.publicText, diagnostics } };
  const actions = planChange(
    change,
    recipientsOf(incidentContext, change),
    incidentContext.siteContext.policy.channels['internal'],
  ).map((action) => withOrigin(action, request));
  const outcome: PerformResult = options.dryRun
    ? { pushed: false, manual: actions.map((action) => ({ action })) }
    : await performActions(actions, {
        context: repositoryContext,
        pullRequests: options.pullRequests,
        ...(options.lastTry && { lastTry: true }),
      });
  const after = parseChangedEvent(change);
  const continued = change.also ? parseChangedEvent(change.also) : after;
  const pullRequestAction = actions.find((action) => action.type === 'open-pull-request');
  const at = after.updates.at(-1)?.at ?? (after.kind === 'incident' ? after.detected : after.starts);
  return {
    reply: {
      kind: 'done',
      id: change.id,
      publicText: [change.publicText, ...(change.also ? [change.also.publicText] : [])].join('\n\n'),
      nextDeadlines: formatNextDeadlines(incidentContext, continued, now),
      manualSteps: formatManualSteps(outcome.manual, (action) =>
        manualStepsFor(action, repositoryContext.remoteInfo),
      ),
      isResubmission: previous !== undefined,
      nextForms: createFormLinks(repositoryContext, incidentContext, continued.id, nextFormsOf(continued)),
      ...(outcome.pullRequest && { pullRequest: outcome.pullRequest.url }),
      ...(placed.approver !== undefined && { waitsFor: placed.approver }),
    },
    outcome,
    ...(outcome.pushed && replaced && { replaced }),
    ...(pullRequestAction && { pullRequestAction }),
    ...(outcome.pushed && {
      formCommit: {
        id: change.id,
        at: formatInstant(at),
        ...(await readCommits(repositoryContext, change, previous)),
      },
    }),
  };
}

function withOrigin(action: ResponseAction, { origin, trailer }: FormRequest): ResponseAction {
  if (action.type === 'open-pull-request') return { ...action, body: `${action.body}\n${origin}\n` };
  if (action.type !== 'commit' || trailer === undefined) return action;
  return { ...action, message: `${action.message}\n${trailer}\n` };
}

/** The forms that continue an event. Only incidents are resolved. */
function nextFormsOf(event: StatusEvent): readonly FormType[] {
  if (findEndingUpdate(event)) return [];
  return event.kind === 'incident' ? ['update', 'resolve'] : ['update'];
}

/** The state without the earlier submission of the same issue. */
async function readContextFor(
  repositoryContext: RepositoryContext,
  { author, previous }: FormRequest,
  now: Instant,
): Promise<IncidentContext> {
  const incidentContext: IncidentContext = {
    ...(await readIncidentContext(repositoryContext, now)),
    currentUser: `@${author}`,
  };
  return previous ? stateBeforeResubmission(repositoryContext, incidentContext, previous) : incidentContext;
}

/** The default commander is the author, if they have that role (V2.2). */
function withDefaults(
  { siteContext }: IncidentContext,
  { form, input, author, previous }: FormRequest,
): IncidentInput {
  const role = siteContext.policy.required.commander;
  const holders = role === undefined ? [] : (siteContext.site.people[role] ?? []);
  const self = holders.find((person) => isSameLogin(person, author));
  return {
    ...input,
    ...(form.type === 'open' && input.commander === undefined && self !== undefined && { commander: self }),
    ...(!opensFile(form) && input.incident === undefined && previous && { incident: previous.id }),
  };
}

/** The command takes the incident that is merged as an argument, the form as a field. */
function withoutArgument(question: Question): Question {
  return question.flag === 'ID' ? { ...question, flag: '--incident ID' } : question;
}

/** A reply if answers are missing or the monitoring time is not over (V7.2). */
function findBlocker(
  repositoryContext: RepositoryContext,
  form: IssueForm,
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): FormReply | undefined {
  const findMissing = (questions: readonly Question[]): FormReply | undefined => {
    const needed = questions.filter(({ optional }) => optional !== true);
    return needed.length === 0 ? undefined : { kind: 'missing', missing: findMissingAnswers(form, needed) };
  };
  if (opensFile(form)) return findMissing(eventQuestions(incidentContext, input));
  if (isMerge(form, input)) return findMissing(mergeQuestions(incidentContext, input).map(withoutArgument));
  if (form.type === 'update') return findMissing(updateQuestions(incidentContext, input, now));
  const missing = findMissing(resolveQuestions(incidentContext, input, now));
  const hold = missing ? undefined : findMonitoringHold(incidentContext, input, now);
  if (!hold) return missing;
  const when = formatUpcomingTime(incidentContext, hold.until, now);
  const { id, updates } = hold.incident;
  const forms =
    updates.at(-1)?.phase === 'monitoring'
      ? []
      : createFormLinks(repositoryContext, incidentContext, id, ['update']);
  return { kind: 'early', id, when, forms };
}

/** Links to the next forms, with the incident filled in. */
function createFormLinks(
  { remoteInfo }: RepositoryContext,
  { siteContext }: IncidentContext,
  id: string,
  types: readonly FormType[],
): FormLink[] {
  const { github } = remoteInfo;
  if (!github) return [];
  return createIssueForms(siteContext)
    .filter(({ type }) => types.includes(type))
    .map((form) => ({ name: form.name, url: formUrl(form, github.url, id) }));
}

/** An edited submission writes to the same file as before. */
function keepSameFile(change: IncidentChange, { form, previous }: FormRequest): IncidentChange {
  if (!previous || change.id === previous.id) return change;
  if (opensFile(form)) return { ...change, id: previous.id, path: `incidents/${previous.id}.md` };
  throw new InputError(
    `This issue already belongs to ${previous.id}.`,
    'For another incident, submit a new form.',
  );
}

async function readCommits(
  repositoryContext: RepositoryContext,
  { id, branch = incidentBranch(id) }: IncidentChange,
  formCommit: FormCommit | undefined,
) {
  const { root } = repositoryContext.repository;
  const parse = async (name: string): Promise<string> =>
    (await runGit(root, ['rev-parse', '--verify', name])).trim();
  const commit = await parse(`refs/heads/${branch}^{commit}`);
  return { commit, parentCommit: formCommit?.parentCommit ?? (await parse(`${commit}^1`)) };
}
