import { resolve } from 'node:path';
import { parseSiteContext } from '../content/content.ts';
import { renderFormFiles } from '../issue-forms/issue-template-yaml.ts';
import { UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { writeManaged } from '../setup/io/write-managed.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { formsGenerate } from './declarations/forms.ts';

export const runFormsGenerate: CommandRun<typeof formsGenerate> = async (values) => {
  const root = resolve(values.root);
  const { siteContext, diagnostics } = parseSiteContext(await readContent(root));
  if (!siteContext)
    throw new UsageError(
      `${diagnostics[0]?.message ?? 'status.yaml is missing or invalid.'} Run npx candor validate.`,
    );
  return writeManaged(root, renderFormFiles(siteContext), values.check);
};
