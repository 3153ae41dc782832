import { defineSubcommands } from '../files/command-errors.ts';

const HELP = `Usage: npm run alerts -- ingest|serve [options]

Subcommands (each has its own --help):
  ingest   turn an alert into a draft incident, or add it to an existing draft; alerts.yml runs this
  serve    receive webhooks from monitors that can't call GitHub, and dispatch them to alerts.yml
`;

export const alertsCommand = defineSubcommands(HELP, {
  ingest: async () => (await import('./alerts-ingest.ts')).runAlertsIngest,
  serve: async () => (await import('./alerts-serve.ts')).runAlertsServe,
});
