import { resolve } from 'node:path';
import { parseContent } from '../content/content.ts';
import { generateJsonSchemas } from '../content/schema/json-schemas.ts';
import { requireSiteContext } from '../deadlines/io/require-site-context.ts';
import { ENGINE_ROOT, isCheckoutOfCandor } from '../files/engine.ts';
import { readContent } from '../files/read-content.ts';
import { writeGenerated } from '../files/write.ts';
import { writeManaged } from '../setup/io/write-managed.ts';
import { CODEOWNERS_PATH, renderCodeowners } from '../setup/codeowners.ts';
import { CLI_REFERENCE_PATH, renderCliReference } from './cli-reference.ts';
import { DECLARATIONS, GROUPS } from './declarations/all.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { generateCliReference, generateCodeowners, generateSchemas } from './declarations/generate.ts';

export const runGenerateCodeowners: CommandRun<typeof generateCodeowners> = async ({ root, check }) => {
  const folder = resolve(root);
  const text = renderCodeowners(
    requireSiteContext(parseContent(await readContent(folder))),
    isCheckoutOfCandor(folder),
  );
  return writeManaged(folder, [{ path: CODEOWNERS_PATH, text }], check);
};

export const runGenerateSchemas: CommandRun<typeof generateSchemas> = async ({ check }) => {
  const files = generateJsonSchemas().map(({ name, text }) => ({ path: `schemas/${name}`, text }));
  return writeGenerated(ENGINE_ROOT, files, check);
};

export const runGenerateCliReference: CommandRun<typeof generateCliReference> = async ({ check }) => {
  const file = { path: CLI_REFERENCE_PATH, text: renderCliReference(GROUPS, DECLARATIONS) };
  return writeGenerated(ENGINE_ROOT, [file], check);
};
