import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLI_REFERENCE_PATH, renderCliReference } from '../../src/cli/cli-reference.ts';
import { DECLARATIONS, GROUPS } from '../../src/cli/declarations/all.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';

const page = renderCliReference(GROUPS, DECLARATIONS);

test('the page in docs/ is current: npx candor generate cli-reference', () => {
  expect(readFileSync(join(ENGINE_ROOT, CLI_REFERENCE_PATH), 'utf8')).toBe(page);
});

test('a heading for every command, below that of its group', () => {
  const headings = [...page.matchAll(/^##+ candor .*$/gm)].map(([heading]) => heading);
  expect(headings.slice(0, 3)).toEqual([
    '## candor validate',
    '## candor incident',
    '### candor incident open',
  ]);
  expect(headings).toHaveLength(GROUPS.length + DECLARATIONS.length - 1);
  expect(page).not.toContain('candor complete\n');
});

test('a section has what the declaration has', () => {
  const at = page.indexOf('## candor export');
  expect(page.slice(at, page.indexOf('## candor secrets'))).toMatchInlineSnapshot(`
    "## candor export

    Writes all incidents, maintenances, notices and components in a format of another tool.

    docs/adopter/import.md describes it.

    \`\`\`
    candor export <format> [options]
    \`\`\`

    Arguments:

    - \`<format>\`: the format of the output
    - \`jsonl\`: JSON lines with everything, internal notes too, and the pictures in media/ beside the file: importing that folder gives the same files
    - \`statuspage\`: Statuspage's manage API: only what is public, without notices

    Options:

    - \`--root <DIR>\`: the content root (default: .)
    - \`--out <FILE>\`: the file to write (default: standard output)

    Exit codes:

    - \`0\`: done
    - \`1\`: done, but an invalid file could not be exported
    - \`2\`: the command could not run

    "
  `);
});
