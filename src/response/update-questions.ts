import { affectedAfter } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { OTHER } from './inputs.ts';
import type { Given, Question } from './inputs.ts';
import { severityOf } from './update.ts';
import { aboutOf, filled, namesOf, phaseWords, templateFor } from './default-text.ts';
import { incidentMeant, openIncidents } from './context.ts';
import type { World } from './context.ts';

/** Which incident is meant, where several are open. */
export function askIncident(world: World, given: Given): Question[] {
  const open = openIncidents(world, given.drill);
  if (given.incident !== undefined || open.length < 2) return [];
  return [
    {
      flag: `--incident ${open[0]!.id}`,
      kind: 'choose',
      ask: 'Which incident?',
      choices: open.map(({ id, title }) => ({ value: id, label: title, hint: id })),
      take: (answer) => ({ incident: String(answer) }),
    },
  ];
}

/** What `update` still has to ask: what is new, in whose words, and what is affected now. */
export function updateQuestions(world: World, given: Given): Question[] {
  const which = askIncident(world, given);
  if (which.length > 0) return which;
  const incident = incidentMeant(world, given);
  if (given.text === '') return [askText()];
  const said = given.text !== undefined || given.noChange === true;
  if (!said && given.phase === undefined) return [askPhase(world, incident)];
  if (given.text === undefined && given.noChange !== true && given.phase !== undefined) {
    const own = phaseWords(given.phase as 'update');
    if (own === undefined) return [askText()];
  }
  return [];
}

/** What is worth asking at a terminal and needs no answer without one: own words for a phase, and what is affected now. */
export function updateExtras(world: World, given: Given): Question[] {
  const incident = incidentMeant(world, given);
  const extras: Question[] = [];
  const own = given.phase === undefined ? undefined : phaseWords(given.phase as 'update');
  if (given.text === undefined && own !== undefined)
    extras.push(askWords(filled(own, namesOf(world, aboutOf(incident)))));
  if (given.affects === undefined && given.noChange !== true) extras.push(askAffects(incident));
  return extras;
}

function askPhase(world: World, incident: Incident): Question {
  const severity = severityOf(world, incident);
  const noChange = filled(
    templateFor(world.setting.policy, severity, 'no-change'),
    namesOf(world, aboutOf(incident)),
  );
  const last = incident.updates.at(-1);
  return {
    flag: '--no-change, --text "…" or --phase identified|monitoring',
    kind: 'choose',
    ask: `${incident.title}: what is new?`,
    ...(last && { guide: `Now: ${last.phase}, last update ${formatInstant(last.at)}` }),
    choices: [
      { value: 'no-change', label: 'nothing new', hint: noChange },
      { value: 'update', label: 'something to tell, the phase stays' },
      { value: 'identified', label: 'identified: the cause is known' },
      { value: 'monitoring', label: 'monitoring: the fix is in' },
      { value: 'investigating', label: 'investigating: it began again, or the fix did not hold' },
    ],
    take: (answer) => (answer === 'no-change' ? { noChange: true } : { phase: String(answer) }),
  };
}

function askText(initial = ''): Question {
  return {
    flag: '--text "…" or --file FILE',
    kind: 'text',
    ask: 'What should customers know? Facts only: what they notice, and what you do about it.',
    ...(initial !== '' && { initial }),
    take: (answer) => ({ text: String(answer) }),
  };
}

function askWords(template: string): Question {
  return {
    flag: '--text "…"',
    kind: 'choose',
    ask: 'In these words?',
    guide: template,
    choices: [
      { value: 'template', label: 'yes' },
      { value: OTHER, label: 'no: write it' },
    ],
    optional: true,
    take: (answer) => (answer === OTHER ? { text: '' } : { text: template }),
  };
}

function askAffects(incident: Incident): Question {
  const states = affectedAfter(incident, incident.updates.length - 1);
  const current = Object.entries(states)
    .map(([id, state]) => `${id} ${state}`)
    .join(', ');
  return {
    flag: '--affects "checkout degraded, orders operational"',
    kind: 'line',
    ask: 'What is affected now? (return: as it stands)',
    initial: current,
    optional: true,
    take: (answer) => ({ affects: String(answer) }),
  };
}
