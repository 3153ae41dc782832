import { declareCommand } from './declaration.ts';
import { NOW, ROOT } from './common-options.ts';

export const build = declareCommand({
  name: 'build',
  summary: 'Validates a content root and builds its site.',
  description:
    'A file that can not be read is shown in its last valid version, with a note on the page; text with an error of a rule is shown as it is. Nothing is built if the page would lose an open incident that no commit withdraws.',
  options: {
    ...ROOT,
    out: { value: 'DIR', help: 'the folder to write the site to (default: dist in the content root)' },
    clean: { help: 'render every page, even those that have not changed since the last build' },
    compress: { help: 'write .br and .gz versions beside files of text, for hosts that send them' },
    ...NOW,
  },
  exitCodes: {
    0: 'built, no errors',
    1: 'built, but the content has errors, new or old',
    2: 'the command could not run',
  },
});

export const dev = declareCommand({
  name: 'dev',
  summary: 'Serves the site of a content root for development.',
  description:
    'It builds the page again after each change. In a checkout of Candor, the browser reloads automatically.',
  options: { ...ROOT, port: { value: 'PORT', default: '4321', help: 'the port to listen on' } },
  exitCodes: { 0: 'stopped', 2: 'the command could not run' },
});
