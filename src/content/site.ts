import type { z } from 'zod';
import { collectMinorFindings } from './minor-findings.ts';
import type { Diagnostic } from './finding.ts';
import { createParseError, collectSchemaErrors } from './parse-errors.ts';
import type { ParseResult } from './parse-errors.ts';
import { parseFrontMatter } from './front-matter.ts';
import { checkLanguage } from './languages.ts';
import { idFromPath, checkReadable } from './parse-incident.ts';
import { componentSchema } from './schema/component.ts';
import { FOR_FEW_FILES, KEY_PATTERN, RESERVED_ON_WINDOWS } from './schema/fields.ts';
import { siteSchema } from './schema/site.ts';
import type { SourceFile } from './source.ts';
import type { Day } from '../time/calendar.ts';
import { checkAccent } from './branding/accent.ts';
import type { ThemeTokens } from './branding/tokens.ts';
import { parseYamlFile } from './format-changes.ts';
import { checkZoneName } from './zone-name.ts';

/** `status.yaml`. */
export type Site = Readonly<z.output<typeof siteSchema>>;

/** A part of the service, under the name that customers know. */
export interface Component extends Readonly<z.output<typeof componentSchema>> {
  readonly id: string;
  readonly source: SourceFile;
  /** Markdown. */
  readonly description: string;
  /** The first day that is recorded: `since`, or what git and the incidents show. See `withRecordedDays`. */
  readonly recordedSince?: Day;
}

/**
 * @param ownLanguages the languages that the company has words for
 * @param tokens what the company's stylesheet sets
 */
export function parseSite(
  source: SourceFile,
  ownLanguages: readonly string[] = [],
  tokens?: ThemeTokens,
): ParseResult<Site> {
  const bad = checkReadable(source);
  if (bad.length > 0) return { diagnostics: bad };
  const yaml = parseYamlFile(source);
  const checked = yaml.errors.length === 0 ? siteSchema.safeParse(yaml.data ?? {}, FOR_FEW_FILES) : undefined;
  const diagnostics = [...checkLanguage(source, yaml, ownLanguages), ...collectMinorFindings(source, yaml)];
  if (!checked?.success) {
    return {
      diagnostics: [...collectSchemaErrors(source, yaml, checked?.error, siteSchema, 'UTC'), ...diagnostics],
    };
  }
  const { accent } = checked.data.theme;
  if (accent !== undefined) diagnostics.push(...checkAccent(source, yaml, accent, tokens));
  diagnostics.push(...checkZoneName(source, yaml, checked.data));
  return { value: checked.data, diagnostics };
}

/** Whether `status.yaml` may have a key, before it is parsed. YAML can also write a key with escapes. */
export function mayHaveKey({ text }: SourceFile, key: string): boolean {
  return text.includes(key) || text.includes('\\');
}

/** Parses a file in `components/`. */
export function parseComponent(source: SourceFile): ParseResult<Component> {
  const bad = checkReadable(source);
  if (bad.length > 0) return { diagnostics: bad };
  const front = parseFrontMatter(source);
  if (!('bodyStart' in front)) {
    return {
      diagnostics: [
        createParseError(source, front, front.message, 'Begin the file with "---", name: and "---" again.'),
      ],
    };
  }
  const id = idFromPath(source.path);
  const checked =
    front.errors.length === 0 ? componentSchema.safeParse(front.data ?? {}, FOR_FEW_FILES) : undefined;
  const diagnostics = checked?.success
    ? []
    : collectSchemaErrors(source, front, checked?.error, componentSchema, 'UTC');
  if (!KEY_PATTERN.test(id)) {
    const message = `The file name "${id.slice(0, 80)}" must be lower-case letters, digits and hyphens.`;
    diagnostics.push(
      createParseError(source, { start: 0, end: 3 }, message, 'Rename it, for example to checkout.md.'),
    );
  }
  const minor = [...collectMinorFindings(source, front), ...checkReservedName(source, id)];
  if (!checked?.success || diagnostics.length > 0) return { diagnostics: [...diagnostics, ...minor] };
  return {
    value: { ...checked.data, id, source, description: source.text.slice(front.bodyStart).trim() },
    diagnostics: minor,
  };
}

function checkReservedName(source: SourceFile, id: string): Diagnostic[] {
  if (!RESERVED_ON_WINDOWS.test(id)) return [];
  const message = `The file name "${id}.md" is reserved on Windows, where the repository can't be checked out.`;
  const help = `Rename it to component-${id}.md, and add formerly: [${id}].`;
  return [{ ...createParseError(source, { start: 0, end: 3 }, message, help), level: 'warn' }];
}

/** Whether a component was out of service on a day of the site's time zone. */
export function isRetiredOn({ retired }: Pick<Component, 'retired'>, day: Day): boolean {
  return retired !== undefined && retired <= day;
}
