import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_THEME_CSS_LENGTH } from '../content/branding/theme-css-file.ts';
import type { ThemeCssFile } from '../content/branding/theme-css-file.ts';
import { mayHaveKey, parseSite } from '../content/site.ts';
import type { SourceFile } from '../content/source.ts';
import { pathInside } from './path-inside.ts';
import { readRegularFile } from './read-source.ts';

/**
 * Reads the stylesheet that `status.yaml` names; undefined if it names none. The CSS parser is loaded only then, because it takes
 * as long as all other checks of a small change.
 */
export async function readThemeCss(
  root: string,
  site: SourceFile | undefined,
): Promise<ThemeCssFile | undefined> {
  const theme = site && mayHaveKey(site, 'css') ? parseSite(site).value?.theme : undefined;
  if (theme?.css === undefined) return undefined;
  const path = theme.css;
  const real = await realpath(join(root, path)).catch(() => undefined);
  if (real === undefined || !pathInside(root, real))
    return { path, error: 'there is no such file in the content root' };
  const source = readRegularFile(root, real);
  if (source.unreadable !== undefined)
    return { path, error: `it can't be read as text (${source.unreadable})` };
  if (source.text.length > MAX_THEME_CSS_LENGTH)
    return { path, error: `it is longer than ${MAX_THEME_CSS_LENGTH} characters` };
  const { parseThemeCss } = await import('../content/branding/theme-css.ts');
  return { path, source, css: parseThemeCss(source, theme.accent) };
}
