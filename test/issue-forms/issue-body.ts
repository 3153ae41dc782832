import type { IssueForm } from '../../src/issue-forms/fields.ts';

/** A person's answers, by field: text, the label of a choice, or the labels of several. */
export type Entered = Readonly<Record<string, string | readonly string[]>>;

/** The issue's text that GitHub makes of a filled form. */
export function issueBody({ fields }: IssueForm, entered: Entered): string {
  const parts = fields.map((field) => {
    const answer = entered[field.id];
    const chosen = answer === undefined ? [] : [answer].flat();
    if (field.kind === 'tick') {
      const boxes = field.options.map(({ label }) => `- [${chosen.includes(label) ? 'X' : ' '}] ${label}`);
      return `### ${field.label}\n\n${boxes.join('\n')}`;
    }
    const text = chosen.join(', ');
    return `### ${field.label}\n\n${text === '' ? '_No response_' : text}`;
  });
  return parts.join('\n\n');
}
