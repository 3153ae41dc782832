import type { IncidentHistory } from '../../src/publication-history/history.ts';
import { replayHistory } from '../../src/publication-history/replay.ts';
import { parseInstant } from '../../src/time/instant.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { EXAMPLE_NOW } from '../support/example-content.ts';

/** An earlier version of an example's file: `incident was=TIME`, or `incident was=TIME as=NAME` under another name. */
export interface EarlierVersion {
  readonly info: string;
  readonly text: string;
}

const LINE_BEGINS = Date.UTC(2026, 0, 1);

/**
 * What git would show about an example: its earlier versions, each in a commit of its time, and the file itself: published
 * with `published=TIME`, otherwise proposed now. Undefined for an example without any of this.
 */
export function exampleHistory(
  info: string,
  source: SourceFile,
  earlier: readonly EarlierVersion[],
): IncidentHistory | undefined {
  const published = /\bpublished=(\S+)/.exec(info)?.[1];
  if (earlier.length === 0 && published === undefined && !info.includes(' proposed')) return undefined;
  const pass = replayHistory(undefined, true);
  pass.addCommit({ commit: 'root', at: LINE_BEGINS, files: [] });
  let last: SourceFile | undefined;
  const versions = [
    ...earlier.map((version) => ({
      commit: 'earlier',
      at: timeOf(/\bwas=(\S+)/.exec(version.info)![1]!),
      source: {
        path: `incidents/${/\bas=(\S+)/.exec(version.info)?.[1] ?? 'example'}.md`,
        text: version.text,
      },
    })),
    published === undefined
      ? { commit: '', at: EXAMPLE_NOW, source }
      : { commit: 'published', at: timeOf(published), source },
  ];
  for (const { commit, at, source: after } of versions) {
    const left = last && last.path !== after.path ? [{ path: last.path, blob: '' }] : [];
    pass.addCommit({ commit, at, files: [...left, { path: after.path, blob: '', after }] });
    last = after;
  }
  return pass.finish();
}

function timeOf(text: string): number {
  const read = parseInstant(text);
  if ('instant' in read) return read.instant;
  throw new Error(`"${text}" is no time`);
}
