import { runCommand, defineSubcommands } from '../files/command-errors.ts';

const HELP = `Usage: candor COMMAND [options]

Each command has its own --help.
`;

const command = defineSubcommands(HELP, {
  validate: async () => (await import('./validate.ts')).validateCommand,
  incident: async () => (await import('./incident.ts')).incidentCommand,
  build: async () => (await import('./build.ts')).buildCommand,
  dev: async () => (await import('./dev.ts')).devCommand,
  deadlines: async () => (await import('./deadlines.ts')).deadlinesCommand,
  compliance: async () => (await import('./compliance.ts')).complianceCommand,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  pr: async () => (await import('./pr.ts')).prCommand,
  postmortem: async () => (await import('./postmortem.ts')).postmortemCommand,
  forms: async () => (await import('./forms.ts')).formsCommand,
  alerts: async () => (await import('./alerts.ts')).alertsCommand,
  publish: async () => (await import('./publish.ts')).publishCommand,
  rollback: async () => (await import('./rollback.ts')).rollbackCommand,
  init: async () => (await import('./init.ts')).initCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  secrets: async () => (await import('./secrets.ts')).secretsCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
});

await runCommand(() => command(process.argv.slice(2)));
