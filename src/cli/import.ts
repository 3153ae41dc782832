import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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
import { parseNow, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { decodeSource } from '../files/decode.ts';
import { runDefinedCommand } from './define-command.ts';

const HELP = `Usage: npm run import -- FORMAT FILE... --into DIR [options]

Converts the incidents of another tool into Candor's files, and reports the result for each. docs/adopter/import.md
describes the formats.

Arguments:
  FORMAT           statuspage (incidents.json, scheduled-maintenances.json, summary.json, components.json)
                   or jsonl (JSON lines, for every other tool)
  FILE             an exported file

Options:
  --into DIR       required: the content root to write to; it is created if it doesn't exist
  --name NAME      the name of the company, for a new status.yaml
  --url URL        the address of the page, for a new status.yaml
  --timezone ZONE  the time zone of the page, for a new status.yaml
  --policy ID      the policy whose severities are used (default: that of DIR, or vayva)
  --force          overwrite existing files
  --dry-run        write nothing; list the files that would be written
  --format NAME    terminal or json (default: terminal)
  --verbose        report every incident, including those that need no attention
  --now TIME       the time to use instead of the current time

Exit codes:
  0  done
  1  done, but some of the input was invalid
  2  the command could not run
`;

const READERS: Readonly<Record<string, (file: string, text: string) => RecordReadResult>> = {
  statuspage: readStatuspage,
  jsonl: readJsonLines,
};

await runDefinedCommand({
  help: HELP,
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
  },
  takesArguments: true,
  run: async (values, positionals) => {
    const [format = '', ...paths] = positionals;
    const read = Object.hasOwn(READERS, format) ? READERS[format] : undefined;
    if (!read)
      throw new UsageError(
        `Unknown format "${format}": expected one of ${Object.keys(READERS).join(', ')}. See --help.`,
      );
    if (paths.length === 0 || values.into === undefined)
      throw new UsageError('Expected at least one file and --into DIR. See --help.');
    if (!['terminal', 'json'].includes(values.format))
      throw new UsageError(`Invalid --format "${values.format}": expected terminal or json.`);
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
    const text =
      values.format === 'json'
        ? renderImportJson(report, written)
        : renderImportReport(report, written, values.verbose);
    if (values['dry-run'] && values.format === 'terminal')
      process.stdout.write(`${files.map(({ path }) => `${path}\n`).join('')}\n`);
    process.stdout.write(text);
    return report.faults.length > 0 ? 1 : 0;
  },
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

/** Reads the existing content of the target, and the policy whose severities are used. */
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
        : `There is no policy "${id}": expected one of ${known}.`,
    );
  }
  if (!real) return { existing: NO_EXISTING_CONTENT, policy };
  const redirects = await readFile(join(real, REDIRECTS_PATH), 'utf8').then(parseRedirects, () => []);
  if (!redirects) throw new UsageError(`${REDIRECTS_PATH} in ${root} is invalid. Fix or remove it.`);
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
    // The new redirects include the existing ones, so the file can be overwritten.
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
