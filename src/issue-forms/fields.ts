export interface FormOption {
  readonly value: string;
  readonly label: string;
}

interface BaseField {
  /** The option of `npx candor incident` that takes the same answer, without `--`. */
  readonly id: string;
  /** The heading of the answer in the issue, by which the answer is found. */
  readonly label: string;
  readonly help?: string;
  readonly required?: true;
}

/** `tick` is a list of checkboxes. */
export interface ChoiceField extends BaseField {
  readonly kind: 'choose' | 'choose-many' | 'tick';
  readonly options: readonly FormOption[];
}

/** `line` takes one line, `text` several. */
export interface TextField extends BaseField {
  readonly kind: 'line' | 'text';
  readonly example?: string;
}

export type FormField = ChoiceField | TextField;

export type FormType = 'open' | 'announce' | 'update' | 'resolve';

/** An issue form. A `text` field comes last, so that its answer cannot imitate another field. */
export interface IssueForm {
  readonly type: FormType;
  /** The file name in `.github/ISSUE_TEMPLATE/`. */
  readonly file: string;
  readonly name: string;
  readonly description: string;
  /** The default title of the issue. */
  readonly title: string;
  readonly issueLabel: string;
  /** Markdown above the fields, a paragraph or list each. */
  readonly introduction: readonly string[];
  readonly fields: readonly FormField[];
}

/** The labels of the issues and their descriptions. A label must exist in the repository before a form can set it. */
export const FORM_LABELS: Readonly<Record<FormType, { readonly name: string; readonly about: string }>> = {
  open: { name: 'incident:declare', about: 'Opens an incident' },
  announce: { name: 'incident:announce', about: 'Plans a maintenance or posts a notice' },
  update: { name: 'incident:update', about: 'Posts an update of an incident' },
  resolve: { name: 'incident:resolve', about: 'Ends an incident' },
};

/** The first heading of each form. It identifies the form if the mobile app dropped the label. */
export const FIRST_HEADINGS: Readonly<Record<FormType, string>> = {
  open: 'How severe is it?',
  announce: 'What do you announce?',
  update: 'What is new?',
  resolve: 'What was the root cause?',
};

/** The answer that only the window of a maintenance changes. */
export const MOVED_MAINTENANCE = 'moved';

/** The field for an option of `npx candor incident`. */
export function findField({ fields }: IssueForm, flag: string): FormField | undefined {
  const id = { 'no-change': 'phase', file: 'text' }[flag] ?? flag;
  return fields.find((field) => field.id === id);
}

/** The URL of a form with the incident filled in. GitHub can prefill text fields from a URL, but not dropdowns. */
export function formUrl({ file }: IssueForm, repositoryUrl: string, incident: string): string {
  return `${repositoryUrl}/issues/new?template=${file}&incident=${encodeURIComponent(incident)}`;
}
