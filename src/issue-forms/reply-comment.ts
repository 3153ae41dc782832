import type { SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { formatMarker } from '../text/comment-marker.ts';
import type { IssueForm } from './fields.ts';
import { replaceFlagsWithFields } from './labels.ts';
import type { MissingAnswer } from './labels.ts';
import { escapeMarkdown, quoteMarkdown } from '../text/github-markdown.ts';

/** What became of a form. */
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

/** A form to go on with. */
export interface FormLink {
  readonly name: string;
  readonly url: string;
}

/** It is written, and waits to be published. */
export interface FormSuccessReply {
  readonly kind: 'done';
  readonly id: string;
  /** The address of its pull request; absent where none could be opened. */
  readonly pullRequest?: string;
  /** Empty where customers read nothing. */
  readonly publicText: string;
  /** What is due next and when, a line each. */
  readonly nextDeadlines: readonly string[];
  /** What a person has to do, a line each. */
  readonly manualSteps: readonly string[];
  /** This took the place of an earlier answer. */
  readonly isResubmission: boolean;
  /** Where the forms that come next are. */
  readonly nextForms: readonly FormLink[];
}

/** Together they fit into what GitHub takes of a comment, 65,536 characters, with every other sign escaped. */
const MAX_DIAGNOSTICS = 20;
const MAX_TEXT_LENGTH = 8000;
const MAX_DIAGNOSTIC_LENGTH = 500;

/** What the form's sender reads, in Markdown. */
export function formatReply(form: IssueForm, reply: FormReply): string {
  return `${replyParagraphs(form, reply)
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function replyParagraphs(form: IssueForm, reply: FormReply): string[] {
  switch (reply.kind) {
    case 'no-access':
      return [
        `Thank you. @${reply.user} has no write access to this repository, and only people who have it can do this from a form. Nothing was changed; the team can read this issue.`,
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
        `**${NOT_APPLIED[form.type]} These words do not keep the SOP yet:**`,
        quoteMarkdown(reply.publicText.slice(0, MAX_TEXT_LENGTH)),
        reply.diagnostics.slice(0, MAX_DIAGNOSTICS).map(formatDiagnosticItem).join('\n'),
        EDIT_HINT,
      ];
    case 'early':
      return [
        `**Not yet:** the fix of \`${reply.id}\` is watched until ${escapeMarkdown(reply.when)}. Close and reopen this issue then, and it is tried again.`,
        reply.forms.length === 0
          ? ''
          : `Until then, tell customers that the fix is in: ${formatFormLinks(reply.forms)}`,
      ];
    case 'done':
      return formatSuccess(reply);
  }
}

function formatSuccess({
  id,
  pullRequest,
  publicText,
  nextDeadlines,
  manualSteps,
  isResubmission,
  nextForms,
}: FormSuccessReply): string[] {
  const what = isResubmission ? 'is written anew' : 'is written';
  const where = pullRequest === undefined ? '' : ` ${pullRequest}`;
  const follow =
    pullRequest === undefined
      ? ''
      : `It is published when the pull request is merged: by itself where the words are the SOP's and the check is green, else by a person.`;
  return [
    `**\`${id}\` ${what}:**${where}`,
    publicText === '' ? 'Customers read nothing of it; it is for the log.' : 'Customers will read:',
    publicText === '' ? '' : quoteMarkdown(publicText.slice(0, MAX_TEXT_LENGTH)),
    follow,
    manualSteps.length === 0
      ? ''
      : ['**By hand:**', ...manualSteps.map((line) => `- ${escapeMarkdown(line)}`)].join('\n'),
    nextDeadlines.length === 0
      ? ''
      : ['**Next:**', ...nextDeadlines.map((line) => `- ${escapeMarkdown(line)}`)].join('\n'),
    nextForms.length === 0 ? '' : `To go on: ${formatFormLinks(nextForms)}`,
  ];
}

function formatFormLinks(forms: readonly FormLink[]): string {
  return forms.map(({ name, url }) => `[${name}](${url})`).join(' · ');
}

const NOT_APPLIED: Readonly<Record<IssueForm['type'], string>> = {
  open: 'Not declared yet.',
  update: 'Not posted yet.',
  resolve: 'Not resolved yet.',
};

const EDIT_HINT = 'Edit the issue (⋯, then Edit) and write it under its heading: it is tried again at once.';

function formatMissingAnswer({ label, prompt, choices }: MissingAnswer): string {
  const question = prompt === '' ? '' : ` ${escapeMarkdown(prompt)}`;
  const list = choices.map((choice) => `\n  - ${escapeMarkdown(choice)}`).join('');
  return `- **${escapeMarkdown(label)}**${question}${list}`;
}

function formatDiagnosticItem({ level, rule, clause, message, help }: Diagnostic): string {
  const because = clause === undefined ? rule : `${rule}, ${clause}`;
  const prefix = level === 'error' ? '' : 'Worth a look: ';
  const [escapedMessage, escapedHelp] = [message, help].map((text) =>
    escapeMarkdown(text.slice(0, MAX_DIAGNOSTIC_LENGTH)),
  );
  return `- ${prefix}${escapedMessage} (${because})${escapedHelp === '' ? '' : ` ${escapedHelp}`}`;
}

/** What the tool has to know again of its comment: what it wrote, and from which answers. */
export interface FormCommit {
  readonly id: string;
  /** The commit that holds it. */
  readonly commit: string;
  /** The commit whose text it was put after. */
  readonly parentCommit: string;
  /** The time of the update that it wrote, or of the file where there is none, as it stands in the file. */
  readonly at: string;
  /** What the answers were, in short; `-` where something is still to be tried again. */
  readonly answersHash: string;
}

/** Whether a published entry holds what was written. */
export function isFormPublished({ id, at }: FormCommit, event: IncidentOrMaintenance): boolean {
  if (event.id !== id) return false;
  const times = event.updates.map((update) => update.at);
  const all = times.length === 0 && event.kind === 'incident' ? [event.detected] : times;
  return all.some((time) => formatInstant(time) === at);
}

/** What is said on the issue when customers can read it: said once, and then the issue is closed. */
export function renderPublishedComment(
  formCommit: FormCommit,
  event: IncidentOrMaintenance,
  { site, policy }: SiteContext,
): string {
  const address = `${site.url.replace(/\/+$/, '')}/incidents/${event.id}/`;
  const commentText = isPublic(policy, event)
    ? `Live: ${address}`
    : `\`${event.id}\` is recorded. Its severity keeps it off the page.`;
  return `${formatMarker('live', `${formCommit.id} ${formCommit.at}`)}\n${commentText}\n`;
}

/** The kind of the marker of the one comment that is kept on an issue. */
export const REPLY_MARKER = 'declare';

/** The comment whole: the marker that finds it, what was written, and the words. */
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
            'wrote',
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

/** What an earlier comment says was written. */
export function parseFormCommit(keys: readonly string[]): FormCommit | undefined {
  const [id, commit, parentCommit, at, answersHash] = keys[0]?.split(' ') ?? [];
  if (id && commit && parentCommit && at && answersHash) return { id, commit, parentCommit, at, answersHash };
  return undefined;
}
