import type { Setting } from '../content/content.ts';
import type { Finding } from '../content/finding.ts';
import type { Entry } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { markerOf } from '../text/comment-marker.ts';
import type { Form } from './fields.ts';
import { inFormWords } from './labels.ts';
import type { Missing } from './labels.ts';
import { plainMarkdown, quotedMarkdown } from '../text/github-markdown.ts';

/** What became of a form. */
export type Reply =
  | { readonly kind: 'no-access'; readonly who: string; readonly report?: string }
  | { readonly kind: 'missing'; readonly missing: readonly Missing[] }
  | { readonly kind: 'refused'; readonly message: string; readonly help: string }
  | { readonly kind: 'findings'; readonly words: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'early';
      readonly id: string;
      readonly when: string;
      readonly forms: readonly NextForm[];
    }
  | Done;

/** A form to go on with. */
export interface NextForm {
  readonly name: string;
  readonly url: string;
}

/** It is written, and waits to be published. */
export interface Done {
  readonly kind: 'done';
  readonly id: string;
  /** The address of its pull request; absent where none could be opened. */
  readonly pullRequest?: string;
  /** Empty where customers read nothing. */
  readonly words: string;
  /** What is due next and when, a line each. */
  readonly next: readonly string[];
  /** What a person has to do, a line each. */
  readonly left: readonly string[];
  /** This took the place of an earlier answer. */
  readonly again: boolean;
  /** Where the forms that come next are. */
  readonly forms: readonly NextForm[];
}

/** Together they fit into what GitHub takes of a comment, 65,536 characters, with every other sign escaped. */
const MOST = 20;
const LONGEST = 8000;
const LONGEST_FINDING = 500;

/** What the form's sender reads, in Markdown. */
export function sayReply(form: Form, reply: Reply): string {
  return `${paragraphs(form, reply)
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function paragraphs(form: Form, reply: Reply): string[] {
  switch (reply.kind) {
    case 'no-access':
      return [
        `Thank you. @${reply.who} has no write access to this repository, and only people who have it can do this from a form. Nothing was changed; the team can read this issue.`,
        reply.report === undefined ? '' : `To reach the team: ${plainMarkdown(reply.report)}.`,
      ];
    case 'missing':
      return [`**${NOT_YET[form.deed]} This is missing:**`, reply.missing.map(sayMissing).join('\n'), EDIT];
    case 'refused': {
      const [message, help] = [reply.message, reply.help].map((text) =>
        inFormWords(form, text).split('\n').map(plainMarkdown).filter(Boolean).join('  \n'),
      );
      return [`**${NOT_YET[form.deed]}** ${message}`, help!, EDIT];
    }
    case 'findings':
      return [
        `**${NOT_YET[form.deed]} These words do not keep the SOP yet:**`,
        quotedMarkdown(reply.words.slice(0, LONGEST)),
        reply.findings.slice(0, MOST).map(sayFinding).join('\n'),
        EDIT,
      ];
    case 'early':
      return [
        `**Not yet:** the fix of \`${reply.id}\` is watched until ${plainMarkdown(reply.when)}. Close and reopen this issue then, and it is tried again.`,
        reply.forms.length === 0
          ? ''
          : `Until then, tell customers that the fix is in: ${formLinks(reply.forms)}`,
      ];
    case 'done':
      return sayDone(reply);
  }
}

function sayDone({ id, pullRequest, words, next, left, again, forms }: Done): string[] {
  const what = again ? 'is written anew' : 'is written';
  const where = pullRequest === undefined ? '' : ` ${pullRequest}`;
  const follow =
    pullRequest === undefined
      ? ''
      : `It is published when the pull request is merged: by itself where the words are the SOP's and the check is green, else by a person.`;
  return [
    `**\`${id}\` ${what}:**${where}`,
    words === '' ? 'Customers read nothing of it; it is for the log.' : 'Customers will read:',
    words === '' ? '' : quotedMarkdown(words.slice(0, LONGEST)),
    follow,
    left.length === 0 ? '' : ['**By hand:**', ...left.map((line) => `- ${plainMarkdown(line)}`)].join('\n'),
    next.length === 0 ? '' : ['**Next:**', ...next.map((line) => `- ${plainMarkdown(line)}`)].join('\n'),
    forms.length === 0 ? '' : `To go on: ${formLinks(forms)}`,
  ];
}

function formLinks(forms: readonly NextForm[]): string {
  return forms.map(({ name, url }) => `[${name}](${url})`).join(' · ');
}

const NOT_YET: Readonly<Record<Form['deed'], string>> = {
  open: 'Not declared yet.',
  update: 'Not posted yet.',
  resolve: 'Not resolved yet.',
};

const EDIT = 'Edit the issue (⋯, then Edit) and write it under its heading: it is tried again at once.';

function sayMissing({ label, ask, choices }: Missing): string {
  const asked = ask === '' ? '' : ` ${plainMarkdown(ask)}`;
  const list = choices.map((choice) => `\n  - ${plainMarkdown(choice)}`).join('');
  return `- **${plainMarkdown(label)}**${asked}${list}`;
}

function sayFinding({ level, rule, clause, message, help }: Finding): string {
  const because = clause === undefined ? rule : `${rule}, ${clause}`;
  const mark = level === 'error' ? '' : 'Worth a look: ';
  const [said, helped] = [message, help].map((text) => plainMarkdown(text.slice(0, LONGEST_FINDING)));
  return `- ${mark}${said} (${because})${helped === '' ? '' : ` ${helped}`}`;
}

/** What the tool has to know again of its comment: what it wrote, and from which answers. */
export interface Written {
  readonly id: string;
  /** The commit that holds it. */
  readonly commit: string;
  /** The commit whose text it was put after. */
  readonly before: string;
  /** The time of the update that it wrote, or of the file where there is none, as it stands in the file. */
  readonly at: string;
  /** What the answers were, in short; `-` where something is still to be tried again. */
  readonly answers: string;
}

/** Whether a published entry holds what was written. */
export function holds({ id, at }: Written, entry: Entry): boolean {
  if (entry.id !== id) return false;
  const times = entry.updates.map((update) => update.at);
  const all = times.length === 0 && entry.kind === 'incident' ? [entry.detected] : times;
  return all.some((time) => formatInstant(time) === at);
}

/** What is said on the issue when customers can read it: said once, and then the issue is closed. */
export function liveComment(written: Written, entry: Entry, { site, policy }: Setting): string {
  const address = `${site.url.replace(/\/+$/, '')}/incidents/${entry.id}/`;
  const words = isPublic(policy, entry)
    ? `Live: ${address}`
    : `\`${entry.id}\` is recorded. Its severity keeps it off the page.`;
  return `${markerOf('live', `${written.id} ${written.at}`)}\n${words}\n`;
}

/** The kind of the marker of the one comment that is kept on an issue. */
export const REPLY = 'declare';

/** The comment whole: the marker that finds it, what was written, and the words. */
export function replyComment(form: Form, reply: Reply, written: Written | undefined): string {
  const markers = [
    markerOf(REPLY),
    ...(written
      ? [
          markerOf(
            'wrote',
            [written.id, written.commit, written.before, written.at, written.answers].join(' '),
          ),
        ]
      : []),
  ];
  return `${markers.join('\n')}\n${sayReply(form, reply)}`;
}

/** What an earlier comment says was written. */
export function writtenIn(keys: readonly string[]): Written | undefined {
  const [id, commit, before, at, answers] = keys[0]?.split(' ') ?? [];
  if (id && commit && before && at && answers) return { id, commit, before, at, answers };
  return undefined;
}
