import type { Question } from '../response/inputs.ts';
import { findField } from './fields.ts';
import type { IssueForm } from './fields.ts';

/** A required answer that is missing from a form. */
export interface MissingAnswer {
  readonly label: string;
  readonly prompt: string;
  readonly choices: readonly string[];
}

/** The name of a question's option: `severity` for `--severity sev-1|sev-2`. */
function flagNameOf({ flag }: Question): string {
  return /^--([a-z-]+)/.exec(flag)?.[1] ?? '';
}

/** The form's fields for unanswered questions, each once. */
export function findMissingAnswers(form: IssueForm, questions: readonly Question[]): MissingAnswer[] {
  const byLabel = new Map<string, MissingAnswer>();
  for (const question of questions) {
    const field = findField(form, flagNameOf(question));
    const label = field?.label ?? question.prompt;
    const questionChoices = (question.choices ?? []).map(({ hint, label: choice }) =>
      hint === undefined ? choice : `${hint}: ${choice}`,
    );
    const choices =
      field && 'options' in field ? field.options.map((option) => option.label) : questionChoices;
    // If several checkboxes of a list are missing, the choices replace the question.
    const prompt = byLabel.has(label) ? '' : questionTextOf(question, label);
    byLabel.set(label, { label, prompt, choices });
  }
  return [...byLabel.values()];
}

/** The question without the field's label and without hints about keys. */
function questionTextOf({ prompt }: Question, label: string): string {
  const plain = prompt.replace(/ \((?:space|return)[^)]*\)$/, '');
  return plain.startsWith(label) ? plain.slice(label.length).trim() : plain;
}

const FORM_NAMES: Readonly<Record<string, string>> = {
  open: 'the form "Declare an incident"',
  update: 'the form "Post an update"',
  resolve: 'the form "Resolve an incident"',
};

/** Rewrites a message for the terminal for the form: field labels replace options, form names replace commands. */
export function replaceFlagsWithFields(form: IssueForm, text: string): string {
  return text
    .replace(/npx candor incident open --kind \w+/g, 'the form "Plan maintenance or post a notice"')
    .replace(/npx candor incident (\w+)/g, (whole, command: string) => FORM_NAMES[command] ?? whole)
    .replace(/--([a-z][a-z-]*)(?=( ?))/g, (whole, flag: string) => {
      const field = findField(form, flag);
      return field ? `"${field.label}":` : whole;
    })
    .replace(/:(?=[.,;)]|$)/gm, '');
}
