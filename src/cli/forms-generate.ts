import { resolve } from 'node:path';
import { parseSiteContext } from '../content/content.ts';
import { renderFormFiles } from '../issue-forms/issue-template-yaml.ts';
import { UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { writeGenerated } from '../files/write.ts';
import { defineCommand } from './define-command.ts';

const HELP = `Usage: npm run forms -- generate [options]

Writes the issue forms in .github/ISSUE_TEMPLATE/ from status.yaml, its policy and the components. With these forms people
declare, update and resolve incidents from a browser or a phone.

Options:
  --check      write nothing; list the files that are out of date
  --root DIR   the content root (default: the current folder)

Exit codes:
  0  the files are up to date or were written
  1  --check found files that are out of date
  2  the command could not run
`;

/** `forms generate` */
export const runFormsGenerate = defineCommand({
  help: HELP,
  options: {
    check: { type: 'boolean', default: false },
    root: { type: 'string', default: '.' },
  },
  run: async (values) => {
    const root = resolve(values.root);
    const { siteContext, diagnostics } = parseSiteContext(await readContent(root));
    if (!siteContext)
      throw new UsageError(
        `${diagnostics[0]?.message ?? 'status.yaml is missing or invalid.'} Run npm run validate.`,
      );
    return writeGenerated(root, renderFormFiles(siteContext), values.check);
  },
});
