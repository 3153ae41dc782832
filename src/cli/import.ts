/** Turns the incidents of another tool into a content root: see docs/adopter/import.md. */
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePolicy } from '../content/policy.ts';
import { idFromPath } from '../content/parse-incident.ts';
import { parseComponent, parseSite } from '../content/site.ts';
import { renderImportJson, renderImportReport } from '../import/report.ts';
import { NO_EXISTING_CONTENT, importRecords } from '../import/import-records.ts';
import type { ExistingContent } from '../import/import-records.ts';
import { readJsonLines } from '../import/read-json-lines.ts';
import { readStatuspage } from '../import/read-statuspage.ts';
import type { RecordReadResult } from '../import/record.ts';
import { parseRedirects, REDIRECTS_PATH } from '../import/redirects.ts';
import type { OutputFile } from '../import/yaml-file.ts';
import { parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { decodeSource } from '../files/decode.ts';

const HELP = `npm run import -- FORMAT FILE... --into DIR [options]

Turns the incidents of another tool into files that Candor reads, and says what became of each.

  FORMAT           statuspage (incidents.json, scheduled-maintenances.json, summary.json, components.json)
                   or jsonl (neutral JSON lines, for every other tool: docs/adopter/import.md)
  --into DIR       the content root to write; made if it is not there
  --name NAME      whose page it is      } for status.yaml,
  --url URL        where the page lives  } which is written
  --timezone ZONE  its time zone         } if there is none
  --policy ID      the policy to map severities to (default: that of DIR, else vayva)
  --force          overwrite files that are there already
  --dry-run        write nothing
  --format NAME    terminal or json (default: terminal)
  --verbose        show everything, not only what needs a person
  --now TIME       import as if it were this time

Exit code: 0 done, 1 done but some of the input could not be read, 2 it could not run.
`;

const READERS: Readonly<Record<string, (file: string, text: string) => RecordReadResult>> = {
  statuspage: readStatuspage,
  jsonl: readJsonLines,
};

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      into: { type: 'string' },
      name: { type: 'string' },
      url: { type: 'string' },
      policy: { type: 'string' },
      timezone: { type: 'string' },
      force: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      format: { type: 'string', default: 'terminal' },
      verbose: { type: 'boolean', default: false },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [format = '', ...paths] = positionals;
  const read = Object.hasOwn(READERS, format) ? READERS[format] : undefined;
  if (!read) throw new UsageError(`"${format}" is none of ${Object.keys(READERS).join(', ')}. See --help.`);
  if (paths.length === 0 || values.into === undefined)
    throw new UsageError('A file and --into DIR are needed. See --help.');
  if (!['terminal', 'json'].includes(values.format))
    throw new UsageError(`--format "${values.format}" is none of terminal, json.`);
  const root = resolve(values.into);
  const { existing, policy } = await readTarget(root, values.policy);
  const inputs = await Promise.all(paths.map((path) => readInput(path, read)));
  const { name, url, timezone } = values;
  const options = {
    policy,
    now: parseNow(values.now),
    ...(name && { name }),
    ...(url && { url }),
    ...(timezone && { timezone }),
  };
  const { files, report } = importRecords(inputs, options, existing);
  const written = await writeFiles(root, files, values.force, values['dry-run']);
  const draw =
    values.format === 'json'
      ? renderImportJson(report, written)
      : renderImportReport(report, written, values.verbose);
  if (values['dry-run'] && values.format === 'terminal')
    process.stdout.write(`${files.map(({ path }) => `${path}\n`).join('')}\n`);
  process.stdout.write(draw);
  return report.faults.length > 0 ? 1 : 0;
});

async function readInput(
  path: string,
  read: (file: string, text: string) => RecordReadResult,
): Promise<RecordReadResult> {
  const source = decodeSource(basename(path), await readFile(path));
  if (source.unreadable === undefined) return read(source.path, source.text);
  return {
    records: [],
    components: [],
    page: {},
    errors: [{ file: source.path, message: source.unreadable }],
  };
}

/** What is in the target already, and the policy that severities are mapped to. */
async function readTarget(root: string, wanted: string | undefined) {
  const real = await realpath(root).catch(() => undefined);
  const content = await readContent(real ?? import.meta.dirname);
  const site = real && content.site ? parseSite(content.site).value : undefined;
  const id = wanted ?? site?.policy ?? 'vayva';
  const { value: policy, diagnostics } = parsePolicy(id, content.policies);
  if (!policy) {
    const known = content.policies.map((source) => idFromPath(source.path)).join(', ');
    throw new UsageError(
      diagnostics[0]
        ? `Policy "${id}": ${diagnostics[0].message}`
        : `There is no policy "${id}"; there are ${known}.`,
    );
  }
  if (!real) return { existing: NO_EXISTING_CONTENT, policy };
  const redirects = await readFile(join(real, REDIRECTS_PATH), 'utf8').then(parseRedirects, () => []);
  if (!redirects)
    throw new UsageError(`${REDIRECTS_PATH} in ${root} can't be read: mend it or move it away.`);
  const existing: ExistingContent = {
    site: content.site !== undefined,
    components: content.components.flatMap((source) => parseComponent(source).value ?? []),
    incidents: new Set(content.incidents.map((source) => idFromPath(source.path))),
    redirects,
  };
  return { existing, policy };
}

async function writeFiles(root: string, files: readonly OutputFile[], force: boolean, dryRun: boolean) {
  const left: string[] = [];
  let written = 0;
  if (!dryRun)
    for (const folder of new Set(files.map(({ path }) => dirname(path))))
      await mkdir(join(root, folder), { recursive: true });
  for (const { path, text } of files) {
    // The redirects hold the earlier ones too, so they are always renewed.
    const flag = force || path === REDIRECTS_PATH ? 'w' : 'wx';
    try {
      if (!dryRun) await writeFile(join(root, path), text, { flag });
      written += 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      left.push(path);
    }
  }
  return { written, left, dryRun };
}
