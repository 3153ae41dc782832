import { IMPORT_FORMATS } from '../../import/formats.ts';
import { declareCommand } from './declaration.ts';
import { NOW, ROOT } from './common-options.ts';

// `import` and `export` are reserved words.
export const importContent = declareCommand({
  name: 'import',
  summary:
    "Converts the incidents of another status page into Candor's files, and reports the result for each.",
  description: 'docs/adopter/import.md describes the formats.',
  arguments: {
    format: {
      required: true,
      choices: { auto: 'recognises the format', ...IMPORT_FORMATS },
      help: 'the format of the input',
    },
    path: {
      required: true,
      variadic: true,
      isPath: true,
      help: 'the folder of a status page, or single files',
    },
  },
  options: {
    into: {
      value: 'DIR',
      required: true,
      help: "the content root to write to; it is created if it doesn't exist",
    },
    name: { value: 'NAME', help: 'the name of the company, for a new status.yaml' },
    url: { value: 'URL', help: 'the address of the page, for a new status.yaml' },
    timezone: { value: 'ZONE', help: 'the time zone of the page, for a new status.yaml' },
    policy: {
      value: 'ID',
      help: 'the policy whose severities are used (default: that of DIR, or vayva)',
    },
    words: { value: 'FILE', help: "the meaning of the company's own words for phases and severities" },
    components: { value: 'FILE', help: 'the component of each name in the input' },
    runs: { help: "upptime: import outages of 15 minutes or longer from the repository's log too" },
    force: { help: 'overwrite existing files; import a source without texts' },
    'dry-run': { help: 'write nothing; list the files that would be written' },
    format: {
      value: 'NAME',
      choices: ['terminal', 'json', 'markdown'],
      default: 'terminal',
      help: 'how to print the report',
    },
    report: { value: 'FILE', help: 'write the report to this file too, as Markdown' },
    verbose: { help: 'report every incident, including those that need no attention' },
    ...NOW,
  },
  exitCodes: { 0: 'done', 1: 'done, but some of the input was invalid', 2: 'the command could not run' },
});

export const exportContent = declareCommand({
  name: 'export',
  summary: 'Writes all incidents, maintenances, notices and components in a format of another tool.',
  description: 'docs/adopter/import.md describes it.',
  arguments: {
    format: {
      required: true,
      choices: {
        jsonl:
          'JSON lines with everything, internal notes too, and the pictures in media/ beside the file: importing that folder gives the same files',
        statuspage: "Statuspage's manage API: only what is public, without notices",
      },
      help: 'the format of the output',
    },
  },
  options: { ...ROOT, out: { value: 'FILE', help: 'the file to write (default: standard output)' } },
  exitCodes: {
    0: 'done',
    1: 'done, but an invalid file could not be exported',
    2: 'the command could not run',
  },
});
