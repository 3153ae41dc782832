import type { Question } from '../response/inputs.ts';
import { findField } from './fields.ts';
import type { IssueForm } from './fields.ts';

/** Something that the form didn't say: which field, what is asked, and what may be chosen. */
export interface MissingAnswer {
  readonly label: string;
  readonly prompt: string;
  readonly choices: readonly string[];
}

/** The flag that a question is answered with, without hyphens: `severity` of `--severity sev-1|sev-2`. */
function flagNameOf({ flag }: Question): string {
  return /^--([a-z-]+)/.exec(flag)?.[1] ?? '';
}

/** What is still to be answered, by the form's own fields, each once. */
export function findMissingAnswers(form: IssueForm, questions: readonly Question[]): MissingAnswer[] {
  const byLabel = new Map<string, MissingAnswer>();
  for (const question of questions) {
    const field = findField(form, flagNameOf(question));
    const label = field?.label ?? question.prompt;
    const listed = (question.choices ?? []).map(({ hint, label: words }) =>
      hint === undefined ? words : `${hint}: ${words}`,
    );
    const choices = field && 'options' in field ? field.options.map((option) => option.label) : listed;
    // A list of boxes that lacks several says by its boxes what is asked.
    const ask = byLabel.has(label) ? '' : questionTextOf(question, label);
    byLabel.set(label, { label, prompt: ask, choices });
  }
  return [...byLabel.values()];
}

/** What the question says beyond the field's label, without what is said of keys. */
function questionTextOf({ prompt }: Question, label: string): string {
  const plain = prompt.replace(/ \((?:space|return)[^)]*\)$/, '');
  return plain.startsWith(label) ? plain.slice(label.length).trim() : plain;
}

const FORM_NAMES: Readonly<Record<string, string>> = {
  open: 'the form "Declare an incident"',
  update: 'the form "Post an update"',
  resolve: 'the form "Resolve an incident"',
};

/** Words written for the terminal in the form's words: its fields in place of flags, its name in place of commands. */
export function replaceFlagsWithFields(form: IssueForm, text: string): string {
  return text
    .replace(/npm run incident -- (\w+)/g, (whole, deed: string) => FORM_NAMES[deed] ?? whole)
    .replace(/--([a-z][a-z-]*)(?=( ?))/g, (whole, flag: string) => {
      const field = findField(form, flag);
      return field ? `"${field.label}":` : whole;
    })
    .replace(/:(?=[.,;)]|$)/gm, '');
}
