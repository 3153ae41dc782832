import type { Logo } from '../../content/branding/logo.ts';
import { runInChildProcess } from '../../files/child-process.ts';
import { MODULE_EXTENSION } from '../../files/engine.ts';

/** The answer of the child process. */
export type DrawnSvg = { readonly svg: string } | { readonly error: string };

/**
 * Draws an SVG again as plain shapes, so that nothing else of the company's file is published: no script, style, link or
 * reference, however it is written. In a child process, because a small file can describe a very large drawing.
 */
export async function drawLogo(logo: Logo): Promise<Logo | { readonly error: string }> {
  if (logo.kind === 'png') return logo;
  const svg = new TextDecoder().decode(logo.bytes);
  const { messages, error } = await runInChildProcess(
    new URL(`draw-svg-child.${MODULE_EXTENSION}`, import.meta.url),
    { svg },
  );
  const drawn = messages[0] as DrawnSvg | undefined;
  if (!drawn) return { error: error ?? 'it could not be drawn' };
  return 'error' in drawn ? drawn : { ...logo, bytes: new TextEncoder().encode(drawn.svg) };
}
