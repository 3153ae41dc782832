import { FIRST_HEADINGS } from './fields.ts';
import type { ChoiceField, IssueForm, FormType, FormField } from './fields.ts';

/** Answers by field id: text as it was written, and the values of the chosen options. */
export interface FormAnswers {
  readonly texts: Readonly<Record<string, string>>;
  readonly selections: Readonly<Record<string, readonly string[]>>;
}

/** Why an issue's text can't be parsed as the form, and what to do. */
export interface FormParseError {
  readonly message: string;
  readonly help: string;
}

/** What GitHub writes for an empty answer. */
const EMPTY_ANSWERS = new Set(['', '_No response_', 'None']);

/** In UTF-16 units, and above GitHub's own limit. */
const MAX_BODY_LENGTH = 70_000;

/** Recognises an issue's form by its label or, if the label is missing, by the first heading. */
export function formTypeOfIssue(
  labels: readonly string[],
  body: string,
  tags: Readonly<Record<FormType, { name: string }>>,
): FormType | undefined {
  const types = ['open', 'announce', 'update', 'resolve'] as const;
  const labelled = types.filter((type) => labels.includes(tags[type].name));
  const first = splitLines(body.slice(0, 1000))
    .find((line) => line.trim() !== '')
    ?.trim();
  const headed = types.find((type) => first === `### ${FIRST_HEADINGS[type]}`);
  return labelled.length === 1 ? labelled[0] : (headed ?? labelled[0]);
}

/**
 * Parses the text that GitHub generates for a form: `### Label`, an empty line, the answer, an empty line. Answers are read
 * by their position, so that an answer cannot imitate another field. If the text was edited into another shape, it is
 * parsed by its headings, each of which must then occur once.
 */
export function parseFormAnswers(form: IssueForm, body: string): FormAnswers | FormParseError {
  if (body.length > MAX_BODY_LENGTH)
    return { message: 'The text of this issue is too long.', help: 'Shorten the answers.' };
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

/** Parses text in exactly the shape that GitHub generates; undefined for any other text. */
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

/** Parses edited text: each answer ends at the next heading. */
function parseByHeadings({ fields, name }: IssueForm, lines: readonly string[]): RawAnswers | FormParseError {
  const trimmed = lines.map((line) => line.trim());
  const places = fields.map((field) => {
    const heading = headingOf(field);
    return { field, heading, at: trimmed.indexOf(heading), again: trimmed.lastIndexOf(heading) };
  });
  const twice = places.find(({ at, again }) => at !== again);
  if (twice) {
    return {
      message: `"${twice.field.label}" appears twice in this issue, so the answer is ambiguous.`,
      help: 'Edit the issue so that each heading appears once.',
    };
  }
  const found = places.filter(({ at }) => at !== -1);
  if (found.length === 0) {
    return {
      message: `This issue does not have the headings of the form "${name}".`,
      help: 'Open a new issue with the form. Answers are found by the headings of the form.',
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

/** Above the length of any list of choices. */
const MAX_CHOICE_LENGTH = 4000;

/** The values of the chosen options. Other text is returned unchanged, and later validation reports it. */
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
