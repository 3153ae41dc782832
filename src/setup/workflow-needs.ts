import { parse } from 'yaml';
import { z } from 'zod';
import type { SourceFile } from '../content/source.ts';

/** The repository settings that a workflow file needs. */
export interface WorkflowRequirements {
  readonly path: string;
  /** Whether GitHub runs it on a schedule, which it disables after 60 days without activity. */
  readonly scheduled: boolean;
  /** Whether it runs on `pull_request_target`, which GitHub blocks in public repositories from 2 December 2026. */
  readonly isBlocked: boolean;
  readonly environments: readonly string[];
  /** Without `GITHUB_TOKEN`, which every job has. */
  readonly secrets: readonly string[];
  readonly variables: readonly string[];
  /** The actions of other repositories that its steps use: `actions/checkout`. */
  readonly actions: readonly string[];
  /** The names of its jobs as checks. */
  readonly checks: readonly string[];
}

/** Not those of the repository itself, `./…`, nor images, `docker://…`. */
const USES = /^[ -]*uses: *['"]?([\w-]+\/[\w./-]+)@/gm;

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

/** A file that is not a valid workflow has no requirements. */
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
  const triggers = triggersOf(file?.on);
  return {
    path,
    scheduled: triggers.includes('schedule'),
    isBlocked: triggers.includes('pull_request_target'),
    environments: [...new Set(names.flatMap(environmentsIn))],
    secrets: named('secrets').filter((name) => name !== 'GITHUB_TOKEN'),
    variables: named('vars'),
    actions: [...new Set(Array.from(text.matchAll(USES), ([, action]) => action!))],
    checks: jobs.map(([id, { name = id }]) => name),
  };
}

/** A name, or those that an expression such as `${{ a && 'one' || 'two' }}` chooses between. */
function environmentsIn(name: string): string[] {
  if (!name.includes('${{')) return [name];
  return Array.from(name.matchAll(/(?:&&|\|\|) *'([^']+)'/g), ([, chosen]) => chosen!);
}

/** The names under `on:`, which may be a string, a list or an object. */
function triggersOf(on: unknown): readonly unknown[] {
  if (Array.isArray(on)) return on;
  return typeof on === 'object' && on !== null ? Object.keys(on) : [on];
}

/** The labels that an issue form adds. */
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
