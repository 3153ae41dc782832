import type { StatusView } from '../status/status-view.ts';
import { drawFinding } from '../reporters/terminal.ts';
import { collect } from './load-status.ts';

/**
 * Reads the view for development, at the time of reading.
 * @throws if the site or its policy can't be read; the message says why
 */
export async function readView(root: string): Promise<StatusView> {
  const { view, content, sources } = await collect(root, Date.now());
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
