import { runSubcommand } from '../files/command-errors.ts';

const HELP = `npm run forms -- generate|handle|announce [options]

generate   writes the issue forms from status.yaml, its policy and the components
handle     declares, updates or resolves an incident as an issue form asks; issue-forms.yml runs it
announce   tells each open issue of a form that its update is published; deploy.yml runs it

Each says more with --help.
`;

await runSubcommand(HELP, {
  generate: async () => (await import('./forms-generate.ts')).runFormsGenerate,
  handle: async () => (await import('./forms-handle.ts')).runFormsHandle,
  announce: async () => (await import('./forms-handle.ts')).runFormsAnnounce,
});
