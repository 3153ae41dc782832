import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseContent } from '../content/content.ts';
import { generateJsonSchemas } from '../content/schema/json-schemas.ts';
import { requireSiteContext } from '../deadlines/io/require-setting.ts';
import { runCommand, UsageError } from '../files/command-errors.ts';
import { ENGINE_ROOT, readContent } from '../files/read-content.ts';
import { writeGenerated } from '../files/write-generated.ts';
import type { GeneratedFile } from '../files/write-generated.ts';
import { CODEOWNERS_PATH, renderCodeowners } from '../setup/codeowners.ts';

const HELP = `npm run generate -- codeowners|schemas [--check] [--root DIR]

codeowners   writes .github/CODEOWNERS from status.yaml and the policy
schemas      for the engine's own repository: writes the JSON Schemas in schemas/ from the source that the validator uses

  --check      only say which files are out of date
  --root DIR   the content root (default: this folder)

Exit code: 0 all are current or written, 1 some are out of date, 2 it could not run.
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

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      root: { type: 'string', default: '.' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [name = '', ...more] = positionals;
  if (more.length > 0 || !Object.hasOwn(GENERATORS, name))
    throw new UsageError(`Expected one of ${Object.keys(GENERATORS).join(', ')}. See --help.`);
  const { root, files } = await GENERATORS[name]!(resolve(values.root));
  return writeGenerated(root, files, values.check);
});
