import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import type { Phase, IncidentUpdate, Suppression } from './incident.ts';
import { formatInstant } from '../time/instant.ts';
import { parseDirectives, parseSuppressions } from './parse-update-directives.ts';
import { EXAMPLE_TIME, parseHeading } from './parse-update-heading.ts';
import { findSectionHeadings } from './sections.ts';
import type { SourceFile, TextSpan } from './source.ts';
import { replaceComments } from '../text/html-comments.ts';

/** `suppressions` are those before the first update. */
export interface UpdatesParseResult {
  readonly updates: readonly IncidentUpdate[];
  readonly suppressions: readonly Suppression[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses the level-2 headings `TIME PHASE` from `start` on, with the Markdown under each. */
export function parseUpdates(
  source: SourceFile,
  start: number,
  phases: readonly Phase[],
  zone: string,
): UpdatesParseResult {
  const diagnostics: Diagnostic[] = [];
  const updates: IncidentUpdate[] = [];
  const sections = findSectionHeadings(source.text, start);
  const preamble: TextSpan = { start, end: sections[0]?.heading.start ?? source.text.length };
  const suppressions = parseSuppressions(source, preamble, diagnostics);
  const stray = /\S/.exec(replaceComments(source.text.slice(preamble.start, preamble.end), blank, 'closed'));
  if (stray) {
    const line = lineAt(source.text, preamble.start + stray.index);
    const help = `Move it under a heading such as "## ${EXAMPLE_TIME} ${phases[0]}".`;
    diagnostics.push(
      createParseError(source, line, 'This text is not part of an update, so it is never shown.', help),
    );
  }
  const taken = new Map<string, number>();
  let phase: Phase = phases[0]!;
  for (const section of sections) {
    const head = parseHeading(source, section.heading, phases, zone, diagnostics);
    if (!head) continue;
    if (head.writtenPhase !== 'update') phase = head.writtenPhase;
    const rest = parseDirectives(source, { start: section.heading.end, end: section.end }, diagnostics);
    const stamp = formatInstant(head.at).replace(/[-:]/g, '');
    const count = (taken.get(stamp) ?? 0) + 1;
    taken.set(stamp, count);
    updates.push({
      id: count === 1 ? stamp : `${stamp}-${count}`,
      at: head.at,
      phase,
      writtenPhase: head.writtenPhase,
      ...(head.corrected !== undefined && { corrected: head.corrected }),
      ...(rest.affects && { affects: rest.affects }),
      ...(rest.severity !== undefined && { severity: rest.severity }),
      ...(rest.nextUpdate !== undefined && { nextUpdate: rest.nextUpdate }),
      body: source.text.slice(rest.body.start, rest.body.end),
      suppressions: parseSuppressions(source, rest.body, diagnostics),
      spans: {
        heading: section.heading,
        time: head.timeSpan,
        phase: head.phaseSpan,
        ...rest.spans,
        body: rest.body,
      },
    });
  }
  return { updates, suppressions, diagnostics };
}

function lineAt(text: string, offset: number): TextSpan {
  const end = text.indexOf('\n', offset);
  return { start: offset, end: end === -1 ? text.length : end };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
