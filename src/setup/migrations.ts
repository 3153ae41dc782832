import type { ContentSources } from '../content/content.ts';
import { listSources } from '../content/content.ts';
import { isPreset } from '../content/extend-policy.ts';
import { applyFixes } from '../content/finding.ts';
import {
  fixesOfOlderFields,
  FORMAT_CHANGES,
  inCurrentFormat,
  parseYamlFile,
} from '../content/format-changes.ts';
import type { FormatChange } from '../content/format-changes.ts';
import { parseFrontMatter } from '../content/front-matter.ts';
import type { SourceFile } from '../content/source.ts';

/** A file of an older format, and its text in the current one. */
export interface MigratedFile {
  readonly path: string;
  readonly before: string;
  readonly text: string;
}

/** The company's files that are in the format of an older version. Only the changed keys and values differ. */
export function findMigrations(
  sources: ContentSources,
  changes: readonly FormatChange[] = FORMAT_CHANGES,
): MigratedFile[] {
  return listSources(sources)
    .filter((source) => !isPreset(source) && !source.path.endsWith('.css') && source.unreadable === undefined)
    .map((source) => ({ path: source.path, before: source.text, text: migrateFile(source, changes) }))
    .filter(({ before, text }) => text !== before);
}

function migrateFile(source: SourceFile, changes: readonly FormatChange[]): string {
  const yaml = source.path.endsWith('.md') ? parseFrontMatter(source) : parseYamlFile(source);
  if (!('errors' in yaml)) return source.text;
  const fixes = fixesOfOlderFields(inCurrentFormat(source.path, yaml, changes));
  return applyFixes(
    source,
    fixes.toSorted((a, b) => a.start - b.start),
  );
}
