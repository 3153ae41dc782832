import { stringify } from 'yaml';
import type { PolicyFromSop } from './finish-policy.ts';
import type { SopQuestion } from './read-sop.ts';

const MAX_QUESTION_LENGTH = 300;

/** The policy's file: what the document states as YAML, and what it leaves open as questions above it. */
export function renderPolicyFromSop({ data, questions }: PolicyFromSop, document: string): string {
  return [
    '# yaml-language-server: $schema=../node_modules/candor/schemas/policy.schema.json',
    `# Read from ${oneLine(document)}. These lines were not understood, or leave something open. Answer them here:`,
    ...questions.map((question) => `# - ${formatQuestion(question)}`),
    '',
    stringify(data, { lineWidth: 0, singleQuote: true }).trimEnd(),
    '',
  ].join('\n');
}

/** `line 28: How soon is that in minutes?` */
export function formatQuestion({ line, text }: SopQuestion): string {
  const short = oneLine(text).slice(0, MAX_QUESTION_LENGTH);
  return line === undefined ? short : `line ${line}: ${short}`;
}

/** A line break in the document must not end the comment. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
}
