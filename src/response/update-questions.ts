import { statesAfterUpdate } from '../content/incident.ts';
import type { Incident, Maintenance, Notice } from '../content/incident.ts';
import { formatClockTime } from '../deadlines/report/format.ts';
import type { Instant } from '../time/instant.ts';
import { OTHER_CHOICE } from './inputs.ts';
import type { IncidentInput, Question } from './inputs.ts';
import { InputError } from './input-error.ts';
import { parseAffectsInput } from './parse-choices.ts';
import { currentSeverityOf } from './update.ts';
import { parseAnnouncedPhase, updatePhasesOf } from './update-announced.ts';
import {
  affectedComponentIds,
  renderTemplateLine,
  componentDisplayNames,
  defaultPhaseText,
  templateFor,
} from './default-text.ts';
import { changeableIncidents, maintenancesFor, selectEvent } from './context.ts';
import type { IncidentContext } from './context.ts';

/** Asks which incident or maintenance, if several are open. */
export function whichIncidentQuestions(incidentContext: IncidentContext, input: IncidentInput): Question[] {
  const open = maintenancesFor(incidentContext, input) ?? changeableIncidents(incidentContext, input.drill);
  if (input.incident !== undefined || open.length < 2) return [];
  return [
    {
      flag: `--incident ${open.map(({ id }) => id).join('|')}`,
      kind: 'choose',
      prompt: open[0]!.kind === 'maintenance' ? 'Which maintenance?' : 'Which incident?',
      choices: open.map(({ id, title }) => ({ value: id, label: title, hint: id })),
      toInput: (answer) => ({ incident: String(answer) }),
    },
  ];
}

/** The unanswered questions of `update`. */
export function updateQuestions(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): Question[] {
  const which = whichIncidentQuestions(incidentContext, input);
  if (which.length > 0) return which;
  const event = selectEvent(incidentContext, input);
  if (event.kind !== 'incident') return announcedUpdateQuestions(incidentContext, event, input);
  const incident = event;
  if (input.text === '') return [textQuestion()];
  if (input.severity === '') return [newSeverityQuestion(incidentContext, incident)];
  const hasText = input.text !== undefined || input.noChange === true;
  if (!hasText && input.phase === undefined) return [phaseQuestion(incidentContext, incident, input, now)];
  if (input.text === undefined && input.noChange !== true && input.phase !== undefined) {
    const own = defaultPhaseText(incidentContext.siteContext, input.phase as 'update');
    if (own === undefined) return [textQuestion()];
  }
  return [];
}

/** Questions that are only asked at a terminal: custom text for a phase, and what is affected now. */
export function optionalUpdateQuestions(incidentContext: IncidentContext, input: IncidentInput): Question[] {
  const incident = selectEvent(incidentContext, input);
  if (incident.kind !== 'incident') return [];
  const extras: Question[] = [];
  const { siteContext } = incidentContext;
  const severity = currentSeverityOf(incidentContext, incident);
  const own =
    input.phase === undefined ? undefined : defaultPhaseText(siteContext, input.phase as 'update', severity);
  if (input.text === undefined && own !== undefined)
    extras.push(
      templateQuestion(
        renderTemplateLine(
          siteContext,
          own,
          componentDisplayNames(incidentContext, affectedComponentIds(incident)),
        ),
      ),
    );
  if (input.affects === undefined && input.noChange !== true)
    extras.push(affectsQuestion(incidentContext, incident));
  return extras;
}

/** The unanswered questions of `update` for a maintenance or notice. */
function announcedUpdateQuestions(
  { siteContext }: IncidentContext,
  event: Maintenance | Notice,
  { phase, text, starts, ends }: IncidentInput,
): Question[] {
  if (text !== undefined && text.trim() !== '') return [];
  const isMoved = (starts ?? ends) !== undefined && (phase === undefined || phase === 'update');
  if (event.kind === 'maintenance' && text === undefined && isMoved) return [];
  if (text === undefined && phase === undefined)
    return [
      {
        flag: `--text "…" or --phase ${updatePhasesOf(event).at(-1)}`,
        kind: 'choose',
        prompt: `${event.title}: what is new?`,
        choices: updatePhasesOf(event).map((word) => ({
          value: word,
          label: word === 'update' ? 'same phase, with new information' : word,
        })),
        toInput: (answer) => ({ phase: String(answer) }),
      },
    ];
  const own =
    text === undefined ? defaultPhaseText(siteContext, parseAnnouncedPhase(event, phase)) : undefined;
  return own === undefined ? [textQuestion()] : [];
}

function phaseQuestion(
  incidentContext: IncidentContext,
  incident: Incident,
  input: IncidentInput,
  now: Instant,
): Question {
  const zone = incidentContext.siteContext.site.timezone;
  const severity = currentSeverityOf(incidentContext, incident);
  const noChange = renderTemplateLine(
    incidentContext.siteContext,
    templateFor(incidentContext.siteContext, severity, 'no-change'),
    componentDisplayNames(incidentContext, affectedComponentIds(incident)),
  );
  const last = incident.updates.at(-1);
  return {
    flag: '--no-change, --text "…" or --phase identified|monitoring',
    kind: 'choose',
    prompt: `${incident.title}: what is new?`,
    ...(last && { guide: `Now: ${last.phase}, last update ${formatClockTime(last.at, now, zone)} ${zone}` }),
    choices: [
      { value: 'no-change', label: 'nothing new', hint: noChange },
      { value: 'update', label: 'same phase, with new information' },
      { value: 'identified', label: 'identified: the cause is known' },
      { value: 'monitoring', label: 'monitoring: the fix is in' },
      { value: 'investigating', label: 'investigating: the problem came back, or the fix failed' },
      ...(input.severity === undefined
        ? [{ value: 'severity', label: 'it is worse, or less severe, than we thought' }]
        : []),
    ],
    toInput: (answer) =>
      answer === 'severity'
        ? { severity: '' }
        : answer === 'no-change'
          ? { noChange: true }
          : { phase: String(answer) },
  };
}

function newSeverityQuestion(incidentContext: IncidentContext, incident: Incident): Question {
  const { key: current } = currentSeverityOf(incidentContext, incident);
  const { severities } = incidentContext.siteContext.policy;
  return {
    flag: '--severity sev-1',
    kind: 'choose',
    prompt: `It is ${current.toUpperCase()} now. How severe is it really?`,
    choices: Object.entries(severities)
      .filter(([key]) => key !== current)
      .map(([key, { name, definition }]) => ({
        value: key,
        label: `${key.toUpperCase()} ${name}`,
        hint: definition.join('; '),
      })),
    toInput: (answer) => ({ severity: String(answer) }),
  };
}

function textQuestion(initial = ''): Question {
  return {
    flag: '--text "…" or --file FILE',
    kind: 'text',
    prompt: 'What should customers know? Facts only: what they notice, and what you are doing.',
    ...(initial !== '' && { initial }),
    toInput: (answer) => ({ text: String(answer) }),
  };
}

function templateQuestion(template: string): Question {
  return {
    flag: '--text "…"',
    kind: 'choose',
    prompt: 'Use this text?',
    guide: template,
    choices: [
      { value: 'template', label: 'yes' },
      { value: OTHER_CHOICE, label: 'no: write it' },
    ],
    optional: true,
    toInput: (answer) => (answer === OTHER_CHOICE ? { text: '' } : { text: template }),
  };
}

function affectsQuestion({ siteContext }: IncidentContext, incident: Incident): Question {
  const states = statesAfterUpdate(incident, incident.updates.length - 1);
  const current = Object.entries(states)
    .map(([id, state]) => `${id} ${state}`)
    .join(', ');
  return {
    flag: '--affects "checkout degraded, orders operational"',
    kind: 'line',
    prompt: 'What is affected now? (return: unchanged)',
    initial: current,
    findProblem: (answer) =>
      problemOf(() => parseAffectsInput(siteContext, answer, states, incident.detected)),
    optional: true,
    toInput: (answer) => ({ affects: String(answer) }),
  };
}

/** What makes it throw an InputError. */
function problemOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return `${error.message} ${error.help}`;
    throw error;
  }
}
