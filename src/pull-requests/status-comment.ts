import { findResponsibleParty } from '../deadlines/escalation.ts';
import { formatInstant } from '../time/instant.ts';
import type { Diagnostic } from '../content/finding.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';
import { renderDiagnosticsTable } from '../reporters/github-summary.ts';
import { formatDiagnosticCounts } from '../reporters/report.ts';
import { formatMarker } from '../text/comment-marker.ts';
import { renderMessagePreviews } from './message-preview.ts';
import type { ProposedChanges } from './pull-request.ts';
import type { Suggestion } from './suggestions.ts';
import type { MergeDecision } from './decision.ts';

/** Identifies the status comment of a pull request. */
export const STATUS_COMMENT_MARKER = formatMarker('review');

/** What happened after the evaluation. */
export interface MergeResult {
  readonly merged?: boolean;
  /** The timestamps were updated, so it is evaluated again. */
  readonly timestampsUpdated?: boolean;
  /** GitHub's error messages. */
  readonly errors?: readonly string[];
}

/** GitHub limits a comment to 65,536 characters. */
const MAX_TABLE_LENGTH = 45_000;

/** Renders the decision, the findings, what audiences will read, and suggestions for lines outside the diff. */
export function renderStatusComment(
  decision: MergeDecision,
  proposed: ProposedChanges,
  outsideDiff: readonly Suggestion[] = [],
  since: MergeResult = {},
): string {
  const diagnostics = filterRelevantDiagnostics(proposed);
  const lines = [STATUS_COMMENT_MARKER, ...formatDecision(decision, since, findMergers(proposed)), ''];
  for (const what of since.errors ?? []) lines.push(`- ${escapeMarkdown(what)}`);
  if (diagnostics.length > 0)
    lines.push(
      '',
      `**${formatDiagnosticCounts(diagnostics)}**`,
      '',
      ...renderDiagnosticsTable(diagnostics, MAX_TABLE_LENGTH),
    );
  lines.push('', ...renderMessagePreviews(proposed.messages));
  let size = lines.join('\n').length;
  for (const { path, from, body } of outsideDiff) {
    const part = ['', `${escapeMarkdown(`${path}:${from}`)}`, '', stripMarkers(body)];
    size += part.join('\n').length;
    if (size > 60_000) break;
    lines.push(...part);
  }
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

/** True for a pull request that has nothing to do with incidents; it gets no comment. */
export function hasNothingToReport(decision: MergeDecision, proposed: ProposedChanges): boolean {
  return (
    decision.type === 'manual-merge' &&
    proposed.files.length === 0 &&
    filterRelevantDiagnostics(proposed).length === 0
  );
}

/** The findings in changed files, and errors elsewhere, because those block the merge too. */
export function filterRelevantDiagnostics({ diagnostics, files, otherPaths }: ProposedChanges): Diagnostic[] {
  const touched = new Set([...files.map(({ path }) => path), ...otherPaths]);
  return diagnostics.filter(({ location, level }) => level === 'error' || touched.has(location.path));
}

function formatDecision(decision: MergeDecision, since: MergeResult, mergers: readonly string[]): string[] {
  if (since.merged && decision.type === 'merge')
    return ['### Merged', '', `${escapeMarkdown(decision.reason)} The status page will update shortly.`];
  if (decision.type === 'manual-merge') {
    const sentences = [
      decision.reason,
      ...(decision.missingApproval === undefined ? [] : [decision.missingApproval]),
    ];
    return ['### Merge manually', '', escapeMarkdown(sentences.join(' '))];
  }
  if (decision.type === 'merge') {
    if (since.errors !== undefined)
      return [
        '### Ready, but the merge failed',
        '',
        `${escapeMarkdown(decision.reason)} ${mergers.length === 0 ? '' : `${mergers.join(' ')}: `}Please merge it yourself. Errors:`,
        '',
      ];
    if (since.timestampsUpdated === undefined)
      return ['### Ready', '', `${escapeMarkdown(decision.reason)} It will be auto-merged.`];
    return [
      '### Ready',
      '',
      `${escapeMarkdown(decision.reason)} Its timestamp was outdated and has been updated; the checks run again.`,
    ];
  }
  const { reason, people, customWording, proposeTemplateAt } = decision;
  if (since.errors !== undefined && decision.joined)
    return [
      '### Waiting: the default branch has to be merged into it',
      '',
      'An update of this incident was published meanwhile, and this one could not be put after it. Errors:',
      '',
    ];
  const later =
    decision.type === 'propose-template' || proposeTemplateAt === undefined
      ? []
      : [formatProposalDeadline(proposeTemplateAt)];
  const proposalNote =
    decision.type === 'propose-template'
      ? ['No one approved it in time: commit the suggested template to publish it now.']
      : [];
  return [
    '### Waiting',
    '',
    [
      escapeMarkdown(reason),
      ...(people.length > 0 ? [people.join(' ')] : []),
      ...later,
      ...proposalNote,
    ].join(' '),
    '',
    ...customWording.map((what) => `- ${escapeMarkdown(what)}`),
  ];
}

/** GitHub names, with `@`, of those who approve updates: they are asked when a job can't merge one. */
function findMergers({ siteContext }: ProposedChanges): readonly string[] {
  const approver = siteContext?.policy.publishing?.approver;
  if (!siteContext || approver === undefined) return [];
  return findResponsibleParty(siteContext.policy, siteContext.site, approver).people;
}

function formatProposalDeadline(deadline: number): string {
  const minute = Math.ceil(deadline / 60_000) * 60_000;
  return `Without approval by ${formatInstant(minute)}, the template is proposed instead.`;
}

function stripMarkers(text: string): string {
  return text.replace(/<!-- candor:[^>]*-->/g, '').trim();
}
