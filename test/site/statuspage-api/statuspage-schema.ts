import { z } from 'zod';

/**
 * Statuspage's public API as its strictest readers take it, written from its documents and not from our code: every key
 * there, no other, each of its type.
 */
const id = z.string().regex(/^[a-z0-9]{12}$/);
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(?:Z|[+-]\d{2}:\d{2})$/)
  .pipe(z.iso.datetime({ offset: true, precision: 3 }));
const address = z.url({ protocol: /^https?$/ });
const impact = z.enum(['none', 'minor', 'major', 'critical']);
const incidentStatus = z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']);
const maintenanceStatus = z.enum(['scheduled', 'in_progress', 'verifying', 'completed']);
const componentStatus = z.enum([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
]);

const page = z.strictObject({
  id,
  name: z.string().min(1),
  url: address.refine((url) => !url.endsWith('/')),
  time_zone: z.string().refine((zone) => new Intl.DateTimeFormat('en', { timeZone: zone })),
  updated_at: time,
});

const status = z.union(
  [
    ['none', 'All Systems Operational'],
    ['minor', 'Minor Service Outage'],
    ['minor', 'Partially Degraded Service'],
    ['major', 'Partial System Outage'],
    ['critical', 'Major Service Outage'],
    ['maintenance', 'Service Under Maintenance'],
  ].map(([indicator, description]) =>
    z.strictObject({ indicator: z.literal(indicator), description: z.literal(description) }),
  ),
);

const componentShape = {
  id,
  name: z.string().min(1),
  status: componentStatus,
  created_at: time,
  updated_at: time,
  position: z.int().min(1),
  description: z.string().min(1).nullable(),
  showcase: z.boolean(),
  start_date: z.iso.date().nullable(),
  page_id: id,
  only_show_if_degraded: z.boolean(),
};
const leaf = z.strictObject({ ...componentShape, group_id: id.nullable(), group: z.literal(false) });
const group = z.strictObject({
  ...componentShape,
  group_id: z.null(),
  group: z.literal(true),
  components: z.array(id).min(1),
});

const components = z.array(z.discriminatedUnion('group', [leaf, group])).superRefine((list, context) => {
  const known = new Map(list.map((component) => [component.id, component]));
  const wrong = (message: string): void => context.addIssue({ code: 'custom', message });
  if (known.size !== list.length) wrong('an id stands twice');
  for (const component of list) {
    if (component.group) {
      for (const child of component.components) {
        if (known.get(child)?.group_id !== component.id) wrong(`${child} does not know its group`);
      }
    } else if (component.group_id !== null && !known.get(component.group_id)?.group)
      wrong('a group is missing');
  }
  const places = list.map(({ group_id, position }) => `${group_id} ${position}`);
  if (new Set(places).size !== list.length) wrong('a position is taken twice');
});

const updateShape = <Status extends z.ZodType>(updateStatus: Status) =>
  z.strictObject({
    id,
    status: updateStatus,
    body: z.string(),
    incident_id: id,
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: z
      .array(
        z.strictObject({
          code: id,
          name: z.string().min(1),
          old_status: componentStatus,
          new_status: componentStatus,
        }),
      )
      .min(1)
      .nullable(),
    deliver_notifications: z.boolean(),
    custom_tweet: z.null(),
    tweet_id: z.null(),
  });

const entryShape = {
  id,
  name: z.string().min(1),
  created_at: time,
  updated_at: time,
  monitoring_at: time.nullable(),
  resolved_at: time.nullable(),
  shortlink: address,
  started_at: time,
  page_id: id,
  components: z.array(leaf),
  reminder_intervals: z.null(),
};

interface Told {
  readonly id: string;
  readonly page_id: string;
  readonly incident_updates: readonly { readonly incident_id: string; readonly display_at: string }[];
}

function coherent({ id: own, incident_updates: updates }: Told): boolean {
  const times = updates.map(({ display_at }) => Date.parse(display_at));
  const newestFirst = times.every((moment, index) => index === 0 || moment <= times[index - 1]!);
  return newestFirst && updates.every(({ incident_id }) => incident_id === own);
}

const incident = z
  .strictObject({
    ...entryShape,
    status: incidentStatus,
    impact,
    incident_updates: z.array(updateShape(incidentStatus)),
  })
  .refine(coherent)
  .refine((shown) => ['resolved', 'postmortem'].includes(shown.status) === (shown.resolved_at !== null));

const maintenance = z
  .strictObject({
    ...entryShape,
    status: maintenanceStatus,
    impact: z.literal('maintenance'),
    incident_updates: z.array(updateShape(maintenanceStatus)),
    scheduled_for: time,
    scheduled_until: time,
  })
  .refine(coherent)
  .refine((shown) => (shown.status === 'completed') === (shown.resolved_at !== null));

const incidents = z.array(incident);
const maintenances = z.array(maintenance);
const unresolved = incidents.refine((list) => list.every((shown) => shown.resolved_at === null));
const withStatus = (...allowed: readonly string[]) =>
  maintenances.refine((list) => list.every((shown) => allowed.includes(shown.status)));

/** What each endpoint answers, by its path under `/api/v2/`. */
export const STATUSPAGE: Readonly<Record<string, z.ZodType>> = {
  'summary.json': z.strictObject({
    page,
    components,
    incidents: unresolved,
    scheduled_maintenances: withStatus('scheduled', 'in_progress', 'verifying'),
    status,
  }),
  'status.json': z.strictObject({ page, status }),
  'components.json': z.strictObject({ page, components }),
  'incidents.json': z.strictObject({ page, incidents: incidents.max(50) }),
  'incidents/unresolved.json': z.strictObject({ page, incidents: unresolved }),
  'scheduled-maintenances.json': z.strictObject({ page, scheduled_maintenances: maintenances.max(50) }),
  'scheduled-maintenances/upcoming.json': z.strictObject({
    page,
    scheduled_maintenances: withStatus('scheduled'),
  }),
  'scheduled-maintenances/active.json': z.strictObject({
    page,
    scheduled_maintenances: withStatus('in_progress', 'verifying'),
  }),
};
