import { createPageContext } from '../../src/site/site-context.ts';
import type { LoadedSite } from '../../src/site/site-context.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

/** A site whose one incident affects every component from its first to its last update. */
export function siteOfWideIncident(components: readonly string[], headings: readonly string[]): LoadedSite {
  const states = components.map((id) => `${id}: degraded`).join(', ');
  const text = incidentText('severity: sev-2\ndetected: 09:00', headings);
  const { siteContext, entries } = worldOf(
    { all: text.replace('{ checkout: degraded }', `{ ${states} }`) },
    { components: Object.fromEntries(components.map((id) => [id, ''])) },
  );
  const view = buildStatusView({
    siteContext,
    incidents: entries,
    promisedUpdateOf: () => undefined,
    now: at('18:00'),
  });
  return { view, context: createPageContext(view.site) } as LoadedSite;
}
