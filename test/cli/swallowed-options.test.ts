import { expect, test } from 'vitest';
import { incidentOpen, incidentPublish } from '../../src/cli/declarations/incident.ts';
import { validate } from '../../src/cli/declarations/validate.ts';
import type { CommandDeclaration } from '../../src/cli/declarations/declaration.ts';
import { refuseSwallowedOptions } from '../../src/cli/swallowed-options.ts';

const RUN = {
  npm_command: 'run',
  npm_lifecycle_event: 'incident',
  npm_lifecycle_script: 'node --flag src/cli/candor.ts incident',
};
const EXEC = { npm_command: 'exec', npm_lifecycle_event: 'npx', npm_lifecycle_script: "'candor'" };
const DRY_RUN = { npm_config_dry_run: 'true' };

test.each<[string, CommandDeclaration, string[], Record<string, string>, string]>([
  [
    'npm run incident publish a.md --dry-run',
    incidentPublish,
    ['incident', 'publish', 'a.md'],
    { ...RUN, ...DRY_RUN },
    'npm took --dry-run for itself. Write: npm run incident -- publish --dry-run a.md',
  ],
  [
    'npm run incident open --yes',
    incidentOpen,
    ['incident', 'open'],
    { ...RUN, npm_config_yes: 'true' },
    'npm took --yes for itself. Write: npm run incident -- open --yes',
  ],
  [
    'npm exec candor incident publish a.md --dry-run',
    incidentPublish,
    ['incident', 'publish', 'a.md'],
    { ...EXEC, ...DRY_RUN },
    'npm took --dry-run for itself. Write: npx candor incident publish --dry-run a.md',
  ],
  [
    'npm run status --base main, a script of a company',
    validate,
    ['validate', 'main'],
    {
      npm_command: 'run-script',
      npm_lifecycle_event: 'status',
      npm_lifecycle_script: 'echo a && candor validate',
      npm_config_base: 'true',
    },
    'npm took --base for itself. Write: npm run status -- --base main',
  ],
  [
    'npm run incident open --component=a --component="b c"',
    incidentOpen,
    ['incident', 'open'],
    { ...RUN, npm_config_component: 'a\n\nb c' },
    "npm took --component, --component for itself. Write: npm run incident -- open --component=a '--component=b c'",
  ],
])('%s is refused with the line to type', (_line, declaration, args, env, message) => {
  expect(() => refuseSwallowedOptions(declaration, args, env)).toThrow(message);
});

test.each<[string, CommandDeclaration, string[], Record<string, string>]>([
  [
    'the option is there too',
    incidentPublish,
    ['incident', 'publish', 'a.md', '--dry-run'],
    { ...RUN, ...DRY_RUN },
  ],
  ['npm did not start it', incidentPublish, ['incident', 'publish', 'a.md'], DRY_RUN],
  [
    'another script starts it',
    incidentPublish,
    ['incident', 'publish', 'a.md'],
    { ...RUN, ...DRY_RUN, npm_lifecycle_script: 'vitest run' },
  ],
  [
    'a script of another command starts it',
    incidentPublish,
    ['incident', 'publish', 'a.md'],
    { ...RUN, ...DRY_RUN, npm_lifecycle_script: 'candor build' },
  ],
  ['npx itself was given --yes', incidentOpen, ['incident', 'open'], { ...EXEC, npm_config_yes: 'true' }],
  ['npm has set its own option', incidentOpen, ['incident', 'open'], { ...RUN, npm_config_yes: '' }],
  [
    'npx starts another program',
    incidentPublish,
    ['incident', 'publish', 'a.md'],
    { ...EXEC, ...DRY_RUN, npm_lifecycle_script: "'vitest'" },
  ],
  [
    'the command has no such option',
    validate,
    ['validate'],
    { ...RUN, npm_lifecycle_script: 'candor validate', ...DRY_RUN },
  ],
])('nothing is refused where %s', (_case, declaration, args, env) => {
  expect(() => refuseSwallowedOptions(declaration, args, env)).not.toThrow();
});
