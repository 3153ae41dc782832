import { isEmbargoed } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import type { IncidentChange } from './change.ts';
import { openIncidents, selectIncident } from './context.ts';
import type { IncidentContext } from './context.ts';
import { appendUpdate, collapseWhitespace, editFrontMatter, validateUpdateText } from './file-text.ts';
import { InputError } from './input-error.ts';
import type { IncidentInput, Question } from './inputs.ts';
import { componentsQuestion } from './open-questions.ts';
import { defaultStateOf, parseComponentsInput } from './parse-choices.ts';
import { currentSeverityOf } from './update.ts';

const PHASES = ['investigating', 'identified', 'monitoring'] as const;

/**
 * Ends the embargo of a security incident: gives it its title, components and first public update. The approver of the
 * policy's part `security` has to approve it.
 * @throws InputError
 */
export function discloseIncident(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const incident = selectEmbargoed(incidentContext, input);
  const { siteContext } = incidentContext;
  const title = collapseWhitespace(requireInput(input.title, 'title', '--title "…"'));
  const state = defaultStateOf(currentSeverityOf(incidentContext, incident));
  const components = parseComponentsInput(siteContext, input.component ?? [], state, incident.started);
  if (Object.keys(components).length === 0) requireInput(undefined, 'component', '--component NAME');
  const publicText = validateUpdateText(requireInput(input.text, 'text', '--text "…", or --file FILE'));
  const at = Math.max(floorToMinute(now), incident.detected);
  const text = editFrontMatter(incident.source, [
    [['title'], title],
    [['components'], components],
    [['disclosed'], formatInstant(at)],
  ]);
  return {
    kind: 'update',
    id: incident.id,
    path: incident.source.path,
    text: appendUpdate(text, { at, status: parseFirstPhase(input.phase), body: publicText }),
    subject: `${incident.id}: disclosed at ${formatInstant(at)}`,
    publicText,
  };
}

/** The unanswered questions of `disclose`. */
export function discloseQuestions(incidentContext: IncidentContext, input: IncidentInput): Question[] {
  const embargoed = openIncidents(incidentContext, input.drill).filter(isEmbargoed);
  if (input.incident === undefined && embargoed.length > 1)
    return [
      {
        flag: `--incident ${embargoed[0]!.id}`,
        kind: 'choose',
        prompt: 'Which incident?',
        choices: embargoed.map(({ id }) => ({ value: id, label: id })),
        toInput: (answer) => ({ incident: String(answer) }),
      },
    ];
  selectEmbargoed(incidentContext, input);
  const isMissing = (value: string | undefined): boolean => (value ?? '').trim() === '';
  return [
    ...(isMissing(input.title) ? [TITLE_QUESTION] : []),
    ...(input.component?.some((one) => !isMissing(one)) ? [] : [componentsQuestion(incidentContext)]),
    ...(isMissing(input.text) ? [TEXT_QUESTION] : []),
  ];
}

const TITLE_QUESTION: Question = {
  flag: '--title "…"',
  kind: 'line',
  prompt: 'What did customers notice, or what should they know, in one line?',
  toInput: (answer) => ({ title: String(answer) }),
};

const TEXT_QUESTION: Question = {
  flag: '--text "…" or --file FILE',
  kind: 'text',
  prompt: 'What should customers know? What happened, what it means for them, and what they can do.',
  toInput: (answer) => ({ text: String(answer) }),
};

function selectEmbargoed(incidentContext: IncidentContext, input: IncidentInput): Incident {
  const embargoed = openIncidents(incidentContext, input.drill).filter(isEmbargoed);
  if (input.incident === undefined && embargoed.length === 1) return embargoed[0]!;
  const incident = selectIncident(incidentContext, input);
  if (isEmbargoed(incident)) return incident;
  throw new InputError(`${incident.id} is not under embargo.`, 'To add to it: npx candor incident update');
}

function parseFirstPhase(phase = 'investigating'): (typeof PHASES)[number] {
  const plain = phase.trim().toLowerCase();
  const found = PHASES.find((one) => one === plain);
  if (found) return found;
  throw new InputError(
    `Unknown --phase "${phase}".${formatDidYouMean(plain, PHASES)}`,
    `The phases are ${formatAlternatives(PHASES)}. To resolve it then: npx candor incident resolve`,
  );
}

function requireInput(value: string | undefined, name: string, flag: string): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw new InputError(`The ${name} is missing.`, `Add ${flag}`);
}
