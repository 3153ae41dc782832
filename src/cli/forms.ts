import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSiteContext } from '../content/content.ts';
import { renderFormFiles } from '../issue-forms/issue-template-yaml.ts';
import { runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';

const HELP = `npm run forms [-- --check] [--root DIR]

Writes the issue forms in .github/ISSUE_TEMPLATE/, by which an incident is declared, updated and resolved from a browser
or a phone: from status.yaml, its policy and the components. With --check it only says which of them are out of date.

  --root DIR   the content root (default: this folder)

Exit code: 0 all are current or written, 1 some are out of date, 2 it could not run.
`;

await runCommand(async () => {
  const { values } = parseArgs({
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
  const root = resolve(values.root);
  const { siteContext, diagnostics } = parseSiteContext(await readContent(root));
  if (!siteContext)
    throw new UsageError(
      `${diagnostics[0]?.message ?? 'status.yaml can not be read.'} See npm run validate.`,
    );
  let stale = 0;
  for (const { path, text } of renderFormFiles(siteContext)) {
    const file = join(root, path);
    if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
    stale += 1;
    if (!values.check) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    process.stdout.write(`${path} ${values.check ? 'is out of date' : 'written'}\n`);
  }
  return values.check && stale > 0 ? 1 : 0;
});
