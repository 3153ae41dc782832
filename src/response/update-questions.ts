import { statesAfterUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { OTHER_CHOICE } from './inputs.ts';
import type { IncidentInput, Question } from './inputs.ts';
import { currentSeverityOf } from './update.ts';
import { affectedComponentIds, renderTemplateLine, componentDisplayNames, defaultPhaseText, templateFor } from './default-text.ts';
import { selectIncident, openIncidents } from './context.ts';
import type { IncidentContext } from './context.ts';

/** Which incident is meant, where several are open. */
export function whichIncidentQuestions(world: IncidentContext, given: IncidentInput): Question[] {
  const open = openIncidents(world, given.drill);
  if (given.incident !== undefined || open.length < 2) return [];
  return [
    {
      flag: `--incident ${open[0]!.id}`,
      kind: 'choose',
      prompt: 'Which incident?',
      choices: open.map(({ id, title }) => ({ value: id, label: title, hint: id })),
      toInput: (answer) => ({ incident: String(answer) }),
    },
  ];
}

/** What `update` still has to ask: what is new, in whose words, and what is affected now. */
export function updateQuestions(world: IncidentContext, given: IncidentInput): Question[] {
  const which = whichIncidentQuestions(world, given);
  if (which.length > 0) return which;
  const incident = selectIncident(world, given);
  if (given.text === '') return [textQuestion()];
  const said = given.text !== undefined || given.noChange === true;
  if (!said && given.phase === undefined) return [phaseQuestion(world, incident)];
  if (given.text === undefined && given.noChange !== true && given.phase !== undefined) {
    const own = defaultPhaseText(given.phase as 'update');
    if (own === undefined) return [textQuestion()];
  }
  return [];
}

/** What is worth asking at a terminal and needs no answer without one: own words for a phase, and what is affected now. */
export function optionalUpdateQuestions(world: IncidentContext, given: IncidentInput): Question[] {
  const incident = selectIncident(world, given);
  const extras: Question[] = [];
  const own = given.phase === undefined ? undefined : defaultPhaseText(given.phase as 'update');
  if (given.text === undefined && own !== undefined)
    extras.push(templateQuestion(renderTemplateLine(own, componentDisplayNames(world, affectedComponentIds(incident)))));
  if (given.affects === undefined && given.noChange !== true) extras.push(affectsQuestion(incident));
  return extras;
}

function phaseQuestion(world: IncidentContext, incident: Incident): Question {
  const severity = currentSeverityOf(world, incident);
  const noChange = renderTemplateLine(
    templateFor(world.setting.policy, severity, 'no-change'),
    componentDisplayNames(world, affectedComponentIds(incident)),
  );
  const last = incident.updates.at(-1);
  return {
    flag: '--no-change, --text "…" or --phase identified|monitoring',
    kind: 'choose',
    prompt: `${incident.title}: what is new?`,
    ...(last && { guide: `Now: ${last.phase}, last update ${formatInstant(last.at)}` }),
    choices: [
      { value: 'no-change', label: 'nothing new', hint: noChange },
      { value: 'update', label: 'something to tell, the phase stays' },
      { value: 'identified', label: 'identified: the cause is known' },
      { value: 'monitoring', label: 'monitoring: the fix is in' },
      { value: 'investigating', label: 'investigating: it began again, or the fix did not hold' },
    ],
    toInput: (answer) => (answer === 'no-change' ? { noChange: true } : { phase: String(answer) }),
  };
}

function textQuestion(initial = ''): Question {
  return {
    flag: '--text "…" or --file FILE',
    kind: 'text',
    prompt: 'What should customers know? Facts only: what they notice, and what you do about it.',
    ...(initial !== '' && { initial }),
    toInput: (answer) => ({ text: String(answer) }),
  };
}

function templateQuestion(template: string): Question {
  return {
    flag: '--text "…"',
    kind: 'choose',
    prompt: 'In these words?',
    guide: template,
    choices: [
      { value: 'template', label: 'yes' },
      { value: OTHER_CHOICE, label: 'no: write it' },
    ],
    optional: true,
    toInput: (answer) => (answer === OTHER_CHOICE ? { text: '' } : { text: template }),
  };
}

function affectsQuestion(incident: Incident): Question {
  const states = statesAfterUpdate(incident, incident.updates.length - 1);
  const current = Object.entries(states)
    .map(([id, state]) => `${id} ${state}`)
    .join(', ');
  return {
    flag: '--affects "checkout degraded, orders operational"',
    kind: 'line',
    prompt: 'What is affected now? (return: as it stands)',
    initial: current,
    optional: true,
    toInput: (answer) => ({ affects: String(answer) }),
  };
}
