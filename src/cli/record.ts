import { resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { parseContent } from '../content/content.ts';
import type { Setting } from '../content/content.ts';
import { hasErrors } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { settled } from '../deadlines/io/require-setting.ts';
import { oneNamed, readNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { readFacts } from '../deadlines/io/read-evidence.ts';
import { entryRecord } from '../compliance/incident-record.ts';
import type { EntryRecord } from '../compliance/incident-record.ts';
import { recordOf } from '../compliance/compliance.ts';
import type { KeptRecord } from '../compliance/compliance.ts';
import { drawRecordJson } from '../compliance/report/json.ts';
import { drawEntryMarkdown, drawRecordMarkdown } from '../compliance/report/markdown.ts';
import { drawEntryRecord, drawRecord } from '../compliance/report/terminal.ts';
import { drawFinding } from '../reporters/terminal.ts';
import { COLOUR, PLAIN } from '../text/terminal-style.ts';

const HELP = `npm run record -- [incident] [options]

Scores how the SOP was kept: per quarter, the promise to customers over 90 days and the objectives; or one incident.

  incident         the file's name without .md; a drill can be asked for too
  --root DIR       the content root (default: this folder)
  --format NAME    terminal, markdown (for a postmortem or a review) or json (default: terminal)
  --now TIME       as if it were this time

When an update was published is git's word where git can tell, and the file's own time where it can't.
Exit code: 0 it was scored, 1 an objective is breached, 2 it could not run.
`;

interface Drawn {
  readonly setting: Setting;
  readonly now: Instant;
}

const FORMATS: Readonly<Record<string, (record: KeptRecord | EntryRecord, drawn: Drawn) => string>> = {
  json: (record, { now }) => drawRecordJson(record, now),
  markdown: (record, { setting, now }) =>
    'measures' in record ? drawEntryMarkdown(record, setting, now) : drawRecordMarkdown(record, setting),
  terminal: (record, { setting, now }) => {
    const ink = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? COLOUR : PLAIN;
    return 'measures' in record
      ? drawEntryRecord(record, setting, now, ink)
      : drawRecord(record, setting, ink);
  },
};

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: '.' },
      format: { type: 'string', default: 'terminal' },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const draw = oneNamed('format', values.format, FORMATS);
  if (positionals.length > 1) throw new UsageError('One incident at a time.');
  const root = resolve(values.root);
  const now = readNow(values.now);
  const sources = await readContent(root);
  const content = parseContent(sources);
  const setting = settled(content);
  const wanted = positionals[0];
  const entries = wanted === undefined ? content.entries : content.entries.filter(({ id }) => id === wanted);
  if (wanted !== undefined && entries.length === 0) {
    const known = content.entries.map(({ id }) => id);
    throw new UsageError(
      `There is no incident "${stripVTControlCharacters(wanted)}".${didYouMean(wanted, known)}`,
    );
  }
  const { facts, notes } = await readFacts(root, sources, setting, entries, now);
  const bearings = { site: setting.site, policy: setting.policy, facts };
  const record =
    wanted === undefined ? recordOf(setting, entries, facts, now) : entryRecord(bearings, entries[0]!, now);
  if (!record) throw new UsageError(`The policy does not know the severity of "${wanted}".`);
  process.stdout.write(draw(record, { setting, now }));
  for (const source of content.broken)
    process.stderr.write(`${source.path} can't be read: it is not in the record.\n`);
  for (const note of notes) process.stderr.write(`${note}\n`);
  if (!('findings' in record)) return 0;
  const places = new Map(setting.components.map(({ source }) => [source.path, source]));
  for (const finding of record.findings)
    process.stderr.write(`${drawFinding(finding, places.get(finding.place.path))}\n`);
  return hasErrors(record.findings) ? 1 : 0;
});
