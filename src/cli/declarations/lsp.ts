import { declareCommand } from './declaration.ts';
import { ROOT } from './common-options.ts';

export const lsp = declareCommand({
  name: 'lsp',
  summary: 'Serves the findings of validate to an editor while you type, over the Language Server Protocol.',
  description:
    'An editor starts it and talks to it on standard input and output: findings, explanations and quick fixes in incidents, components, policies, postmortems and status.yaml. Setup for editors: docs/responder/editors.md.',
  options: { ...ROOT, stdio: { help: 'talk on standard input and output; it always does' } },
  exitCodes: { 0: 'the editor ended the connection', 2: 'the command could not run' },
});
