import { declareCommand } from './declaration.ts';
import { CHECK, DRY_RUN, GENERATED_EXIT_CODES, NOW, ROOT } from './common-options.ts';

export const init = declareCommand({
  name: 'init',
  summary: 'Sets up this repository for your company: name, address, SOP, components and people.',
  description:
    "It removes the example incidents and changes none of Candor's own files. At a terminal, the command asks for what the options don't state.",
  options: {
    name: { value: 'NAME', help: 'the name of the company' },
    url: { value: 'URL', help: 'the address of the page, with its path' },
    policy: { value: 'NAME', help: 'the SOP: a file in policies/, without .yaml' },
    component: {
      value: '[GROUP/]NAME',
      repeatable: true,
      help: 'a part of your service, as customers call it',
    },
    person: { value: 'ROLE=@NAME,…', repeatable: true, help: 'who has a role' },
    email: { value: 'ADDRESS', help: 'where customers report a problem' },
    slack: { value: '#CHANNEL', help: 'where customers report a problem' },
    'contact-url': { value: 'URL', help: 'where customers report a problem' },
    timezone: { value: 'ZONE', help: 'the time zone of the page (default: UTC)' },
    language: { value: 'CODE', help: 'the language of the page (default: en)' },
    ...DRY_RUN,
    force: { help: 'also remove incidents that are not examples' },
    ...ROOT,
    ...NOW,
  },
  exitCodes: {
    0: 'done',
    1: 'refused',
    2: 'the command could not run, or an input is missing',
    130: 'cancelled',
  },
});

export const initExamples = declareCommand({
  name: 'init examples',
  summary: "Records which incidents are examples, in Candor's own repository.",
  options: { ...CHECK },
  exitCodes: GENERATED_EXIT_CODES,
});
