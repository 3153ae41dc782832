import { NOW, ROOT } from './common-options.ts';
import { declareCommand } from './declaration.ts';

export const onCall = declareCommand({
  name: 'on-call',
  summary: 'Shows who is on call now for each role, until when, and who is next.',
  description:
    'It reads the rotas in status.yaml (on-call), and their calendars. If a calendar does not answer, its last known list is used.',
  options: { ...ROOT, ...NOW },
  environment: { NOTIFY_SECRETS: 'lines NAME=value: the addresses of calendars that are secret' },
  exitCodes: {
    0: 'someone is on call for each role with a rota',
    1: 'no one is known for a role',
    2: 'the command could not run',
  },
});
