import type { EntryView } from '../../status/entry.ts';
import type { StatusView } from '../../status/status-view.ts';
import { apiIncident, apiMaintenance, isIncident, isMaintenance } from './entries.ts';
import { apiContextOf } from './page.ts';
import type { ApiContext } from './page.ts';
import type { ApiIncident, ApiMaintenance } from './shapes.ts';
import { rollUp } from './states.ts';

/** How many entries a list holds at most. */
const MOST = 50;

const incidents = (context: ApiContext, entries: readonly EntryView[]): ApiIncident[] =>
  entries.filter(isIncident).map((shown) => apiIncident(context, shown));

const maintenances = (context: ApiContext, entries: readonly EntryView[]): ApiMaintenance[] =>
  entries.filter(isMaintenance).map((shown) => apiMaintenance(context, shown));

/** Statuspage's read endpoints by their path under `/api/v2/`, each with the parts of its document. */
const ENDPOINTS = {
  summary: (context) => {
    const { view, components } = context;
    const { underWay, upcoming } = view.maintenance;
    return {
      components: components.list,
      incidents: incidents(context, open(view)),
      scheduled_maintenances: maintenances(context, [...underWay, ...upcoming]),
      status: rollUp(view),
    };
  },
  status: ({ view }) => ({ status: rollUp(view) }),
  components: ({ components }) => ({ components: components.list }),
  incidents: (context) => ({
    incidents: incidents(context, context.view.entries.filter(isIncident).slice(0, MOST)),
  }),
  'incidents/unresolved': (context) => ({ incidents: incidents(context, open(context.view)) }),
  'scheduled-maintenances': (context) => ({
    scheduled_maintenances: maintenances(context, context.view.entries.filter(isMaintenance).slice(0, MOST)),
  }),
  'scheduled-maintenances/upcoming': (context) => ({
    scheduled_maintenances: maintenances(context, context.view.maintenance.upcoming),
  }),
  'scheduled-maintenances/active': (context) => ({
    scheduled_maintenances: maintenances(context, context.view.maintenance.underWay),
  }),
} as const satisfies Readonly<Record<string, (context: ApiContext) => object>>;

export type Endpoint = keyof typeof ENDPOINTS;

export const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as readonly Endpoint[];

/** The text of an endpoint's document. */
export function apiDocument(view: StatusView, endpoint: Endpoint): string {
  const context = apiContextOf(view);
  return JSON.stringify({ page: context.page, ...ENDPOINTS[endpoint](context) });
}

/** Newest first, as the other lists are. */
function open({ entries }: StatusView): EntryView[] {
  return entries.filter(({ when }) => when === 'open');
}
