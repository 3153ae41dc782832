import { formatFinding } from './parse-errors.ts';
import type { Finding } from './finding.ts';
import type { Phase, Update, Waiver } from './incident.ts';
import { formatInstant } from '../time/instant.ts';
import { readDirectives, readWaivers } from './parse-update-directives.ts';
import { EXAMPLE_TIME, readHeading } from './parse-update-heading.ts';
import { sectionsOf } from './sections.ts';
import type { Source, Span } from './source.ts';

/** The updates of a file's body, the waivers before the first one, and every fault in them. */
export interface ParsedUpdates {
  readonly updates: readonly Update[];
  readonly waivers: readonly Waiver[];
  readonly findings: readonly Finding[];
}

/** Reads the level-2 headings `TIME PHASE` from `start` on, and the Markdown under each. */
export function parseUpdates(
  source: Source,
  start: number,
  phases: readonly Phase[],
  zone: string,
): ParsedUpdates {
  const findings: Finding[] = [];
  const updates: Update[] = [];
  const sections = sectionsOf(source.text, start);
  const preamble: Span = { start, end: sections[0]?.heading.start ?? source.text.length };
  const waivers = readWaivers(source, preamble, findings);
  const stray = /\S/.exec(source.text.slice(preamble.start, preamble.end).replace(/<!--[\s\S]*?-->/g, blank));
  if (stray) {
    const line = lineAt(source.text, preamble.start + stray.index);
    const help = `Put it under a heading such as "## ${EXAMPLE_TIME} ${phases[0]}".`;
    findings.push(
      formatFinding(source, line, 'This text stands under no update, so nobody would see it.', help),
    );
  }
  const taken = new Map<string, number>();
  let phase: Phase = phases[0]!;
  for (const section of sections) {
    const head = readHeading(source, section.heading, phases, zone, findings);
    if (!head) continue;
    if (head.wrote !== 'update') phase = head.wrote;
    const rest = readDirectives(source, { start: section.heading.end, end: section.end }, findings);
    const stamp = formatInstant(head.at).replace(/[-:]/g, '');
    const count = (taken.get(stamp) ?? 0) + 1;
    taken.set(stamp, count);
    updates.push({
      id: count === 1 ? stamp : `${stamp}-${count}`,
      at: head.at,
      phase,
      wrote: head.wrote,
      ...(head.corrected !== undefined && { corrected: head.corrected }),
      ...(rest.affects && { affects: rest.affects }),
      ...(rest.severity !== undefined && { severity: rest.severity }),
      body: source.text.slice(rest.body.start, rest.body.end),
      waivers: readWaivers(source, rest.body, findings),
      spans: { heading: section.heading, time: head.time, phase: head.word, ...rest.spans, body: rest.body },
    });
  }
  return { updates, waivers, findings };
}

function lineAt(text: string, offset: number): Span {
  const end = text.indexOf('\n', offset);
  return { start: offset, end: end === -1 ? text.length : end };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
