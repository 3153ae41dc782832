import type { StatusView } from '../status/status-view.ts';
import { renderDiagnostic } from '../reporters/terminal.ts';
import { loadStatus } from './load-status.ts';

/**
 * Reads the view for development, at the time of reading.
 * @throws if the site or its policy can't be read; the message says why
 */
export async function loadDevStatusView(root: string): Promise<StatusView> {
  const { view, content, sources } = await loadStatus(root, Date.now());
  if (view) return view;
  const all = [...(sources.site ? [sources.site] : []), ...sources.policies];
  const drawn = content.diagnostics.map((diagnostic) => {
    return renderDiagnostic(
      diagnostic,
      all.find((source) => source.path === diagnostic.location.path),
    );
  });
  throw new Error(`The site can't be shown:\n\n${drawn.join('\n\n')}`);
}
