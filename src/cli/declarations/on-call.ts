import { NOW, ROOT } from './common-options.ts';
import { declareCommand } from './declaration.ts';

export const onCall = declareCommand({
  name: 'on-call',
  summary: 'Shows who is on call now for each role, until when, and who is next.',
  description:
    'It reads the rotas in status.yaml (on-call), and their calendars. If a calendar does not answer, its last known list is used.\n\nWith --keep it pushes the lists of the calendars to the ref refs/candor/on-call, each encrypted with the address of its calendar. Where a later run has no list of its own, it uses these.',
  options: {
    ...ROOT,
    ...NOW,
    keep: { help: 'keep the lists of the calendars in the repository, for later runs in new clones' },
  },
  environment: {
    NOTIFY_SECRETS: 'lines NAME=value: the addresses of calendars that are secret',
    ON_CALL_SECRETS: 'the same, for workflows that need no other secret',
    GITHUB_TOKEN: 'to read and push kept lists in a workflow',
  },
  exitCodes: {
    0: 'someone is on call for each role with a rota; with --keep, each calendar was read and its list is kept',
    1: 'no one is known for a role; with --keep, a calendar could not be read, so its earlier list stays',
    2: 'the command could not run',
  },
});
