import type { EventView } from '../../status/entry.ts';
import type { StatusView } from '../../status/status-view.ts';
import type { Messages } from '../i18n/messages.ts';
import { toApiIncident, toApiMaintenance, isIncident, isMaintenance } from './entries.ts';
import { getApiContext } from './page.ts';
import type { ApiContext } from './page.ts';
import type { ApiIncident, ApiMaintenance } from './shapes.ts';
import { computeStatusRollup } from './states.ts';

const MAX_LISTED = 50;

const toApiIncidents = (context: ApiContext, events: readonly EventView[]): ApiIncident[] =>
  events.filter(isIncident).map((view) => toApiIncident(context, view));

const toApiMaintenances = (context: ApiContext, events: readonly EventView[]): ApiMaintenance[] =>
  events.filter(isMaintenance).map((view) => toApiMaintenance(context, view));

/** The content of each endpoint by its path under `/api/v2/`. */
const ENDPOINTS = {
  summary: (context) => {
    const { view, components } = context;
    const { underWay, upcoming } = view.maintenance;
    return {
      components: components.list,
      incidents: toApiIncidents(context, view.active),
      scheduled_maintenances: toApiMaintenances(context, [...underWay, ...upcoming]),
      status: computeStatusRollup(view),
    };
  },
  status: ({ view }) => ({ status: computeStatusRollup(view) }),
  components: ({ components }) => ({ components: components.list }),
  incidents: (context) => ({
    incidents: toApiIncidents(context, context.view.events.filter(isIncident).slice(0, MAX_LISTED)),
  }),
  'incidents/unresolved': (context) => ({
    incidents: toApiIncidents(context, context.view.active),
  }),
  'scheduled-maintenances': (context) => ({
    scheduled_maintenances: toApiMaintenances(
      context,
      context.view.events.filter(isMaintenance).slice(0, MAX_LISTED),
    ),
  }),
  'scheduled-maintenances/upcoming': (context) => ({
    scheduled_maintenances: toApiMaintenances(context, context.view.maintenance.upcoming),
  }),
  'scheduled-maintenances/active': (context) => ({
    scheduled_maintenances: toApiMaintenances(context, context.view.maintenance.underWay),
  }),
} as const satisfies Readonly<Record<string, (context: ApiContext) => object>>;

export type Endpoint = keyof typeof ENDPOINTS;

export const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as readonly Endpoint[];

/** `messages` replace those of the site's language. */
export function renderApiDocument(view: StatusView, endpoint: Endpoint, messages?: Messages): string {
  const context = { ...getApiContext(view), ...(messages && { messages }) };
  return JSON.stringify({ page: context.page, ...ENDPOINTS[endpoint](context) });
}
