import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { CHECK, GENERATED_EXIT_CODES, ROOT } from './common-options.ts';

export const generate: GroupDeclaration = { name: 'generate', summary: 'Writes generated files.' };

export const generateCodeowners = declareCommand({
  name: 'generate codeowners',
  summary: 'Writes .github/CODEOWNERS from status.yaml and the policy.',
  options: { ...CHECK, ...ROOT },
  exitCodes: GENERATED_EXIT_CODES,
});

export const generateSchemas = declareCommand({
  name: 'generate schemas',
  summary:
    "Writes the JSON Schemas in schemas/ from the schemas of the validator, in Candor's own repository.",
  options: { ...CHECK },
  exitCodes: GENERATED_EXIT_CODES,
});

export const generateCliReference = declareCommand({
  name: 'generate cli-reference',
  summary: "Writes docs/reference/cli.md from the declarations of the commands, in Candor's own repository.",
  options: { ...CHECK },
  exitCodes: GENERATED_EXIT_CODES,
});
