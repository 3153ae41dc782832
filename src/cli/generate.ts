import { resolve } from 'node:path';
import { parseContent } from '../content/content.ts';
import { generateJsonSchemas } from '../content/schema/json-schemas.ts';
import { requireSiteContext } from '../deadlines/io/require-site-context.ts';
import { UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT } from '../files/engine.ts';
import { readContent } from '../files/read-content.ts';
import { writeGenerated } from '../files/write.ts';
import type { GeneratedFile } from '../files/write.ts';
import { CODEOWNERS_PATH, renderCodeowners } from '../setup/codeowners.ts';
import { defineCommand } from './define-command.ts';

const HELP = `Usage: npm run generate -- codeowners|schemas [options]

Writes generated files.

Arguments:
  codeowners   .github/CODEOWNERS, from status.yaml and the policy
  schemas      the JSON Schemas in schemas/, from the schemas of the validator (only in Candor's own repository)

Options:
  --check      write nothing; list the files that are out of date
  --root DIR   the content root (default: the current folder)

Exit codes:
  0  the files are up to date or were written
  1  --check found files that are out of date
  2  the command could not run
`;

interface GeneratedFiles {
  readonly root: string;
  readonly files: readonly GeneratedFile[];
}

const GENERATORS: Readonly<Record<string, (root: string) => Promise<GeneratedFiles>>> = {
  codeowners: async (root) => {
    const text = renderCodeowners(requireSiteContext(parseContent(await readContent(root))));
    return { root, files: [{ path: CODEOWNERS_PATH, text }] };
  },
  schemas: async () => ({
    root: ENGINE_ROOT,
    files: generateJsonSchemas().map(({ name, text }) => ({ path: `schemas/${name}`, text })),
  }),
};

export const generateCommand = defineCommand({
  help: HELP,
  options: {
    check: { type: 'boolean', default: false },
    root: { type: 'string', default: '.' },
  },
  takesArguments: true,
  run: async (values, positionals) => {
    const [name = '', ...more] = positionals;
    if (more.length > 0 || !Object.hasOwn(GENERATORS, name))
      throw new UsageError(`Expected one of ${Object.keys(GENERATORS).join(', ')}. See --help.`);
    const { root, files } = await GENERATORS[name]!(resolve(values.root));
    return writeGenerated(root, files, values.check);
  },
});
