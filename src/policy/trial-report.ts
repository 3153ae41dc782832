import type { Diagnostic } from '../content/finding.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import { formatCount } from '../text/count.ts';
import { OCCASION_NAMES } from './trial-findings.ts';
import type { TrialStep } from './trial.ts';

/** Every text of a trial as customers would read it, by severity, with what the rules find. */
export function renderTrial(steps: readonly TrialStep[], ink: TerminalStyle): string {
  const lines: string[] = [];
  let event = '';
  for (const step of steps) {
    if (step.event !== event) {
      event = step.event;
      lines.push('', ink.strong(event));
    }
    lines.push(...renderStep(step, ink));
  }
  return `${lines.slice(1).join('\n')}\n`;
}

function renderStep(
  { occasion, detail, origin, title, text, findings }: TrialStep,
  ink: TerminalStyle,
): string[] {
  const name = `${OCCASION_NAMES[occasion]}${detail === undefined ? '' : ` ("${detail}")`}`;
  const shown = text === '' ? 'no public text' : text;
  return [
    `  ${ink.faint(`${escapeControlCharacters(name)}, ${origin === 'policy' ? 'your text' : "Candor's text"}`)}`,
    ...(occasion === 'first' && title !== '' ? [`    ${ink.strong(escapeControlCharacters(title))}`] : []),
    `    ${escapeControlCharacters(shown)}`,
    ...findings.map(({ rule, level, message }) =>
      escapeControlCharacters(`    ${level === 'error' ? 'refused' : 'warning'} by ${rule}: ${message}`),
    ),
  ];
}

/**
 * `24 texts tried: none is refused.`
 * @param shown the findings on what pages show of the policy, components and `status.yaml`
 */
export function summarizeTrial(
  steps: readonly TrialStep[],
  shown: readonly Pick<Diagnostic, 'level'>[],
): string {
  const texts = steps.filter(({ text }) => text !== '').length;
  const refused = steps.filter(({ findings }) => findings.some(({ level }) => level === 'error')).length;
  const tried = `${formatCount(texts, 'text')} tried: ${refused === 0 ? 'none is' : `${refused} ${refused === 1 ? 'is' : 'are'}`} refused.`;
  const errors = shown.filter(({ level }) => level === 'error').length;
  return errors === 0 ? tried : `${tried} Other texts of the page have ${formatCount(errors, 'error')}.`;
}
