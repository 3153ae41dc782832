import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSiteContext } from '../content/content.ts';
import { renderFormFiles } from '../issue-forms/issue-template-yaml.ts';
import { UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { writeGenerated } from '../files/write-generated.ts';

const HELP = `npm run forms -- generate [--check] [--root DIR]

Writes the issue forms in .github/ISSUE_TEMPLATE/, by which an incident is declared, updated and resolved from a browser
or a phone: from status.yaml, its policy and the components. With --check it only says which of them are out of date.

  --root DIR   the content root (default: this folder)

Exit code: 0 all are current or written, 1 some are out of date, 2 it could not run.
`;

/** `forms generate`: writes the issue forms. */
export async function runFormsGenerate(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
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
  return writeGenerated(root, renderFormFiles(siteContext), values.check);
}
