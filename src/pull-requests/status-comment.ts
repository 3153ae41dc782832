import { formatInstant } from '../time/instant.ts';
import type { Finding } from '../content/finding.ts';
import { plainMarkdown } from '../text/github-markdown.ts';
import { findingsTable } from '../reporters/github-summary.ts';
import { sayCounts } from '../reporters/report.ts';
import { markerOf } from '../text/comment-marker.ts';
import type { ProposedFacts } from './pull-request.ts';
import type { Suggestion } from './suggestions.ts';
import type { Verdict } from './decision.ts';

/** The one comment that says how a pull request stands is found again by this. */
export const REVIEW_MARKER = markerOf('review');

/** What became of a pull request since it was judged. */
export interface Since {
  /** It was merged just now. */
  readonly merged?: boolean;
  /** Its times were made true; it is judged again. */
  readonly stamped?: boolean;
  /** What GitHub refused, in its own words. */
  readonly refused?: readonly string[];
}

/** GitHub takes 65,536 characters of a comment. */
const LARGEST_TABLE = 50_000;

/** The comment that is kept up to date on a pull request: what becomes of it, and the findings in words. */
export function drawNote(
  verdict: Verdict,
  proposed: ProposedFacts,
  left: readonly Suggestion[] = [],
  since: Since = {},
): string {
  const findings = ofThis(proposed);
  const lines = [REVIEW_MARKER, ...sayVerdict(verdict, since), ''];
  for (const what of since.refused ?? []) lines.push(`- ${plainMarkdown(what)}`);
  if (findings.length > 0)
    lines.push('', `**${sayCounts(findings)}**`, '', ...findingsTable(findings, LARGEST_TABLE));
  let size = lines.join('\n').length;
  for (const { path, from, body } of left) {
    const part = ['', `${plainMarkdown(`${path}:${from}`)}`, '', withoutMarkers(body)];
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
export function isSilent(verdict: Verdict, proposed: ProposedFacts): boolean {
  return verdict.is === 'not-ours' && proposed.files.length === 0 && ofThis(proposed).length === 0;
}

/** The findings in what it touches, and the errors elsewhere: those keep it from being merged too. */
export function ofThis({ findings, files, foreign }: ProposedFacts): Finding[] {
  const touched = new Set([...files.map(({ path }) => path), ...foreign]);
  return findings.filter(({ place, level }) => level === 'error' || touched.has(place.path));
}

function sayVerdict(verdict: Verdict, since: Since): string[] {
  if (since.merged && verdict.is === 'merge')
    return ['### Merged', '', `${plainMarkdown(verdict.why)} The page follows.`];
  if (verdict.is === 'not-ours') return ['### For a person to merge', '', plainMarkdown(verdict.why)];
  if (verdict.is === 'merge') {
    if (since.refused !== undefined)
      return ['### Ready, but GitHub did not take it', '', `${plainMarkdown(verdict.why)} GitHub says:`, ''];
    if (since.stamped === undefined)
      return ['### Ready', '', `${plainMarkdown(verdict.why)} It goes out by itself.`];
    return [
      '### Ready',
      '',
      `${plainMarkdown(verdict.why)} It waited so long that its time was no longer true; the time was set, and it is judged once more.`,
    ];
  }
  const { why, whom, free, until } = verdict;
  const later = verdict.is === 'offer' || until === undefined ? [] : [sayUntil(until)];
  const offer =
    verdict.is === 'offer'
      ? ['Nobody did in time: the template is offered in a suggestion, to go out now.']
      : [];
  return [
    '### Waits',
    '',
    [plainMarkdown(why), ...(whom.length > 0 ? [whom.join(' ')] : []), ...later, ...offer].join(' '),
    '',
    ...free.map((what) => `- ${plainMarkdown(what)}`),
  ];
}

function sayUntil(until: number): string {
  const minute = Math.ceil(until / 60_000) * 60_000;
  return `Without an answer by ${formatInstant(minute)}, the template is offered instead.`;
}

function withoutMarkers(text: string): string {
  return text.replace(/<!-- candor:[^>]*-->/g, '').trim();
}
