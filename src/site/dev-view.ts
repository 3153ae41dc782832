import type { StatusView } from '../core/view.ts';
import { drawFinding } from '../report/terminal.ts';
import { collect } from './collect.ts';

/** The content root that `astro dev` serves: `CANDOR_ROOT`, or the folder it was started in. */
export function devRoot(): string {
  return process.env['CANDOR_ROOT'] ?? process.cwd();
}

/**
 * Reads the view for development, at the time of reading.
 * @throws if the site or its policy can't be read; the message says why
 */
export async function readView(): Promise<StatusView> {
  const { view, content, sources } = await collect(devRoot(), Date.now());
  if (view) return view;
  const all = [...(sources.site ? [sources.site] : []), ...sources.policies];
  const drawn = content.findings.map((finding) => {
    return drawFinding(
      finding,
      all.find((source) => source.path === finding.place.path),
    );
  });
  throw new Error(`The site can't be shown:\n\n${drawn.join('\n\n')}`);
}
