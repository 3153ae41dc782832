import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '../src/files/command-errors.ts';
import type { WordingContext } from '../src/wording/context.ts';
import type { LabelledUpdate } from '../src/wording/evaluate.ts';
import { evaluateWording, WORDING_RULES } from '../src/wording/evaluate.ts';
import { renderEvaluation } from '../src/wording/figures.ts';
import {
  namesByOrg,
  parseLabelledUpdates,
  suppliersByOrg,
  findUnlabelledRules,
} from '../src/wording/labelled.ts';

const HELP = `npm run wording -- eval FILE.jsonl [FILE.jsonl ...] [options]

Scores the wording rules on labelled updates, errors only: precision and recall by whole update and by span, for each
rule and for all, and how often an update without any label gets an error.

A line of a file is one update as JSON: body or text, org, components, kind, and labels (rule, start, span, borderline)
or spans (rule, start, end, level hard or soft). Firm labels count; where a rule has only borderline labels on an update
it is neither right nor wrong. All components of an organisation's updates are its declared names. Where a file has a
hundred updates of one drawing (drawn) without a single label of a rule, nobody looked for it there: it is not scored on
them, and they are not counted as clean; --all scores them all the same.

  --suppliers FILE|auto   the third parties each site declares. FILE has one a line, as "Organisation: name, name" or a
                          bare name for all. auto takes the proper names in each organisation's own blame labels
  --part NAME             tuned or held-out: organisations are kept apart by a hash of their name, one in three held out
  --rule NAME             only this rule
  --misses                list each miss and false alarm with its sentence
  --format NAME           text or json (default: text)
  --all                   score every rule on every update

Exit code: 0 scored, 2 it could not run.
`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      suppliers: { type: 'string' },
      part: { type: 'string' },
      rule: { type: 'string' },
      misses: { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [verb, ...files] = positionals;
  if (verb !== 'eval' || files.length === 0) throw new UsageError('Say: npm run wording -- eval FILE.jsonl');
  const rule = WORDING_RULES.find((known) => known === values.rule);
  if (values.rule !== undefined && rule === undefined) {
    throw new UsageError(`--rule "${values.rule}" is none of ${WORDING_RULES.join(', ')}.`);
  }
  if (values.format !== 'text' && values.format !== 'json') {
    throw new UsageError(`--format "${values.format}" is none of text, json.`);
  }

  const read = await Promise.all(files.map(readUpdates));
  const updates = read.flat().filter(isInSplit(values.part));
  const unread = values.all ? undefined : findUnlabelledRules(read.flat());
  const names = namesByOrg(updates);
  const suppliers = await readSuppliers(values.suppliers, updates);
  const contexts = new Map<string, WordingContext>();
  const contextOf = ({ org, kind }: LabelledUpdate): WordingContext => {
    const key = `${kind} ${org}`;
    let context = contexts.get(key);
    if (context === undefined) {
      const known = [...(suppliers.get(org) ?? []), ...(suppliers.get('') ?? [])];
      context = {
        kind,
        names: names.get(org) ?? [],
        suppliers: known,
        glossary: [],
        allowed: [],
        templates: [],
      };
      contexts.set(key, context);
    }
    return context;
  };

  const began = performance.now();
  const figures = evaluateWording(updates, contextOf, unread);
  const perSecond = Math.round((updates.length / (performance.now() - began)) * 1000);
  const report = { ...figures, perSecond, unread: Object.fromEntries(unread ?? []) };
  process.stdout.write(
    values.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderEvaluation(report, { misses: values.misses, ...(rule !== undefined && { rule }) }),
  );
  return 0;
});

/** The second of two files drawn alike must not hide what the first was read for: a drawing is named by its file. */
async function readUpdates(file: string): Promise<readonly LabelledUpdate[]> {
  const updates = parseLabelledUpdates(await readFile(file, 'utf8'));
  return updates.map((update) => ({ ...update, drawn: `${file}: ${update.drawn || 'all'}` }));
}

/** Organisations by a hash of their name: letters and digits, lower case, without what stands in brackets. */
function isInSplit(part: string | undefined): (update: LabelledUpdate) => boolean {
  if (part === undefined) return () => true;
  if (part !== 'tuned' && part !== 'held-out')
    throw new UsageError(`--part "${part}" is none of tuned, held-out.`);
  return ({ org }) => {
    const name = org
      .replace(/\(.*/, '')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
    const hash = createHash('sha256').update(name).digest('hex');
    return (BigInt(`0x${hash}`) % 3n === 0n) === (part === 'held-out');
  };
}

async function readSuppliers(
  source: string | undefined,
  updates: readonly LabelledUpdate[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (source === undefined) return new Map();
  if (source === 'auto') return suppliersByOrg(updates);
  const text = await readFile(source, 'utf8');
  const rows = text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => /^(?:([^:]*):)?(.*)$/.exec(row) ?? ['', '', row])
    .map(([, org = '', names = '']) => ({
      org: org.trim(),
      names: names.split(',').map((name) => name.trim()),
    }));
  return new Map(
    [...Map.groupBy(rows, ({ org }) => org)].map(([org, own]) => [org, own.flatMap(({ names }) => names)]),
  );
}
