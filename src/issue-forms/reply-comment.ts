import type { SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { StatusEvent } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { formatMarker, parseMarkerKeys } from '../text/comment-marker.ts';
import type { IssueForm } from './fields.ts';
import { replaceFlagsWithFields } from './labels.ts';
import type { MissingAnswer } from './labels.ts';
import { escapeMarkdown, quoteMarkdown } from '../text/github-markdown.ts';

export type FormReply =
  | { readonly kind: 'no-access'; readonly user: string; readonly report?: string }
  | { readonly kind: 'missing'; readonly missing: readonly MissingAnswer[] }
  | { readonly kind: 'refused'; readonly message: string; readonly help: string }
  | { readonly kind: 'findings'; readonly publicText: string; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'early';
      readonly id: string;
      readonly when: string;
      readonly forms: readonly FormLink[];
    }
  | FormSuccessReply;

export interface FormLink {
  readonly name: string;
  readonly url: string;
}

/** The change is committed and waits to be published. */
export interface FormSuccessReply {
  readonly kind: 'done';
  readonly id: string;
  /** The URL of the pull request; absent if opening it failed. */
  readonly pullRequest?: string;
  /** Who has to approve it, if it is in a pull request of its own so that the first update does not wait. */
  readonly waitsFor?: string;
  /** Empty if nothing is published. */
  readonly publicText: string;
  /** A line each. */
  readonly nextDeadlines: readonly string[];
  /** A line each. */
  readonly manualSteps: readonly string[];
  /** Whether this replaces an earlier submission of the same issue. */
  readonly isResubmission: boolean;
  readonly nextForms: readonly FormLink[];
}

/** Together these fit into a GitHub comment of 65,536 characters, even if every second character is escaped. */
const MAX_DIAGNOSTICS = 20;
const MAX_TEXT_LENGTH = 8000;
const MAX_DIAGNOSTIC_LENGTH = 500;

/** The reply to the author, in Markdown. */
export function formatReply(form: IssueForm, reply: FormReply): string {
  return `${replyParagraphs(form, reply)
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function replyParagraphs(form: IssueForm, reply: FormReply): string[] {
  switch (reply.kind) {
    case 'no-access':
      return [
        `Thank you. This form needs write access to the repository, and @${reply.user} does not have it. Nothing was changed. The team can read this issue.`,
        reply.report === undefined ? '' : `To reach the team: ${escapeMarkdown(reply.report)}.`,
      ];
    case 'missing':
      return [
        `**${NOT_APPLIED[form.type]} This is missing:**`,
        reply.missing.map(formatMissingAnswer).join('\n'),
        EDIT_HINT,
      ];
    case 'refused': {
      const [message, help] = [reply.message, reply.help].map((text) =>
        replaceFlagsWithFields(form, text).split('\n').map(escapeMarkdown).filter(Boolean).join('  \n'),
      );
      return [`**${NOT_APPLIED[form.type]}** ${message}`, help!, EDIT_HINT];
    }
    case 'findings':
      return [
        `**${NOT_APPLIED[form.type]} The text does not meet the SOP yet:**`,
        quoteMarkdown(reply.publicText.slice(0, MAX_TEXT_LENGTH)),
        reply.diagnostics.slice(0, MAX_DIAGNOSTICS).map(formatDiagnosticItem).join('\n'),
        EDIT_HINT,
      ];
    case 'early':
      return [
        `**Not yet:** the fix of \`${reply.id}\` is monitored until ${escapeMarkdown(reply.when)}. To retry after that, close and reopen this issue.`,
        reply.forms.length === 0
          ? ''
          : `Until then, tell customers that a fix is in place: ${formatFormLinks(reply.forms)}`,
      ];
    case 'done':
      return formatSuccess(reply);
  }
}

function formatSuccess({
  id,
  pullRequest,
  waitsFor,
  publicText,
  nextDeadlines,
  manualSteps,
  isResubmission,
  nextForms,
}: FormSuccessReply): string[] {
  const verb = isResubmission ? 'was rewritten' : 'was written';
  const link = pullRequest === undefined ? '' : ` ${pullRequest}`;
  const nextStep =
    pullRequest === undefined
      ? ''
      : waitsFor !== undefined
        ? `It is in a pull request of its own, which waits for ${escapeMarkdown(waitsFor)}. Updates from a template go out without it.`
        : `It is published when the pull request is merged. If the text matches an SOP template, it is merged automatically once the checks pass. Otherwise it needs approval.`;
  return [
    `**\`${id}\` ${verb}:**${link}`,
    publicText === '' ? 'Nothing is published to customers; it is only recorded.' : 'Customers will read:',
    publicText === '' ? '' : quoteMarkdown(publicText.slice(0, MAX_TEXT_LENGTH)),
    nextStep,
    manualSteps.length === 0
      ? ''
      : ['**By hand:**', ...manualSteps.map((line) => `- ${escapeMarkdown(line)}`)].join('\n'),
    nextDeadlines.length === 0
      ? ''
      : ['**Next:**', ...nextDeadlines.map((line) => `- ${escapeMarkdown(line)}`)].join('\n'),
    nextForms.length === 0 ? '' : `Next forms: ${formatFormLinks(nextForms)}`,
  ];
}

function formatFormLinks(forms: readonly FormLink[]): string {
  return forms.map(({ name, url }) => `[${name}](${url})`).join(' · ');
}

const NOT_APPLIED: Readonly<Record<IssueForm['type'], string>> = {
  open: 'Not declared yet.',
  announce: 'Not announced yet.',
  update: 'Not posted yet.',
  resolve: 'Not resolved yet.',
};

const EDIT_HINT = 'To retry, edit the issue (⋯, then Edit) and write the answer under its heading.';

function formatMissingAnswer({ label, prompt, choices }: MissingAnswer): string {
  const question = prompt === '' ? '' : ` ${escapeMarkdown(prompt)}`;
  const list = choices.map((choice) => `\n  - ${escapeMarkdown(choice)}`).join('');
  return `- **${escapeMarkdown(label)}**${question}${list}`;
}

function formatDiagnosticItem({ level, rule, clause, message, help }: Diagnostic): string {
  const source = clause === undefined ? rule : `${rule}, ${clause}`;
  const prefix = level === 'error' ? '' : 'Warning: ';
  const [escapedMessage, escapedHelp] = [message, help].map((text) =>
    escapeMarkdown(text.slice(0, MAX_DIAGNOSTIC_LENGTH)),
  );
  return `- ${prefix}${escapedMessage} (${source})${escapedHelp === '' ? '' : ` ${escapedHelp}`}`;
}

/** What a form wrote, and from which answers. It is stored in a hidden marker of the reply. */
export interface FormCommit {
  readonly id: string;
  readonly commit: string;
  /** The commit before it. */
  readonly parentCommit: string;
  /** The time of the update, as it is in the file. Without an update, the time of detection. */
  readonly at: string;
  /** A hash of the answers, or `-` if the submission has to be retried. */
  readonly answersHash: string;
}

/** Whether a published incident contains what the form wrote. */
export function isFormPublished({ id, at }: FormCommit, event: StatusEvent): boolean {
  if (event.id !== id) return false;
  const times = event.updates.map((update) => update.at);
  const ownTimes = times.length === 0 && event.kind === 'incident' ? [event.detected] : times;
  return ownTimes.some((time) => formatInstant(time) === at);
}

/** The comment when the form's text is published. It is posted once, and then the issue is closed. */
export function renderPublishedComment(
  formCommit: FormCommit,
  event: StatusEvent,
  { site, policy }: SiteContext,
): string {
  const address = `${site.url}/incidents/${event.id}/`;
  const commentText = isPublic(policy, event)
    ? `Published: ${address}`
    : `\`${event.id}\` was recorded. Incidents of its severity are not shown on the page.`;
  return `${publishedMarkerOf(formCommit)}\n${commentText}\n`;
}

/** The marker of the comment that says that a form's text is published. */
export function publishedMarkerOf({ id, at }: FormCommit): string {
  return formatMarker('form-published', `${id} ${at}`);
}

/** The marker of the reply. An issue has one reply, which is updated in place. */
export const REPLY_MARKER = 'form-reply';
/** The marker that stores a form's commit. */
const COMMIT_MARKER = 'form-commit';

/** Renders the reply with its hidden markers. */
export function renderReplyComment(
  form: IssueForm,
  reply: FormReply,
  formCommit: FormCommit | undefined,
): string {
  const markers = [
    formatMarker(REPLY_MARKER),
    ...(formCommit
      ? [
          formatMarker(
            COMMIT_MARKER,
            [
              formCommit.id,
              formCommit.commit,
              formCommit.parentCommit,
              formCommit.at,
              formCommit.answersHash,
            ].join(' '),
          ),
        ]
      : []),
  ];
  return `${markers.join('\n')}\n${formatReply(form, reply)}`;
}

/** Reads the form's commit from the text of a reply. */
export function parseFormCommit(comment: string): FormCommit | undefined {
  const [id, commit, parentCommit, at, answersHash] =
    parseMarkerKeys(comment, COMMIT_MARKER)[0]?.split(' ') ?? [];
  if (id && commit && parentCommit && at && answersHash) return { id, commit, parentCommit, at, answersHash };
  return undefined;
}
