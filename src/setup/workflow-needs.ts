import { parse } from 'yaml';
import { z } from 'zod';
import type { SourceFile } from '../content/source.ts';

/** What a workflow file needs of its repository's settings. */
export interface WorkflowRequirements {
  readonly path: string;
  /** GitHub starts it by the clock, and stops it after 60 quiet days. */
  readonly scheduled: boolean;
  readonly environments: readonly string[];
  /** Without the token that every job has. */
  readonly secrets: readonly string[];
  readonly variables: readonly string[];
  /** The names under which its jobs stand as checks. */
  readonly checks: readonly string[];
}

const jobSchema = z.looseObject({
  name: z.string().optional().catch(undefined),
  environment: z
    .union([z.string(), z.looseObject({ name: z.string() })])
    .optional()
    .catch(undefined),
});
const fileSchema = z.looseObject({
  on: z.unknown(),
  jobs: z.record(z.string(), jobSchema.catch({})).catch({}),
});

/** Reads what a workflow needs; a file that is no workflow needs nothing. */
export function parseWorkflowRequirements({ path, text }: SourceFile): WorkflowRequirements {
  const file = fileSchema.safeParse(parseYaml(text)).data;
  const jobs = Object.entries(file?.jobs ?? {});
  const names = jobs.flatMap(([, { environment }]) =>
    environment === undefined ? [] : [typeof environment === 'string' ? environment : environment.name],
  );
  const named = (kind: string): string[] => [
    ...new Set(
      [...text.matchAll(new RegExp(`(?<![\\w/.-])${kind}\\.([A-Z_][A-Z0-9_]*)\\b`, 'g'))].map(
        ([, name]) => name!,
      ),
    ),
  ];
  return {
    path,
    scheduled: triggersOf(file?.on).includes('schedule'),
    environments: [...new Set(names)].filter((name) => !name.includes('${{')),
    secrets: named('secrets').filter((name) => name !== 'GITHUB_TOKEN'),
    variables: named('vars'),
    checks: jobs.map(([id, { name = id }]) => name),
  };
}

/** The names under `on:`, however it is written. */
function triggersOf(on: unknown): readonly unknown[] {
  if (Array.isArray(on)) return on;
  return typeof on === 'object' && on !== null ? Object.keys(on) : [on];
}

/** The labels that an issue form puts on what is opened by it. */
export function parseFormLabels({ text }: SourceFile): readonly string[] {
  return z.looseObject({ labels: z.array(z.string()) }).safeParse(parseYaml(text)).data?.labels ?? [];
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
