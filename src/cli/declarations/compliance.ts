import { declareCommand } from './declaration.ts';
import { NOW, ROOT } from './common-options.ts';

export const compliance = declareCommand({
  name: 'compliance',
  summary:
    'Reports SOP compliance: per quarter, on-time updates over 90 days, and availability objectives; or for one incident.',
  description: 'Publication times come from git history where it has them, otherwise from the incident file.',
  arguments: { incident: { help: "an incident's file name without .md; may be a drill" } },
  options: {
    ...ROOT,
    format: {
      value: 'NAME',
      choices: ['terminal', 'markdown', 'json'],
      default: 'terminal',
      help: 'how to print the report; markdown is for a postmortem or the SOP review',
    },
    ...NOW,
  },
  exitCodes: { 0: 'the report was made', 1: 'an objective is breached', 2: 'the command could not run' },
});
