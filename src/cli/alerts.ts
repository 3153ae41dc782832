import { runSubcommand } from '../files/command-errors.ts';

const HELP = `npm run alerts -- ingest|serve [options]

ingest     opens the draft of an incident from an alert, or adds the alert to the draft; alerts.yml runs it
serve      receives alerts from monitors that can't call GitHub themselves, and dispatches them to alerts.yml

Each says more with --help.
`;

await runSubcommand(HELP, {
  ingest: async () => (await import('./alerts-ingest.ts')).runAlertsIngest,
  serve: async () => (await import('./alerts-serve.ts')).runAlertsServe,
});
