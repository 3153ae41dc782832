import { RECOGNIZERS, SENTENCES } from './recognizers.ts';
import type { SopFact } from './fact.ts';
import { readSopBlocks } from './sop-blocks.ts';
import type { SopBlock } from './sop-blocks.ts';

/** What an SOP document says, as parts of a policy. */
export interface SopReading {
  /** The policy's data, as YAML has it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What no recogniser read, or what is undecided, for people to answer. */
  readonly questions: readonly SopQuestion[];
  /** The lines that were read. */
  readonly recognized: number;
  /** The first heading. */
  readonly title?: string;
}

export interface SopQuestion {
  /** From 1; absent for something that the document does not mention. */
  readonly line?: number;
  readonly text: string;
}

/** Reads headings, severities, times and templates that it recognises. Everything else is a question, never a guess. */
export function readSop(markdown: string): SopReading {
  const data: Record<string, unknown> = {};
  const questions: SopQuestion[] = [];
  let recognized = 0;
  const blocks = readSopBlocks(markdown);
  const title = blocks.find(({ headings }) => headings.length > 0)?.headings[0];
  const read = blocks.map((block) => ({ block, facts: recognize(block) }));
  for (const [index, { block, facts }] of read.entries()) {
    if (facts.length === 0 && introduces(block, read.slice(index + 1, index + 2))) {
      recognized += 1;
      continue;
    }
    if (facts.length === 0) questions.push({ line: block.line, text: describe(block) });
    else recognized += 1;
    const isNameless = facts.some((fact) => 'path' in fact && (fact.path.includes('') || fact.value === ''));
    if (isNameless) questions.push({ line: block.line, text: describe(block) });
    for (const fact of isNameless ? [] : facts) {
      if ('ask' in fact) questions.push({ line: block.line, text: fact.ask });
      else if (!write(data, fact))
        questions.push({
          line: block.line,
          text: `${describe(block)} (another line gives a different value)`,
        });
    }
  }
  return { data, questions, recognized, ...(title !== undefined && { title }) };
}

/** Whether a block ends with a colon and what follows it was read. */
function introduces(
  { text }: SopBlock,
  [next]: readonly { readonly block: SopBlock; readonly facts: readonly SopFact[] }[],
): boolean {
  return next !== undefined && next.facts.length > 0 && `${next.block.intro}:` === text;
}

/** A longer line is prose: no recogniser reads it. */
const MAX_LINE_LENGTH = 2000;

function recognize(block: SopBlock): readonly SopFact[] {
  if (block.text.length > MAX_LINE_LENGTH) return [];
  for (const recognizer of RECOGNIZERS) {
    const facts = recognizer(block);
    if (facts.length > 0) return facts;
  }
  return SENTENCES.flatMap((recognizer) => recognizer(block));
}

function describe({ headings, under, label, text }: SopBlock): string {
  const place = [headings.at(-1), under].filter((part) => part !== undefined).join(', ');
  return `${place === '' ? '' : `${place}: `}${label === undefined ? '' : `${label}: `}${text}`;
}

/** False if the place has another value already. */
function write(data: Record<string, unknown>, fact: Exclude<SopFact, { readonly ask: string }>): boolean {
  let at = data;
  for (const key of fact.path.slice(0, -1)) {
    if (!Object.hasOwn(at, key)) at[key] = {};
    at = at[key] as Record<string, unknown>;
  }
  const last = fact.path.at(-1)!;
  if (fact.adds) {
    if (!Object.hasOwn(at, last)) at[last] = [];
    const list = at[last] as unknown[];
    if (!list.some((one) => JSON.stringify(one) === JSON.stringify(fact.value))) list.push(fact.value);
    return true;
  }
  if (Object.hasOwn(at, last) && JSON.stringify(at[last]) !== JSON.stringify(fact.value)) return false;
  at[last] = fact.value;
  return true;
}
