import type { ComponentView } from '../status/components.ts';
import type { CurrentState } from '../status/states.ts';
import type { StatusView } from '../status/status-view.ts';
import { pageChangedAt } from './changed-at.ts';

type Labels = Readonly<Record<string, string>>;

interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

const STATES: readonly CurrentState[] = [
  'operational',
  'maintenance',
  'unknown',
  'degraded',
  'partial-outage',
  'major-outage',
];

/**
 * The page in Prometheus' text format. A static file can't hold an age, so it has timestamps: `time() - x` is the age at
 * each scrape.
 */
export function renderMetrics(view: StatusView): string {
  return `${collectFamilies(view).flatMap(renderFamily).join('\n')}\n`;
}

function collectFamilies(view: StatusView): MetricFamily[] {
  const { groups, overall, active, maintenance, builtAt } = view;
  const components = groups.flatMap(({ name, components: members }) =>
    members.map((component) => [component, name] as const),
  );
  return [
    {
      name: 'candor_component_state',
      help: 'Whether a component is in a state: 1 for the one it is in, 0 for the others.',
      samples: components.flatMap(([component, group]) => createStateSamples(component, group)),
    },
    {
      name: 'candor_state',
      help: 'Whether the worst of all components is in a state.',
      samples: STATES.map((state) => [{ state }, Number(overall.state === state)]),
    },
    {
      name: 'candor_incidents_open',
      help: 'Open incidents by their impact on customers.',
      samples: (['none', 'minor', 'major', 'critical'] as const).map((impact) => [
        { impact },
        active.filter(({ event }) => event.kind === 'incident' && event.severity.impact === impact).length,
      ]),
    },
    {
      name: 'candor_maintenances',
      help: 'Planned maintenances in progress and upcoming.',
      samples: [
        [{ when: 'under-way' }, maintenance.underWay.length],
        [{ when: 'upcoming' }, maintenance.upcoming.length],
      ],
    },
    {
      name: 'candor_incident_last_update_timestamp_seconds',
      help: 'When the last update of an open incident was published.',
      samples: active.map(({ event, from }) => [
        { incident: event.id, title: event.title },
        (event.updates.at(-1)?.at ?? from) / 1000,
      ]),
    },
    {
      name: 'candor_incident_next_update_timestamp_seconds',
      help: 'When the next update of an open incident is due, as promised to customers.',
      samples: active.flatMap(({ event, next }) =>
        next ? [[{ incident: event.id, title: event.title }, next.by / 1000] as const] : [],
      ),
    },
    {
      name: 'candor_page_changed_timestamp_seconds',
      help: 'When anything on the page last changed.',
      samples: [[{}, pageChangedAt(view) / 1000]],
    },
    {
      name: 'candor_page_built_timestamp_seconds',
      help: 'When the page was built.',
      samples: [[{}, builtAt / 1000]],
    },
  ];
}

function createStateSamples(
  { id, name, state }: ComponentView,
  group: string | undefined,
): MetricFamily['samples'] {
  const labels = { component: id, name, ...(group !== undefined && { group }) };
  return STATES.map((candidate) => [{ ...labels, state: candidate }, Number(candidate === state)]);
}

function renderFamily({ name, help, samples }: MetricFamily): string[] {
  const values = samples.map(([labels, value]) => {
    const written = Object.entries(labels).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
    return `${name}${written.length > 0 ? `{${written.join(',')}}` : ''} ${value}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...values];
}

function escapeLabel(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\\"]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}
