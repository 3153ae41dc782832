import { createHash } from 'node:crypto';
import type { Instant } from '../../time/instant.ts';
import { readAnswers } from '../parse-answers.ts';
import type { Answers } from '../parse-answers.ts';
import type { Filled } from '../event.ts';
import { FORM_TAGS } from '../fields.ts';
import type { Form, FormDeed } from '../fields.ts';
import { givenFrom } from '../to-inputs.ts';
import { formsOf } from '../forms.ts';
import { REPLY, replyComment, writtenIn } from '../reply-comment.ts';
import type { Reply, Written } from '../reply-comment.ts';
import { markerOf, markersIn } from '../../text/comment-marker.ts';
import { branchOf } from '../../response/change.ts';
import type { Given } from '../../response/inputs.ts';
import { Refused } from '../../response/refused.ts';
import { UsageError } from '../../files/command-errors.ts';
import { doForm } from './run-form.ts';
import type { Became } from './run-form.ts';
import { mayWrite } from './permissions.ts';
import { GitError } from '../../git/run.ts';
import type { Client } from '../../github/client.ts';
import { keepNote, notesWith } from '../../github/comments.ts';
import { startChecks } from '../../github/dispatch-checks.ts';
import { forgeOf } from '../../github/pull-requests.ts';
import { findDesk, readWorld, refreshed } from '../../response/io/repository-context.ts';
import type { Desk } from '../../response/io/repository-context.ts';

/** Where a form is answered, and when. */
export interface Place {
  readonly root: string;
  readonly client: Client;
  readonly now: Instant;
  readonly dryRun: boolean;
  /** The workflow that checks a branch: what the plain token pushes starts nothing by itself. */
  readonly check?: string;
}

/** A form's answer, as it was given. */
export interface Answered {
  readonly form: Form;
  readonly reply: Reply;
  /** Something could not be done that has to be: the run is red. */
  readonly failed: boolean;
}

/** Answers a form: whoever may, has it done; else it is said why not. Undefined where the same was answered before. */
export async function answerForm(place: Place, filled: Filled): Promise<Answered | undefined> {
  const { desk } = await refreshed(await findDesk(place.root));
  const setting = await readWorld(desk).then((world) => world.setting, unreadable);
  if ('message' in setting) return answerUnreadable(place, filled, setting);
  const form = formsOf(setting).find(({ deed }) => deed === filled.deed)!;
  const stranger = await strangerIn(place, filled);
  if (stranger !== undefined) {
    const { email } = setting.site.contact;
    const reply: Reply = { kind: 'no-access', who: stranger, ...(email !== undefined && { report: email }) };
    await answerOn(place, filled, replyComment(form, reply, undefined));
    return { form, reply, failed: false };
  }
  const before = await writtenBefore(place, filled);
  const answers = fingerprint(filled);
  if (before?.answers === answers) return undefined;
  const { became, failed } = await tried(place, desk, form, filled, before);
  const left = became.written && !place.dryRun ? await afterPush(place, became) : [];
  const reply =
    became.reply.kind === 'done' ? { ...became.reply, left: [...became.reply.left, ...left] } : became.reply;
  const red =
    failed || left.length > 0 || (became.outcome?.left.some(({ why }) => why !== undefined) ?? false);
  const whole = became.written ?? before;
  const written = whole && { ...whole, answers: became.written && !red ? answers : '-' };
  await answerOn(place, filled, replyComment(form, reply, written));
  return { form, reply, failed: red };
}

function unreadable(error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  throw error;
}

/** Without a policy there are no questions and no words; whoever waits for an answer is told so. */
async function answerUnreadable(place: Place, filled: Filled, { message }: UsageError): Promise<Answered> {
  const { name: tag } = FORM_TAGS[filled.deed];
  const form: Form = {
    deed: filled.deed,
    file: '',
    name: tag,
    about: '',
    title: '',
    tag,
    guide: [],
    fields: [],
  };
  const reply: Reply = { kind: 'refused', message, help: '' };
  if ((await strangerIn(place, filled)) === undefined)
    await answerOn(place, filled, replyComment(form, reply, await writtenBefore(place, filled)));
  return { form, reply, failed: true };
}

/** Whose hand in the form may not write here: its author, or whoever edited it. */
async function strangerIn({ client }: Place, { by, editor }: Filled): Promise<string | undefined> {
  for (const login of [by, ...(editor === undefined ? [] : [editor])]) {
    if (!(await mayWrite(client, login))) return login;
  }
  return undefined;
}

async function writtenBefore({ client }: Place, filled: Filled): Promise<Written | undefined> {
  if (!('issue' in filled)) return undefined;
  const [note] = await notesWith(client, filled.issue, markerOf(REPLY));
  return note && writtenIn(markersIn(note.body, 'wrote'));
}

async function tried(
  place: Place,
  desk: Desk,
  form: Form,
  filled: Filled,
  before: Written | undefined,
): Promise<{ became: Became; failed: boolean }> {
  try {
    const asked = { form, given: givenOf(form, filled, place.now), by: filled.by, origin: originOf(filled) };
    const means = { forge: forgeOf(place.client), now: place.now, dryRun: place.dryRun };
    return {
      became: await doForm(desk, { ...asked, ...(before && { written: before }) }, means),
      failed: false,
    };
  } catch (error) {
    const known = error instanceof Refused || error instanceof GitError || error instanceof UsageError;
    const message = known ? error.message : 'Something went wrong; the log of the run says what.';
    const help = error instanceof Refused || error instanceof GitError ? error.help : BY_TERMINAL;
    if (!known) process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    return { became: { reply: { kind: 'refused', message, help } }, failed: !(error instanceof Refused) };
  }
}

const BY_TERMINAL = 'On a computer, npm run incident does the same.';

/** @throws Refused where the text is not that of the form */
function givenOf(form: Form, filled: Filled, now: Instant): Given {
  if (!('issue' in filled)) return givenFrom(form, filled.answers, now);
  const read: Answers | { message: string; help: string } = readAnswers(form, filled.body);
  if ('message' in read) throw new Refused(read.message, read.help);
  return givenFrom(form, read, filled.at);
}

function originOf(filled: Filled): string {
  if (!('issue' in filled)) return `Asked for by @${filled.by}.`;
  return `Asked for by @${filled.by} in #${filled.issue}.\n\n${markerOf('issue', String(filled.issue))}`;
}

/** What tells the same answers from others. */
function fingerprint(filled: Filled): string {
  const text = JSON.stringify(
    'issue' in filled ? [filled.deed, filled.body.replace(/\r\n?/g, '\n')] : filled,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What a push with the plain token doesn't start or change by itself; what failed comes back as words. */
async function afterPush(
  { client, check }: Place,
  { reply, outcome, request, written }: Became,
): Promise<string[]> {
  const { octokit, at } = client;
  const left: string[] = [];
  const attempt = async (what: string, deed: () => Promise<unknown>): Promise<void> => {
    await deed().catch((error: Error) => left.push(`${what} (${error.message})`));
  };
  const number = outcome?.pullRequest?.number;
  if (request && number !== undefined && reply.kind === 'done' && reply.again) {
    const { title, body } = request;
    await attempt('Put the changed words into the text of the pull request.', () =>
      octokit.rest.pulls.update({ ...at, pull_number: number, title, body }),
    );
  }
  if (check !== undefined && written) {
    await attempt(`Start the check of the pull request: Actions, ${check}, Run workflow.`, () =>
      startChecks(client, branchOf(written.id)),
    );
  }
  return left;
}

/** Keeps the one comment up to date, and gives the issue the label that it may have lost on the way. */
async function answerOn({ client, dryRun }: Place, filled: Filled, comment: string): Promise<void> {
  if (!('issue' in filled) || dryRun) return;
  const { octokit, at } = client;
  await keepNote(client, filled.issue, markerOf(REPLY), comment);
  const tag = tagOf(filled.deed);
  if (!filled.labels.includes(tag))
    await octokit.rest.issues.addLabels({ ...at, issue_number: filled.issue, labels: [tag] });
}

function tagOf(deed: FormDeed): string {
  return FORM_TAGS[deed].name;
}
