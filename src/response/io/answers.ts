import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { HOUR, MINUTE, formatDuration, parseDuration } from '../../time/duration.ts';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { PAST_TIMES } from '../local-times.ts';
import { parseTimeInput } from '../parse-time-input.ts';
import type { IncidentInput, Prompt } from '../inputs.ts';
import { gitPathOf } from './drafts.ts';
import type { Clock } from './simulated-clock.ts';

/** The answers of a conversation that was stopped. */
export interface AnswerStore {
  readonly keep: (input: IncidentInput, at: Instant) => Promise<void>;
  readonly read: () => Promise<KeptAnswers | undefined>;
  readonly forget: () => Promise<void>;
}

interface KeptAnswers {
  readonly at: Instant;
  readonly input: IncidentInput;
}

const keptSchema = z.object({
  at: z.number(),
  input: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
});

/** After that, an incident has moved on. */
const KEPT_FOR = 12 * HOUR;

/** In the `.git` folder, so that they are never committed. */
export function createAnswerStore(root: string, command: string): AnswerStore {
  const path = (): Promise<string> => gitPathOf(root, `candor-drafts/${command}.json`);
  return {
    async keep(input, at) {
      const file = await path();
      await mkdir(dirname(file), { recursive: true });
      const given = Object.entries(withFixedTimes(input, at)).filter(
        ([, value]) => value !== undefined && value !== false,
      );
      await writeFile(file, JSON.stringify({ at, input: Object.fromEntries(given) }));
    },
    async read() {
      const text = await readFile(await path(), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : parseKept(text);
    },
    forget: async () => rm(await path(), { force: true }),
  };
}

/** How long ago something was is counted from now, not from when the conversation continues. */
function withFixedTimes(input: IncidentInput, at: Instant): IncidentInput {
  const fixed: Partial<Record<(typeof PAST_TIMES)[number], string>> = {};
  for (const key of PAST_TIMES) {
    const plain = input[key]?.trim().replace(/\s+ago$/i, '') ?? '';
    if (plain === 'now' || parseDuration(plain) !== undefined)
      fixed[key] = formatInstant(parseTimeInput(plain, key, at));
  }
  return { ...input, ...fixed };
}

function parseKept(text: string): KeptAnswers | undefined {
  try {
    return keptSchema.parse(JSON.parse(text)) as KeptAnswers;
  } catch {
    // Damaged: the questions are asked again.
    return undefined;
  }
}

/** Offers to continue a conversation that was stopped. Options of the command take precedence. */
export async function resumeAnswers(
  input: IncidentInput,
  {
    prompt,
    answers,
    clock,
    isConfirmed,
  }: {
    readonly prompt?: Prompt;
    readonly answers?: AnswerStore;
    readonly clock: Clock;
    readonly isConfirmed?: boolean;
  },
): Promise<IncidentInput> {
  // `--yes` asks nothing that has a default
  const kept = prompt && isConfirmed !== true ? await answers?.read() : undefined;
  if (!prompt || !kept) return input;
  const age = clock.now() - kept.at;
  const isUsed = age < KEPT_FOR && (input.incident === undefined || kept.input.incident === input.incident);
  const answer =
    isUsed &&
    (await prompt({
      flag: '',
      kind: 'yes-no',
      prompt: `You stopped ${describeAge(age)} (${describeAnswers(kept.input)}). Continue from there?`,
      initial: 'yes',
      toInput: () => ({}),
    }));
  if (answer === true) return { ...kept.input, ...input };
  await answers?.forget();
  return input;
}

const MAX_SHOWN_LENGTH = 120;

const describeAge = (age: number): string =>
  age < MINUTE / 2 ? 'a moment ago' : `${formatDuration(Math.round(age / MINUTE) * MINUTE)} ago`;

function describeAnswers(input: IncidentInput): string {
  const text = Object.entries(input)
    .map(([key, value]) => (value === true ? wordsOf(key) : `${wordsOf(key)}: ${[value].flat().join(', ')}`))
    .join('; ')
    .replace(/\s+/g, ' ');
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}

/** "noChange" is "no change". */
const wordsOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
