import { parseYamlFile } from '../format-changes.ts';
import type { Diagnostic } from '../finding.ts';
import { createParseError } from '../parse-errors.ts';
import type { SourceFile } from '../source.ts';
import type { ThemeCss } from './tokens.ts';

/** In UTF-16 units; every token with a comment needs a tenth of it. */
export const MAX_THEME_CSS_LENGTH = 20_000;

/** The stylesheet that `status.yaml` names. */
export interface ThemeCssFile {
  readonly path: string;
  /** Why it can't be read, in a part of a sentence. */
  readonly error?: string;
  readonly source?: SourceFile;
  readonly css?: ThemeCss;
}

/** The findings of `theme.css`: in it, or in `status.yaml` if it can't be read. */
export function collectThemeCssErrors(
  site: SourceFile,
  { path, error, css }: ThemeCssFile,
): readonly Diagnostic[] {
  if (error === undefined) return css?.diagnostics ?? [];
  const span = parseYamlFile(site).locate(['theme', 'css']);
  const message = `"theme.css" is "${path.slice(0, 80)}": ${error}.`;
  return [createParseError(site, span, message, 'The site is built without it.')];
}
