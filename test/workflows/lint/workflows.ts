import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';

export interface StepShape {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly if?: unknown;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface JobShape {
  readonly 'runs-on'?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly environment?: unknown;
  readonly concurrency?: unknown;
  readonly secrets?: unknown;
  readonly container?: unknown;
  readonly services?: unknown;
  readonly uses?: string;
  readonly if?: unknown;
  readonly steps?: readonly StepShape[];
}

/** A workflow file as its policies look at it. */
export interface WorkflowShape {
  readonly path: string;
  readonly text: string;
  readonly name?: string;
  /** By event; an event without a filter has an empty object. */
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly permissions?: unknown;
  readonly env?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, JobShape>>;
}

const FOLDER = join(ENGINE_ROOT, '.github', 'workflows');

/** Every workflow file of this repository: its path and its text. */
export const workflowTexts: readonly (readonly [string, string])[] = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted()
      .map((name) => [`.github/workflows/${name}`, readFileSync(join(FOLDER, name), 'utf8')])
  : [];

/** Reads the shape of a workflow; other tests check whether it is valid. */
export function shapeOf(path: string, text: string): WorkflowShape {
  const read = parse(text) as Omit<WorkflowShape, 'path' | 'text' | 'on'> & { on: unknown };
  const on = read.on;
  const events: [string, Readonly<Record<string, unknown>>][] =
    typeof on === 'string'
      ? [[on, {}]]
      : Array.isArray(on)
        ? on.map((event: string) => [event, {}])
        : Object.entries((on ?? {}) as Record<string, Record<string, unknown> | null>).map(
            ([event, filter]) => [event, filter ?? {}],
          );
  return { ...read, path, text, on: Object.fromEntries(events), jobs: read.jobs ?? {} };
}

/** Each job with its name. */
export function jobsOf({ jobs }: WorkflowShape): (JobShape & { readonly id: string })[] {
  return Object.entries(jobs).map(([id, job]) => ({ ...job, id }));
}

/** Each step, with its job and what it is called in a message. */
export function stepsOf(
  workflow: WorkflowShape,
): (StepShape & { readonly job: JobShape; readonly called: string })[] {
  return jobsOf(workflow).flatMap((job) =>
    (job.steps ?? []).map((step, index) => ({
      ...step,
      job,
      called: `${job.id}: step ${index + 1}${step.name === undefined ? '' : ` (${step.name})`}`,
    })),
  );
}
