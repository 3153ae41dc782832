import type { ComponentStates } from '../content/incident.ts';
import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import type { IncidentChange } from './change.ts';
import type { IncidentContext } from './context.ts';
import { componentDisplayNames, generateTitle } from './default-text.ts';
import { collapseWhitespace, renderIncidentFile, validateUpdateText } from './file-text.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';
import { fillMaintenanceTemplate, fillNoticeTemplate, noticeIdBase } from './notice-template.ts';
import type { NoticePeriod } from './notice-template.ts';
import { openIncident } from './open.ts';
import { parseComponentsInput } from './parse-choices.ts';
import { parsePlannedTime } from './parse-time-input.ts';

export const EVENT_KINDS = ['incident', 'maintenance', 'notice'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * Opens an incident (V2.1), plans a maintenance or posts a notice.
 * @throws InputError if an input is invalid or is for another kind, or is missing and has no default
 */
export function openEvent(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const kind = parseKindInput(input);
  refuseOtherInput(kind, input);
  if (kind === 'incident') return openIncident(incidentContext, input, now);
  return kind === 'notice'
    ? postNotice(incidentContext, input, now)
    : planMaintenance(incidentContext, input, now);
}

/** @throws InputError if it is unknown */
export function parseKindInput({ kind = 'incident' }: IncidentInput): EventKind {
  const plain = kind.trim().toLowerCase();
  const found = EVENT_KINDS.find((one) => one === plain);
  if (found) return found;
  throw new InputError(
    `Unknown --kind "${kind}".${formatDidYouMean(plain, EVENT_KINDS)}`,
    `Write --kind ${formatAlternatives(EVENT_KINDS)}.`,
  );
}

const PLANNED_ONLY = ['starts', 'ends'] as const;
const INCIDENT_ONLY = [
  ...(['severity', 'impact', 'detected', 'started', 'ended', 'commander', 'source'] as const),
  ...(['customerFacing', 'drill', 'security', 'allowDuplicate', 'mitigation'] as const),
];

const NAMES: Readonly<Record<EventKind, string>> = {
  incident: 'an incident',
  maintenance: 'planned maintenance',
  notice: 'a notice',
};

/** Without this, an option of another kind would be dropped silently. */
function refuseOtherInput(kind: EventKind, input: IncidentInput): void {
  const others: readonly (keyof IncidentInput)[] = [
    ...(kind === 'incident' ? PLANNED_ONLY : INCIDENT_ONLY),
    ...(kind === 'notice' ? (['component'] as const) : (['template'] as const)),
  ];
  const found = others.find((key) => hasInput(input[key]));
  if (found === undefined) return;
  const flag = found.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const kinds = EVENT_KINDS.filter((one) => one !== kind);
  throw new InputError(
    `--${flag} does not apply to ${NAMES[kind]}.`,
    `Leave it out, or add --kind ${formatAlternatives(kinds)}.`,
  );
}

function hasInput(value: IncidentInput[keyof IncidentInput]): boolean {
  return Array.isArray(value)
    ? value.some((one) => String(one).trim() !== '')
    : value !== undefined && value !== false;
}

function planMaintenance(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const starts = parsePlannedTime(requireInput(input.starts, 'starts'), 'starts', now);
  const ends = parsePlannedTime(requireInput(input.ends, 'ends'), 'ends', starts);
  const components = parseComponentsInput(
    incidentContext.siteContext,
    input.component ?? [],
    'degraded',
    starts,
  );
  const [first] = Object.keys(components);
  if (first === undefined) throw createMissingInputError('component');
  const { title, text } = input;
  const id = findFreeId(`${formatInstant(starts).slice(0, 10)}-${first}`, incidentContext.usedIds);
  return createMaintenance(
    incidentContext,
    {
      ...{ id, components, starts, ends, ...internalFieldsOf(input) },
      ...(title !== undefined && { title }),
      ...(text !== undefined && { text }),
    },
    now,
  );
}

/** A maintenance to write a file for. */
export interface MaintenancePlan {
  readonly id: string;
  readonly components: ComponentStates;
  readonly starts: Instant;
  readonly ends: Instant;
  /** Generated if absent. */
  readonly title?: string;
  /** The policy's template if absent. */
  readonly text?: string;
  readonly internal?: object;
}

/** @throws InputError if it has no text, and the policy no template for one */
export function createMaintenance(
  incidentContext: IncidentContext,
  { id, components, starts, ends, title: writtenTitle, text, internal }: MaintenancePlan,
  now: Instant,
): IncidentChange {
  const ids = Object.keys(components);
  const scheduled = incidentContext.siteContext.policy.maintenance?.templates.scheduled;
  const filled = scheduled && fillMaintenanceText(incidentContext, ids, scheduled, { starts, ends });
  const publicText = validateUpdateText(requireInput(text ?? filled, 'text'));
  const title = collapseWhitespace(writtenTitle ?? titleOfMaintenance(incidentContext, ids, components));
  const front = {
    kind: 'maintenance',
    title,
    components,
    starts: formatInstant(starts),
    ends: formatInstant(ends),
    ...(internal && { internal }),
  };
  const update = { at: floorToMinute(now), status: 'scheduled', body: publicText } as const;
  return createChange(id, title, renderIncidentFile(front, [update]), publicText);
}

/** A text with the placeholders of a maintenance's announcement, filled. */
export function fillMaintenanceText(
  incidentContext: Pick<IncidentContext, 'siteContext'>,
  components: readonly string[],
  text: string,
  period: NoticePeriod,
): string {
  const names = componentDisplayNames(incidentContext, components);
  return fillMaintenanceTemplate(incidentContext.siteContext, text, names, period);
}

function titleOfMaintenance(
  incidentContext: IncidentContext,
  ids: readonly string[],
  components: ComponentStates,
): string {
  const { words, policy } = incidentContext.siteContext;
  const withoutTitle = { ...policy, templates: { ...policy.templates, title: undefined } };
  const names = componentDisplayNames(incidentContext, ids);
  return generateTitle({ policy: withoutTitle, words }, names, components, words.titles.maintenance);
}

function postNotice(incidentContext: IncidentContext, input: IncidentInput, now: Instant): IncidentChange {
  const { siteContext } = incidentContext;
  const { starts: startInput, ends: endInput } = input;
  const at = floorToMinute(now);
  const starts = startInput === undefined ? at : parsePlannedTime(startInput, 'starts', now);
  const ends = parsePlannedTime(requireInput(endInput, 'ends'), 'ends', starts);
  const template = findNoticeTemplate(incidentContext, input);
  const filled = template && fillNoticeTemplate(template.template, { starts, ends }, siteContext.site);
  const title = collapseWhitespace(requireInput(input.title ?? filled?.title, 'title'));
  const publicText = validateUpdateText(requireInput(input.text ?? filled?.text, 'text'));
  const front = {
    kind: 'notice',
    title,
    ...(startInput !== undefined && { starts: formatInstant(starts) }),
    ends: formatInstant(ends),
    ...internalFieldsOf(input),
  };
  const id = findFreeId(noticeIdBase(starts, template?.key ?? title), incidentContext.usedIds);
  const update = { at, status: 'announced', body: publicText } as const;
  return createChange(id, title, renderIncidentFile(front, [update]), publicText);
}

function findNoticeTemplate({ siteContext }: IncidentContext, { template: key }: IncidentInput) {
  if (key === undefined) return undefined;
  const { templates } = siteContext.policy.notices;
  const plain = key.trim().toLowerCase();
  if (Object.hasOwn(templates, plain)) return { key: plain, template: templates[plain]! };
  const keys = Object.keys(templates);
  throw new InputError(
    `The policy has no template "${key}" for notices.${formatDidYouMean(plain, keys)}`,
    keys.length === 0
      ? 'Add it to notices.templates of the policy, or write --title and --text.'
      : `The templates are ${formatAlternatives(keys)}.`,
  );
}

function internalFieldsOf({ tracking }: IncidentInput): { internal?: object } {
  return tracking === undefined ? {} : { internal: { tracking: collapseWhitespace(tracking) } };
}

function createChange(id: string, title: string, text: string, publicText: string): IncidentChange {
  return { kind: 'open', id, path: `incidents/${id}.md`, text, subject: title, publicText };
}

/** Numbered if taken. */
function findFreeId(base: string, taken: ReadonlySet<string>): string {
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

function requireInput(value: string | undefined, flag: keyof typeof INPUT_EXAMPLES): string {
  if (value === undefined || value.trim() === '') throw createMissingInputError(flag);
  return value;
}

const INPUT_EXAMPLES = {
  title: '"Our support is closed on 24 December"',
  text: '"…", or --file FILE',
  component: 'checkout',
  starts: '2026-12-21T08:00Z',
  ends: '2h',
} as const;

function createMissingInputError(flag: keyof typeof INPUT_EXAMPLES): InputError {
  return new InputError(`The ${flag} is missing.`, `Add --${flag} ${INPUT_EXAMPLES[flag]}`);
}
