import { FIRST_HEADINGS } from './fields.ts';
import type { ChoiceField, IssueForm, FormType, FormField } from './fields.ts';

/** What was answered, by field: words as they were written, and the values of what was chosen. */
export interface FormAnswers {
  readonly texts: Readonly<Record<string, string>>;
  readonly selections: Readonly<Record<string, readonly string[]>>;
}

/** An issue's text doesn't have the shape of the form: why, and what to do. */
export interface FormParseError {
  readonly message: string;
  readonly help: string;
}

/** What GitHub writes where nothing was answered. */
const EMPTY_ANSWERS = new Set(['', '_No response_', 'None']);

/** More than GitHub takes. In UTF-16 units. */
const MAX_BODY_LENGTH = 70_000;

/** Which form an issue was written with: by its label, or, where that got lost, by its first heading. */
export function formTypeOfIssue(
  labels: readonly string[],
  body: string,
  tags: Readonly<Record<FormType, { name: string }>>,
): FormType | undefined {
  const types = ['open', 'update', 'resolve'] as const;
  const labelled = types.filter((type) => labels.includes(tags[type].name));
  const first = splitLines(body.slice(0, 1000))
    .find((line) => line.trim() !== '')
    ?.trim();
  const headed = types.find((type) => first === `### ${FIRST_HEADINGS[type]}`);
  return labelled.length === 1 ? labelled[0] : (headed ?? labelled[0]);
}

/**
 * Reads the text that GitHub makes of a filled form: `### Label`, an empty line, the answer, an empty line. An answer of
 * one line is the line where it has to be, whatever it says, and the answer of several lines is all that is left: nobody
 * can write another field's answer. A text that was edited out of this shape is read by its headings, if each stands
 * there once.
 */
export function parseFormAnswers(form: IssueForm, body: string): FormAnswers | FormParseError {
  if (body.length > MAX_BODY_LENGTH)
    return { message: 'The text of this issue is too long.', help: 'Say it in fewer words.' };
  const lines = splitLines(body);
  const raw = parseExactShape(form, lines) ?? parseByHeadings(form, lines);
  if ('message' in raw) return raw;
  const texts: Record<string, string> = {};
  const selections: Record<string, readonly string[]> = {};
  for (const field of form.fields) {
    const text = raw.texts[field.id] ?? '';
    if (field.kind === 'tick') selections[field.id] = parseCheckboxes(field, text);
    else if (EMPTY_ANSWERS.has(text)) continue;
    else if (field.kind === 'choose' || field.kind === 'choose-many')
      selections[field.id] = parseDropdown(field, text);
    else texts[field.id] = field.kind === 'line' ? text.replace(/\s+/g, ' ').trim() : text;
  }
  return { texts, selections };
}

interface RawAnswers {
  readonly texts: Readonly<Record<string, string>>;
}

function splitLines(body: string): string[] {
  return body
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
}

/** The text exactly as GitHub makes it; undefined where it isn't. */
function parseExactShape({ fields }: IssueForm, lines: readonly string[]): RawAnswers | undefined {
  const texts: Record<string, string> = {};
  let at = 0;
  for (const [index, field] of fields.entries()) {
    if (lines[at] !== headingOf(field) || lines[at + 1] !== '') return undefined;
    at += 2;
    let end = at + 1;
    if (field.kind === 'text') end = lines.length;
    else if (field.kind === 'tick') while (isCheckbox(lines[end])) end += 1;
    texts[field.id] = lines.slice(at, end).join('\n').trim();
    at = end + 1;
    const isLast = index === fields.length - 1;
    if (!isLast && lines[end] !== '') return undefined;
  }
  return lines.slice(at - 1).every((line) => line.trim() === '') ? { texts } : undefined;
}

/** A text that somebody edited: each answer reaches to the next heading. */
function parseByHeadings({ fields, name }: IssueForm, lines: readonly string[]): RawAnswers | FormParseError {
  const trimmed = lines.map((line) => line.trim());
  const places = fields.map((field) => {
    const heading = headingOf(field);
    return { field, heading, at: trimmed.indexOf(heading), again: trimmed.lastIndexOf(heading) };
  });
  const twice = places.find(({ at, again }) => at !== again);
  if (twice) {
    return {
      message: `"${twice.field.label}" stands twice in this issue: which answer is meant can't be known.`,
      help: 'Edit the issue so that each heading stands there once.',
    };
  }
  const found = places.filter(({ at }) => at !== -1);
  if (found.length === 0) {
    return {
      message: `This issue does not have the questions of the form "${name}".`,
      help: 'Open another one with the form: the answers are found by its headings.',
    };
  }
  const starts = found.map(({ at }) => at).toSorted((a, b) => a - b);
  const texts: Record<string, string> = {};
  for (const { field, at } of found) {
    const next = starts.find((start) => start > at) ?? lines.length;
    texts[field.id] = lines
      .slice(at + 1, next)
      .join('\n')
      .trim();
  }
  return { texts };
}

function headingOf({ label }: FormField): string {
  return `### ${label}`;
}

const CHECKBOX_PATTERN = /^\s*[-*] \[([ xX])\] (.*)$/;

function isCheckbox(line: string | undefined): boolean {
  return line !== undefined && CHECKBOX_PATTERN.test(line);
}

function parseCheckboxes({ options }: ChoiceField, text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, mark, label = ''] = CHECKBOX_PATTERN.exec(line) ?? [];
    const option = options.find((one) => one.label === label.trim());
    return option && mark?.toLowerCase() === 'x' ? [option.value] : [];
  });
}

/** More than any list of choices comes to. */
const MAX_CHOICE_LENGTH = 4000;

/** The values of what was chosen; what is none of the options comes back as it stands, for the rules to judge. */
function parseDropdown({ kind, options }: ChoiceField, text: string): string[] {
  const plain = text.replace(/\s+/g, ' ').trim();
  const whole = options.find(({ label }) => label === plain);
  if (whole) return [whole.value];
  if (kind === 'choose' || plain.length > MAX_CHOICE_LENGTH) return [plain];
  const longest = options.toSorted((a, b) => b.label.length - a.label.length);
  const values: string[] = [];
  for (let rest = plain; rest !== '';) {
    const option = longest.find(({ label }) => rest === label || rest.startsWith(`${label}, `));
    const taken = option?.label ?? rest.split(',', 1)[0]!;
    const value = option?.value ?? taken.trim();
    if (value !== '') values.push(value);
    rest = rest.slice(taken.length).replace(/^,?\s*/, '');
  }
  return [...new Set(values)];
}
