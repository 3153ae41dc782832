import { defineSubcommands } from '../files/command-errors.ts';

const HELP = `Usage: npm run forms -- generate|handle|announce [options]

Subcommands (each has its own --help):
  generate   write the issue forms from status.yaml, its policy and the components
  handle     declare, update or resolve an incident from an issue form; issue-forms.yml runs this
  announce   comment on each open form issue whose update is published, and close it; deploy.yml runs this
`;

export const formsCommand = defineSubcommands(HELP, {
  generate: async () => (await import('./forms-generate.ts')).runFormsGenerate,
  handle: async () => (await import('./forms-handle.ts')).runFormsHandle,
  announce: async () => (await import('./forms-handle.ts')).runFormsAnnounce,
});
