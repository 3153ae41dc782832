import { formatInstant } from '../time/instant.ts';
import type { Diagnostic } from '../content/finding.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';
import { renderDiagnosticsTable } from '../reporters/github-summary.ts';
import { formatDiagnosticCounts } from '../reporters/report.ts';
import { formatMarker } from '../text/comment-marker.ts';
import type { ProposedChanges } from './pull-request.ts';
import type { Suggestion } from './suggestions.ts';
import type { MergeDecision } from './decision.ts';

/** The one comment that says how a pull request stands is found again by this. */
export const STATUS_COMMENT_MARKER = formatMarker('review');

/** What became of a pull request since it was judged. */
export interface MergeResult {
  /** It was merged just now. */
  readonly merged?: boolean;
  /** Its times were made true; it is judged again. */
  readonly timestampsUpdated?: boolean;
  /** What GitHub refused, in its own words. */
  readonly errors?: readonly string[];
}

/** GitHub takes 65,536 characters of a comment. */
const MAX_TABLE_LENGTH = 50_000;

/** The comment that is kept up to date on a pull request: what becomes of it, and the findings in words. */
export function renderStatusComment(
  decision: MergeDecision,
  proposed: ProposedChanges,
  outsideDiff: readonly Suggestion[] = [],
  since: MergeResult = {},
): string {
  const diagnostics = filterRelevantDiagnostics(proposed);
  const lines = [STATUS_COMMENT_MARKER, ...formatDecision(decision, since), ''];
  for (const what of since.errors ?? []) lines.push(`- ${escapeMarkdown(what)}`);
  if (diagnostics.length > 0)
    lines.push(
      '',
      `**${formatDiagnosticCounts(diagnostics)}**`,
      '',
      ...renderDiagnosticsTable(diagnostics, MAX_TABLE_LENGTH),
    );
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

/** Whether there is anything to say of a pull request: one that has nothing to do with incidents is left in peace. */
export function hasNothingToReport(decision: MergeDecision, proposed: ProposedChanges): boolean {
  return (
    decision.type === 'manual-merge' &&
    proposed.files.length === 0 &&
    filterRelevantDiagnostics(proposed).length === 0
  );
}

/** The findings in what it touches, and the errors elsewhere: those keep it from being merged too. */
export function filterRelevantDiagnostics({ diagnostics, files, otherPaths }: ProposedChanges): Diagnostic[] {
  const touched = new Set([...files.map(({ path }) => path), ...otherPaths]);
  return diagnostics.filter(({ location, level }) => level === 'error' || touched.has(location.path));
}

function formatDecision(decision: MergeDecision, since: MergeResult): string[] {
  if (since.merged && decision.type === 'merge')
    return ['### Merged', '', `${escapeMarkdown(decision.reason)} The page follows.`];
  if (decision.type === 'manual-merge')
    return ['### For a person to merge', '', escapeMarkdown(decision.reason)];
  if (decision.type === 'merge') {
    if (since.errors !== undefined)
      return [
        '### Ready, but GitHub did not take it',
        '',
        `${escapeMarkdown(decision.reason)} GitHub says:`,
        '',
      ];
    if (since.timestampsUpdated === undefined)
      return ['### Ready', '', `${escapeMarkdown(decision.reason)} It goes out by itself.`];
    return [
      '### Ready',
      '',
      `${escapeMarkdown(decision.reason)} It waited so long that its time was no longer true; the time was set, and it is judged once more.`,
    ];
  }
  const { reason, people, customWording, proposeTemplateAt } = decision;
  const later =
    decision.type === 'propose-template' || proposeTemplateAt === undefined
      ? []
      : [formatProposalDeadline(proposeTemplateAt)];
  const proposalNote =
    decision.type === 'propose-template'
      ? ['Nobody did in time: the template is offered in a suggestion, to go out now.']
      : [];
  return [
    '### Waits',
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

function formatProposalDeadline(deadline: number): string {
  const minute = Math.ceil(deadline / 60_000) * 60_000;
  return `Without an answer by ${formatInstant(minute)}, the template is offered instead.`;
}

function stripMarkers(text: string): string {
  return text.replace(/<!-- candor:[^>]*-->/g, '').trim();
}
