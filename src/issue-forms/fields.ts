/** One answer to choose, as people read it and as the tool does. */
export interface FormOption {
  readonly value: string;
  readonly label: string;
}

interface BaseField {
  /** The flag of `npm run incident` that takes the same answer, without its hyphens. */
  readonly id: string;
  /** The heading of the answer in the issue. The engine's own words: how an answer is found again. */
  readonly label: string;
  readonly help?: string;
  readonly required?: true;
}

/** Something to choose; `tick` is a list of boxes. */
export interface ChoiceField extends BaseField {
  readonly kind: 'choose' | 'choose-many' | 'tick';
  readonly options: readonly FormOption[];
}

/** Something to write, on one line or on several. */
export interface TextField extends BaseField {
  readonly kind: 'line' | 'text';
  readonly example?: string;
}

export type FormField = ChoiceField | TextField;

/** What a form asks to be done. */
export type FormType = 'open' | 'update' | 'resolve';

/** One issue form: what is asked, in order. A field of several lines stands last, so that no answer can pose as another's. */
export interface IssueForm {
  readonly type: FormType;
  /** In `.github/ISSUE_TEMPLATE/`. */
  readonly file: string;
  readonly name: string;
  readonly description: string;
  /** What stands in the issue's title before anybody writes one. */
  readonly title: string;
  /** The issue's label. */
  readonly issueLabel: string;
  /** Markdown above the questions, a paragraph or list each. */
  readonly introduction: readonly string[];
  readonly fields: readonly FormField[];
}

/** The forms' labels on GitHub, and what each is for: they have to exist before a form can set one. */
export const FORM_LABELS: Readonly<Record<FormType, { readonly name: string; readonly about: string }>> = {
  open: { name: 'incident:declare', about: 'Opens an incident' },
  update: { name: 'incident:update', about: 'Posts an update of an incident' },
  resolve: { name: 'incident:resolve', about: 'Ends an incident' },
};

/** The first heading of each form, by which an issue is known whose label got lost on the way from a phone. */
export const FIRST_HEADINGS: Readonly<Record<FormType, string>> = {
  open: 'How severe is it?',
  update: 'What is new?',
  resolve: 'What was the root cause?',
};

/** The field that takes a flag's answer. */
export function findField({ fields }: IssueForm, flag: string): FormField | undefined {
  const id = { 'no-change': 'phase', file: 'text' }[flag] ?? flag;
  return fields.find((field) => field.id === id);
}

/** Where a form is opened with an incident filled in. GitHub takes what is written from an address, no choices. */
export function formUrl({ file }: IssueForm, repositoryUrl: string, incident: string): string {
  return `${repositoryUrl}/issues/new?template=${file}&incident=${encodeURIComponent(incident)}`;
}
