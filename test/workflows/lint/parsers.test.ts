import { validate } from '@actions/languageservice';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { linted } from './actionlint.ts';
import { workflowTexts } from './workflows.ts';

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
