import type { ComponentStates } from '../content/incident.ts';
import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { Severity } from '../content/policy.ts';
import { DETECTION_SOURCES } from '../content/schema/incident.ts';
import type { IncidentChange } from './change.ts';
import { defaultStateOf, parseComponentsInput, parseSeverityInput } from './parse-choices.ts';
import { renderIncidentFile, collapseWhitespace, validateUpdateText } from './file-text.ts';
import type { NewUpdate } from './file-text.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';
import { parseTimeInput } from './parse-time-input.ts';
import {
  needsImpact,
  renderTemplateLine,
  componentDisplayNames,
  templateFor,
  generateTitle,
} from './default-text.ts';
import { findResponsibleParty } from '../deadlines/escalation.ts';
import type { IncidentContext } from './context.ts';

/**
 * Opens an incident (V2.1, V2.2, V3.1): a file with the times, the people, and a first update from the template of its
 * severity (V5.1, V5.2).
 * @throws InputError if an input is invalid, or is missing and has no default
 */
export function openIncident(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const { policy } = incidentContext.siteContext;
  if (input.allowDuplicate === false)
    throw new InputError('Nothing was opened.', 'To update the open one: npx candor incident update');
  const severity = parseSeverityInput(policy, requireInput(input.severity, 'severity'));
  const detected =
    input.detected === undefined ? floorToMinute(now) : parseTimeInput(input.detected, 'detected', now);
  if (input.security === true) return openEmbargoed(incidentContext, input, { severity, detected, now });
  const { siteContext } = incidentContext;
  const began = input.started === undefined ? detected : parseTimeInput(input.started, 'started', now);
  const components = parseComponentsInput(
    siteContext,
    input.component ?? [],
    defaultStateOf(severity),
    began,
  );
  const ids = Object.keys(components);
  if (ids.length === 0) throw createMissingInputError('component');
  const id = createIncidentId(detected, ids[0]!, incidentContext.usedIds);
  const names = componentDisplayNames(incidentContext, ids);
  const isShown = isShownToCustomers(severity, input);
  const publicText = isShown ? firstUpdateText(incidentContext, severity, names, input) : '';
  const title = collapseWhitespace(
    input.title ?? generateTitle(siteContext, names, components, input.impact, severity),
  );
  const at = Math.max(floorToMinute(now), detected);
  const status = input.ended === undefined ? 'investigating' : 'monitoring';
  const updates: NewUpdate[] = isShown ? [{ at, status, body: publicText }] : [];
  return {
    kind: 'open',
    id,
    path: `incidents/${id}.md`,
    text: renderIncidentFile(
      createFrontMatter(incidentContext, input, { title, severity, components, detected, now }),
      updates,
    ),
    subject: `${severity.key.toUpperCase()}: ${title}`,
    publicText,
  };
}

/** What would say something about a security incident before its disclosure. */
const REVEALING = ['title', 'component', 'impact', 'text', 'mitigation', 'customerFacing', 'ended'] as const;

/** Opens a security incident under embargo: its file name, title and branch say nothing about it. */
function openEmbargoed(
  incidentContext: IncidentContext,
  input: IncidentInput,
  { severity, detected, now }: Pick<OpeningDetails, 'severity' | 'detected' | 'now'>,
): IncidentChange {
  const { policy, words } = incidentContext.siteContext;
  if (!policy.security)
    throw new InputError(
      'The policy says nothing about security incidents, so no one could approve the disclosure.',
      'Add it to the policy: security: { approver: ROLE }',
    );
  const revealing = REVEALING.find((key) => input[key] !== undefined && String(input[key]) !== '');
  if (revealing !== undefined)
    throw new InputError(
      `--security keeps everything out of the file that says what happened, and --${revealing.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} would.`,
      'Leave it out. Keep it where --tracking leads; the disclosure publishes it.',
    );
  const id = createIncidentId(detected, 'security', incidentContext.usedIds);
  const title = words.titles.security;
  const front = createFrontMatter(incidentContext, input, {
    ...{ title, severity, components: {}, detected, now },
  });
  return {
    kind: 'open',
    id,
    path: `incidents/${id}.md`,
    text: renderIncidentFile(front, []),
    subject: `${severity.key.toUpperCase()}: ${title}`,
    publicText: '',
  };
}

/** Whether customers will see it, or would see it if it were not a drill (V12.5). */
export function isShownToCustomers(severity: Severity, input: IncidentInput): boolean {
  return (
    severity.public === 'always' || (severity.public === 'customer-facing' && input.customerFacing === true)
  );
}

function firstUpdateText(
  { siteContext }: IncidentContext,
  severity: Severity,
  names: readonly string[],
  input: IncidentInput,
): string {
  if (input.text !== undefined) return validateUpdateText(input.text);
  const impact = collapseWhitespace(input.impact ?? '');
  if (impact === '' && needsImpact(siteContext, severity)) throw createMissingInputError('impact');
  if (input.ended !== undefined && impact === '') throw createMissingInputError('impact');
  const template = templateFor(siteContext, severity, input.ended === undefined ? 'first' : 'over');
  return validateUpdateText(renderTemplateLine(siteContext, template, names, impact));
}

interface OpeningDetails {
  readonly title: string;
  readonly severity: Severity;
  readonly components: ComponentStates;
  readonly detected: Instant;
  readonly now: Instant;
}

function createFrontMatter(
  incidentContext: IncidentContext,
  input: IncidentInput,
  { title, severity, components, detected, now }: OpeningDetails,
): object {
  const { policy } = incidentContext.siteContext;
  if (input.ended !== undefined && input.started === undefined) throw createMissingInputError('started');
  const commander = chooseCommander(incidentContext, input);
  if (commander === undefined && policy.required.commander !== undefined)
    throw createMissingInputError('commander');
  const source = input.source?.toLowerCase() ?? 'internal';
  if (!DETECTION_SOURCES.some((known) => known === source)) {
    throw new InputError(
      `--source "${input.source}" is not known.${formatDidYouMean(source, DETECTION_SOURCES)}`,
      `Write --source ${formatAlternatives(DETECTION_SOURCES)}.`,
    );
  }
  return {
    title,
    severity: severity.key,
    components,
    ...(input.started !== undefined && {
      started: formatInstant(parseTimeInput(input.started, 'started', now)),
    }),
    detected: formatInstant(detected),
    ...(input.ended !== undefined && {
      ended: formatInstant(parseTimeInput(input.ended, 'ended', now)),
    }),
    ...(input.customerFacing === true &&
      severity.public === 'customer-facing' && { 'customer-facing': true }),
    ...(input.drill === true && { drill: true }),
    ...(input.security === true && { security: true }),
    internal: {
      source,
      ...(commander !== undefined && { commander }),
      ...(input.unattended !== true && {
        acknowledged: formatInstant(Math.max(floorToMinute(now), detected)),
      }),
      ...(input.tracking !== undefined && { tracking: collapseWhitespace(input.tracking) }),
      ...(input.mitigation !== undefined && { mitigation: collapseWhitespace(input.mitigation) }),
    },
  };
}

/**
 * The commander from the input, otherwise the first one on call or a deputy, otherwise the first person of that role in
 * status.yaml, otherwise the current user (V2.2).
 */
export function chooseCommander(
  { siteContext, currentUser, onCall }: IncidentContext,
  input: IncidentInput,
): string | undefined {
  const role = siteContext.policy.required.commander;
  const name = input.commander?.trim() ?? '';
  if (name !== '') return name.startsWith('@') ? name : `@${name}`;
  if (role === undefined) return undefined;
  const { policy, site } = siteContext;
  const { people } = findResponsibleParty(policy, site, role, undefined, onCall);
  return people[0] ?? (Object.hasOwn(site.people, role) ? site.people[role]![0] : undefined) ?? currentUser;
}

/** The UTC date, which is the same on every computer, and the first component; numbered if taken. */
function createIncidentId(detected: Instant, component: string, taken: ReadonlySet<string>): string {
  const base = `${formatInstant(detected).slice(0, 10)}-${component}`;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

function requireInput(value: string | undefined, flag: keyof typeof INPUT_EXAMPLES): string {
  if (value === undefined || value.trim() === '') throw createMissingInputError(flag);
  return value;
}

const INPUT_EXAMPLES = {
  severity: 'sev-2',
  component: 'checkout',
  impact: '"failed payments"',
  commander: '"@amina"',
  started: '3h',
} as const;

function createMissingInputError(flag: keyof typeof INPUT_EXAMPLES): InputError {
  return new InputError(`The ${flag} is missing.`, `Add --${flag} ${INPUT_EXAMPLES[flag]}`);
}

/** Whether `createIncidentId` could have written this name for one of these components. */
export function isGeneratedIncidentId(id: string, components: readonly string[]): boolean {
  const name = /^\d{4}-\d\d-\d\d-(.+)$/.exec(id)?.[1];
  return components.some((component) => {
    if (name === undefined || !name.startsWith(component)) return false;
    return /^(?:-\d{1,3})?$/.test(name.slice(component.length));
  });
}
