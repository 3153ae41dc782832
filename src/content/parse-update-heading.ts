import { createParseError, createTimeError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import type { Phase } from './incident.ts';
import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, findNearest, formatAlternatives } from '../text/did-you-mean.ts';
import type { SourceFile, TextSpan } from './source.ts';

/** For help texts. */
export const EXAMPLE_TIME = '2026-11-22T09:10Z';

const HEADING = /^(?<time>.*?)[ \t]+(?<word>[^\s()]+)(?:[ \t]+\((?<note>[^)]*)\))?[ \t]*$/;
const CORRECTED = /^corrected (.+)$/;

export interface UpdateHeading {
  readonly at: Instant;
  readonly writtenPhase: Phase | 'update';
  readonly corrected?: Instant;
  readonly timeSpan: TextSpan;
  readonly phaseSpan: TextSpan;
}

/** Parses `## TIME PHASE` with an optional `(corrected TIME)`; undefined, with findings, if it is invalid. */
export function parseHeading(
  source: SourceFile,
  heading: TextSpan,
  phases: readonly Phase[],
  zone: string,
  diagnostics: Diagnostic[],
): UpdateHeading | undefined {
  const words: readonly string[] = [...phases, 'update'];
  const line = source.text.slice(heading.start, heading.end);
  const lead = /^## ?[ \t]*/.exec(line)![0].length;
  const parts = HEADING.exec(line.slice(lead))?.groups;
  const time = parts?.['time']?.trim() ?? '';
  const word = parts?.['word'] ?? '';
  if (!parts || !/\d/.test(time)) {
    const help = `Write "## ${EXAMPLE_TIME} ${phases[0]}"; the phases are ${formatAlternatives(words)}.`;
    diagnostics.push(createParseError(source, heading, 'Expected a time and a phase in this heading.', help));
    return undefined;
  }
  const at = heading.start + lead + line.slice(lead).indexOf(time);
  const timeSpan = { start: at, end: at + time.length };
  const wordAt =
    line.lastIndexOf(word, parts['note'] === undefined ? line.length : line.lastIndexOf('(')) + heading.start;
  const wordSpan = { start: wordAt, end: wordAt + word.length };
  const parsed = parseInstant(time);
  if ('error' in parsed)
    diagnostics.push(
      createTimeError(source, timeSpan, 'time', { kind: 'time', reason: parsed.error, text: time }, zone),
    );
  const writtenPhase = words.find((known) => known === word.toLowerCase().replace('_', '-')) as
    Phase | 'update' | undefined;
  if (!writtenPhase) {
    const meant = findNearest(word, words);
    const message = `Unknown phase "${word}".${formatDidYouMean(word, words)}`;
    const fix = meant === undefined ? undefined : { ...wordSpan, text: meant };
    diagnostics.push(
      createParseError(source, wordSpan, message, `The phases are ${formatAlternatives(words)}.`, fix),
    );
  }
  const corrected = parseCorrection(source, heading, parts['note'], zone, diagnostics);
  if ('error' in parsed || !writtenPhase) return undefined;
  return {
    at: parsed.instant,
    writtenPhase,
    ...(corrected !== undefined && { corrected }),
    timeSpan: timeSpan,
    phaseSpan: wordSpan,
  };
}

function parseCorrection(
  source: SourceFile,
  heading: TextSpan,
  note: string | undefined,
  zone: string,
  diagnostics: Diagnostic[],
): Instant | undefined {
  if (note === undefined) return undefined;
  const start = source.text.indexOf(`(${note})`, heading.start) + 1;
  const time = CORRECTED.exec(note.trim())?.[1];
  if (time === undefined) {
    const span = { start, end: start + note.length };
    const help = `Write a correction as "(corrected ${EXAMPLE_TIME})".`;
    diagnostics.push(createParseError(source, span, `Unknown note "(${note})" in a heading.`, help));
    return undefined;
  }
  const parsed = parseInstant(time);
  if ('instant' in parsed) return parsed.instant;
  const at = source.text.indexOf(time, start);
  const error = { kind: 'time', reason: parsed.error, text: time } as const;
  diagnostics.push(createTimeError(source, { start: at, end: at + time.length }, 'corrected', error, zone));
  return undefined;
}
