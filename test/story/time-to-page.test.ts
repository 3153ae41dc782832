import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { AFTER_FORM, AFTER_PUSH, githubSeconds, ownSeconds, SLOW, TYPICAL } from './time-to-page.ts';

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly needs?: string; readonly steps: { run?: string; uses?: string }[] }>
  >;
}

const workflowOf = (name: string): Workflow =>
  parse(readFileSync(join(ENGINE_ROOT, '.github/workflows', name), 'utf8')) as Workflow;

describe('from words to the page', () => {
  test.each([
    ['a push', AFTER_PUSH],
    ['a form', AFTER_FORM],
  ])('after %s: the jobs are there, wait for no other, and set up what is counted', (_, jobs) => {
    for (const { workflow, job, github } of jobs) {
      const { needs, steps } = workflowOf(workflow).jobs[job]!;
      expect([job, needs]).toEqual([job, undefined]);
      const uses = steps.map((step) => step.uses ?? '').join(' ');
      expect([job, uses.includes('actions/setup-node')]).toEqual([job, github.includes('setUp')]);
      expect([job, uses.includes('actions/deploy-pages')]).toEqual([job, github.includes('pages')]);
    }
  });

  test('our own part is at most 90 seconds, also where nothing is cached', () => {
    for (const jobs of [AFTER_PUSH, AFTER_FORM]) expect(2 * ownSeconds(jobs)).toBeLessThanOrEqual(90);
  });

  test('docs/adopter/costs.md has the same table', () => {
    const row = (name: string, jobs: typeof AFTER_PUSH): string =>
      `| ${[
        name,
        jobs.map(({ job }) => `\`${job}\``).join(', '),
        `${ownSeconds(jobs)} s`,
        `${githubSeconds(jobs, TYPICAL)} s`,
        `${githubSeconds(jobs, SLOW)} s`,
      ].join(' | ')} |`;
    const doc = readFileSync(join(ENGINE_ROOT, 'docs/adopter/costs.md'), 'utf8').replaceAll(/\s+/g, ' ');
    const wait = ({ event, machine, setUp, pages }: typeof TYPICAL): string =>
      `${event}, ${machine}, ${setUp} and ${pages} s`;
    for (const part of [row('a push', AFTER_PUSH), row('a form', AFTER_FORM), wait(TYPICAL), wait(SLOW)])
      expect(doc).toContain(part);
  });
});
