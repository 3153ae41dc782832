import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { runScript } from '../src/cli/run-candor.ts';
import { UsageError } from '../src/files/command-errors.ts';
import type { WordingContext } from '../src/wording/context.ts';
import type { LabelledUpdate } from '../src/wording/evaluate.ts';
import { evaluateWording, WORDING_RULES } from '../src/wording/evaluate.ts';
import { renderEvaluation } from '../src/wording/evaluation-table.ts';
import {
  namesByOrg,
  parseLabelledUpdates,
  suppliersByOrg,
  findUnlabelledRules,
} from '../src/wording/labelled.ts';

await runScript(
  'npm run wording --',
  {
    summary:
      'Evaluates the wording rules on labelled updates, errors only: precision and recall per update and per span, for each rule and in total, and how often an update without labels gets an error.',
    description: `Each line of a file is an update as JSON: body or text, org, components, kind, and labels (rule, start, span, borderline) or spans (rule, start, end, level hard or soft). Only firm labels count; an update with only borderline labels of a rule is neither right nor wrong. The components of an organisation's updates are its declared names. If a sample (drawn) has a hundred updates without a label of a rule, it was not labelled for that rule: the rule is not scored on it, and its updates don't count as clean.`,
    arguments: {
      action: { required: true, choices: ['eval'], help: 'what to do' },
      file: {
        required: true,
        variadic: true,
        isPath: true,
        help: 'files with a labelled update on each line',
      },
    },
    options: {
      suppliers: {
        value: 'FILE|auto',
        help: "the third parties of each site. FILE has one per line, as 'Organisation: name, name', or a name for all. auto uses the proper names in each organisation's blame labels",
      },
      part: {
        value: 'NAME',
        help: 'tuned or held-out: one in three organisations, by a hash of the name, is held out',
      },
      rule: { value: 'NAME', choices: WORDING_RULES, help: 'only this rule' },
      misses: { help: 'list each miss and false alarm with its sentence' },
      format: { value: 'NAME', choices: ['text', 'json'], default: 'text', help: 'how to print' },
      all: { help: 'score every rule on every update' },
    },
    exitCodes: { 0: 'done', 2: 'the command could not run' },
  },
  async (values, { file: files }) => {
    const { rule } = values;

    const read = await Promise.all(files.map(readUpdates));
    const updates = read.flat().filter(isInSplit(values.part));
    const unlabelled = values.all ? undefined : findUnlabelledRules(read.flat());
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
    const figures = evaluateWording(updates, contextOf, unlabelled);
    const perSecond = Math.round((updates.length / (performance.now() - began)) * 1000);
    const report = { ...figures, perSecond, unlabelled: Object.fromEntries(unlabelled ?? []) };
    process.stdout.write(
      values.format === 'json'
        ? `${JSON.stringify(report, null, 2)}\n`
        : renderEvaluation(report, { misses: values.misses, ...(rule !== undefined && { rule }) }),
    );
    return 0;
  },
);

/** Prefixes the sample with its file, so that equal sample names of two files stay separate. */
async function readUpdates(file: string): Promise<readonly LabelledUpdate[]> {
  const updates = parseLabelledUpdates(await readFile(file, 'utf8'));
  return updates.map((update) => ({ ...update, drawn: `${file}: ${update.drawn || 'all'}` }));
}

/** Splits by a hash of the organisation's name: lower-case letters and digits, without text in brackets. */
function isInSplit(part: string | undefined): (update: LabelledUpdate) => boolean {
  if (part === undefined) return () => true;
  if (part !== 'tuned' && part !== 'held-out')
    throw new UsageError(`Invalid --part "${part}": expected tuned or held-out.`);
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
