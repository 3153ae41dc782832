import type { SiteContext } from '../content/content.ts';
import { statesAfterUpdate } from '../content/incident.ts';
import { formatAlternatives } from '../text/did-you-mean.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { defaultStateOf, parseComponentsInput, parseSeverityInput } from './parse-choices.ts';
import type { Instant } from '../time/instant.ts';
import { findTimeOfDayProblem } from './local-times.ts';
import { findTimeProblem } from './parse-time-input.ts';
import { OTHER_CHOICE } from './inputs.ts';
import type { QuestionAnswer, IncidentInput, Question } from './inputs.ts';
import { parseKindInput } from './announce.ts';
import { chooseCommander, isShownToCustomers } from './open.ts';
import { needsImpact, impactLeadOf, impactPhrasesOf } from './default-text.ts';
import { openIncidents } from './context.ts';
import { formatShortState } from './publication-state.ts';
import type { IncidentContext } from './context.ts';

/** The unanswered questions of `open`, by kind. */
export function eventQuestions(incidentContext: IncidentContext, input: IncidentInput): Question[] {
  const kind = parseKindInput(input);
  if (kind === 'incident') return openQuestions(incidentContext, input);
  const template = kind === 'notice' ? input.template : undefined;
  const isMissing = (value: string | undefined): boolean => value === undefined || value.trim() === '';
  const line = (key: 'title' | 'starts' | 'ends', flag: string, prompt: string): Question[] =>
    isMissing(input[key])
      ? [
          {
            flag,
            kind: 'line',
            prompt,
            ...(key !== 'title' && { findProblem: findTimeProblem }),
            toInput: (answer) => ({ [key]: String(answer) }),
          },
        ]
      : [];
  const zone = incidentContext.siteContext.site.timezone;
  const hasComponent = input.component?.some((one) => one.trim() !== '') === true;
  const { maintenance } = incidentContext.siteContext.policy;
  const hasText =
    kind === 'maintenance' ? maintenance?.templates.scheduled !== undefined : template !== undefined;
  return [
    ...(kind === 'notice' && template === undefined
      ? line('title', '--title "…"', 'What should customers know, in one line?')
      : []),
    ...(kind === 'maintenance' && !hasComponent ? [componentsQuestion(incidentContext)] : []),
    ...(kind === 'maintenance'
      ? line(
          'starts',
          '--starts 2026-12-21T08:00Z',
          `When does it begin? Such as 2026-12-21 08:00 (${zone}), or 3d`,
        )
      : []),
    ...line(
      'ends',
      '--ends 2h',
      `When does it end? Such as 2026-12-21 10:00 (${zone}), or 2h after its start`,
    ),
    ...(isMissing(input.text) && !hasText ? [announcementQuestion()] : []),
  ];
}

function announcementQuestion(): Question {
  return {
    flag: '--text "…" or --file FILE',
    kind: 'text',
    prompt: 'What should customers know? What they will notice, and what they can do.',
    toInput: (answer) => ({ text: String(answer) }),
  };
}

/** The unanswered questions for an incident: severity and components, and others only if they have no default. */
export function openQuestions(incidentContext: IncidentContext, input: IncidentInput): Question[] {
  const { policy } = incidentContext.siteContext;
  const severity = input.severity === undefined ? undefined : parseSeverityInput(policy, input.severity);
  return [
    ...(severity ? [] : [severityQuestion(policy)]),
    ...(input.security === true ? [] : publicQuestions(incidentContext, severity, input)),
    ...(policy.required.commander !== undefined && chooseCommander(incidentContext, input) === undefined
      ? [commanderQuestion(policy, policy.required.commander)]
      : []),
  ];
}

function publicQuestions(
  incidentContext: IncidentContext,
  severity: Severity | undefined,
  input: IncidentInput,
): Question[] {
  const hasComponent = input.component?.some((one) => one.trim() !== '') === true;
  return [
    ...(hasComponent ? [] : [componentsQuestion(incidentContext)]),
    ...(severity ? duplicateQuestions(incidentContext, input, severity) : []),
    ...(severity ? severityDependentQuestions(incidentContext, severity, input) : []),
  ];
}

/** What a person at a terminal is asked as well, although it has a default. */
export function detectedQuestions(
  { siteContext }: IncidentContext,
  input: IncidentInput,
  now: Instant,
): Question[] {
  const isAsked =
    parseKindInput(input) === 'incident' && input.detected === undefined && input.drill !== true;
  return isAsked ? [detectedQuestion(siteContext.site.timezone, now)] : [];
}

/** The first update is measured from then (V12.1). */
function detectedQuestion(timezone: string, now: Instant): Question {
  return {
    flag: '--detected 12m',
    kind: 'line',
    prompt: `When was it noticed? (return: just now; or 12m ago, or 03:10 in ${timezone})`,
    emptyAnswer: 'now',
    findProblem: (answer) => findTimeProblem(answer) ?? findTimeOfDayProblem(answer, timezone, now),
    optional: true,
    toInput: (answer) => ({ detected: String(answer) }),
  };
}

function severityQuestion(policy: Policy): Question {
  const severities = Object.entries(policy.severities);
  return {
    flag: `--severity ${formatAlternatives(severities.map(([key]) => key))
      .replaceAll(', ', '|')
      .replace(' or ', '|')}`,
    kind: 'choose',
    prompt: 'How severe is it?',
    guide: severities.map(([key, severity]) => describeSeverity(key, severity)).join('\n\n'),
    choices: severities.map(([key, severity]) => ({
      value: key,
      label: `${key.toUpperCase()} ${severity.name}`,
      hint: severity.definition.join('; '),
    })),
    toInput: (answer) => ({ severity: String(answer) }),
  };
}

/** A severity's definition with its examples (V1.1, V14.1). */
function describeSeverity(key: string, severity: Policy['severities'][string]): string {
  const examples = [...new Set([...severity.examples, ...severity.classification])];
  return [
    `${key.toUpperCase()} ${severity.name}${severity.response === undefined ? '' : ` (${severity.response})`}`,
    `  ${severity.definition.join('; ')}`,
    ...(examples.length > 0 ? [`  examples: ${examples.join('; ')}`] : []),
  ].join('\n');
}

export function componentsQuestion({ siteContext }: IncidentContext): Question {
  const inService = siteContext.components.filter(({ retired }) => retired === undefined);
  return {
    flag: `--component ${inService[0]?.id ?? 'NAME'}`,
    kind: 'choose-many',
    prompt: 'What is affected? (space to select, return to continue)',
    choices: inService.map(({ id, name, group }) => ({
      value: id,
      label: name,
      ...(group !== undefined && { hint: group }),
    })),
    toInput: (answer) => ({ component: [answer].flat().map(String) }),
  };
}

/** Warns if the incident is already open, for example because two people received the same alert. */
function duplicateQuestions(
  incidentContext: IncidentContext,
  input: IncidentInput,
  severity: Severity,
): Question[] {
  if (input.allowDuplicate !== undefined) return [];
  const ids = Object.keys(
    parseComponentsInput(incidentContext.siteContext, input.component ?? [], defaultStateOf(severity)),
  );
  const open = openIncidents(incidentContext, input.drill === true).find((one) =>
    ids.some((id) => id in statesAfterUpdate(one, one.updates.length - 1)),
  );
  if (!open) return [];
  const state = formatShortState(incidentContext, open);
  return [
    {
      flag: `--allow-duplicate if yours is a different one than ${open.id}, for the same component (${state}). To update that one: npx candor incident update --incident ${open.id}`,
      kind: 'yes-no',
      prompt: `${open.id} is open already: "${open.title}" (${state}). Open another?`,
      toInput: (answer) => ({ allowDuplicate: answer === true }),
    },
  ];
}

function severityDependentQuestions(
  { siteContext }: IncidentContext,
  severity: Severity,
  input: IncidentInput,
): Question[] {
  if (severity.public === 'customer-facing' && input.customerFacing === undefined)
    return [customerFacingQuestion(severity)];
  const needsAnswer =
    isShownToCustomers(severity, input) && input.text === undefined && needsImpact(siteContext, severity);
  return needsAnswer && (input.impact ?? '').trim() === ''
    ? [impactQuestion(siteContext, severity, input)]
    : [];
}

function customerFacingQuestion(severity: Severity): Question {
  return {
    flag: '--customer-facing',
    kind: 'yes-no',
    prompt: `${severity.key.toUpperCase()} is only shown on the status page if customers notice it. Do they?`,
    optional: true,
    toInput: (answer) => ({ customerFacing: answer === true }),
  };
}

function impactQuestion(siteContext: SiteContext, severity: Severity, input: IncidentInput): Question {
  const lead = impactLeadOf(siteContext, severity);
  const flag = '--impact "failed payments"';
  const toInput = (answer: QuestionAnswer): IncidentInput => ({ impact: String(answer) });
  if (input.impact === '') return { flag, kind: 'line', prompt: `${lead} …`, toInput };
  return {
    flag,
    kind: 'choose',
    prompt: `What do customers notice? "${lead} …"`,
    choices: [
      ...impactPhrasesOf(siteContext).map((impact) => ({ value: impact, label: impact })),
      { value: OTHER_CHOICE, label: 'other: write it' },
    ],
    toInput: (answer) => ({ impact: answer === OTHER_CHOICE ? '' : String(answer) }),
  };
}

function commanderQuestion(policy: Policy, role: string): Question {
  const name = policy.roles[role]?.name ?? role;
  return {
    flag: '--commander "@name"',
    kind: 'line',
    prompt: `Who is the ${name.toLowerCase()}? A GitHub name, such as @amina (status.yaml has none for this role)`,
    toInput: (answer) => ({ commander: String(answer) }),
  };
}
