import { MINUTE } from '../../time/duration.ts';
import { formatInstant } from '../../time/instant.ts';
import { parseLooseTime } from '../times/loose-time.ts';
import type { ImportNote } from '../note.ts';
import type { ImportRecord, ReadError, RecordComponent } from '../record.ts';
import type { ReaderInput } from './reader.ts';
import { upptimeSlug } from './upptime-sites.ts';
import { formatCount } from '../../text/count.ts';

/** A time during which a site did not answer, from the commits of Upptime's bot. */
interface Run {
  readonly name: string;
  readonly start: number;
  end?: number;
  worst: 'down' | 'degraded';
}

/** Upptime deletes its own issues of shorter outages. */
const SHORTEST = 15 * MINUTE;

const LINE =
  /^(\S+)\s+(🟥|🟨|🟩)\s+(.+?) (?:is (down|up)|has degraded performance|performance (?:is )?degraded)\b/u;

/** The outages in the log of a repository: `git log --reverse --format="%cI%x09%s" -- history`. */
export function readUpptimeRuns(
  { files, runs: wanted }: ReaderInput,
  declared: readonly RecordComponent[],
): { records: ImportRecord[]; components: RecordComponent[]; errors: ReadError[]; notes: ImportNote[] } {
  const log = files.find(({ path }) => /(?:^|\/)history-log\.tsv$/.test(path));
  if (!log) {
    const errors = wanted
      ? [
          {
            file: 'history-log.tsv',
            message:
              'There is no log: --runs needs the repository with its .git, or a file history-log.tsv made by git log --reverse --format="%cI%x09%s" -- history',
          },
        ]
      : [];
    return { records: [], components: [], errors, notes: [] };
  }
  const all = findRuns(log.text);
  const long = all.filter(({ start, end }) => end === undefined || end - start >= SHORTEST);
  const short = all.length - long.length;
  if (!wanted) {
    const text = `the log has ${formatCount(all.length, 'outage')} that a monitor recorded, ${long.length} of them of 15 minutes or longer: left out without --runs`;
    return {
      records: [],
      components: [],
      errors: [],
      notes:
        all.length > 0
          ? [{ kind: 'kept', text: text.replace(' of 15 minutes or longer or shorter', '') }]
          : [],
    };
  }
  const known = new Map(
    declared.flatMap(
      (one) =>
        [
          [one.key, one],
          [one.name, one],
        ] as const,
    ),
  );
  const added = new Map<string, RecordComponent>();
  const records = long.map((run) => {
    const slug = upptimeSlug(run.name);
    const component = known.get(run.name) ?? known.get(slug) ?? { key: slug, name: run.name };
    if (!known.has(run.name) && !known.has(slug)) added.set(slug, component);
    return toRecord(run, component, log.path);
  });
  const notes: ImportNote[] =
    short > 0
      ? [
          {
            kind: 'kept',
            text: `${formatCount(short, 'outage')} of less than 15 minutes in the log ${short === 1 ? 'was' : 'were'} left out`,
          },
        ]
      : [];
  return { records, components: [...added.values()], errors: [], notes };
}

function findRuns(log: string): Run[] {
  const open = new Map<string, Run>();
  const runs: Run[] = [];
  for (const line of log.split('\n')) {
    const parts = LINE.exec(line);
    const at = parts ? parseLooseTime(parts[1]!) : undefined;
    if (!parts || !at) continue;
    const [instant, mark, name] = [at.local - (at.offset ?? 0), parts[2]!, parts[3]!];
    const run = open.get(name);
    if (mark === '🟩') {
      if (run) run.end = instant;
      open.delete(name);
    } else if (run) {
      if (mark === '🟥') run.worst = 'down';
    } else {
      const begun: Run = { name, start: instant, worst: mark === '🟥' ? 'down' : 'degraded' };
      open.set(name, begun);
      runs.push(begun);
    }
  }
  return runs;
}

function toRecord({ name, start, end, worst }: Run, component: RecordComponent, file: string): ImportRecord {
  const said = worst === 'down' ? `${name} is down` : `${name} has degraded performance`;
  const update = (at: number, status: string, body: string): ImportRecord['updates'][number] => ({
    at: { iso: new Date(at).toISOString() },
    status,
    body,
    format: 'markdown',
    affects: {},
    unmappedFields: {},
  });
  return {
    from: 'upptime',
    id: `run ${component.key} ${formatInstant(start)}`,
    kind: 'incident',
    title: said,
    severity: [worst],
    components: [component],
    started: { iso: new Date(start).toISOString() },
    ended: end === undefined ? {} : { iso: new Date(end).toISOString() },
    draft: false,
    updates: [
      update(start, 'investigating', `${said}.`),
      ...(end === undefined
        ? []
        : [
            update(
              end,
              'resolved',
              worst === 'down' ? `${name} is back up.` : `${name} performance has improved.`,
            ),
          ]),
    ],
    internalNotes: [
      "Made from a monitor's log by candor import --runs; the team did not write this text at the time.",
    ],
    unmappedFields: {},
    origin: { file },
  };
}
