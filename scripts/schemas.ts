import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateJsonSchemas } from '../src/content/schema/json-schemas.ts';
import { runCommand } from '../src/files/command-errors.ts';
import { ENGINE_ROOT } from '../src/files/read-content.ts';

const HELP = `npm run schemas [-- --check]

Writes the JSON Schemas in schemas/ from the source that the validator uses. With --check it only says
which of them are out of date.

Exit code: 0 all are current or written, 1 some are out of date, 2 it could not run.
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const folder = join(ENGINE_ROOT, 'schemas');
  await mkdir(folder, { recursive: true });
  let stale = 0;
  for (const { name, text } of generateJsonSchemas()) {
    const file = join(folder, name);
    const current = await readFile(file, 'utf8').catch(() => '');
    if (current === text) continue;
    stale += 1;
    if (!values.check) await writeFile(file, text);
    process.stdout.write(`schemas/${name} ${values.check ? 'is out of date' : 'written'}\n`);
  }
  return values.check && stale > 0 ? 1 : 0;
});
