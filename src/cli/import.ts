/** Turns the history of another status page into a content root: see docs/import.md. */
import { copyFile, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { parseContent } from '../content/content.ts';
import type { ContentSources } from '../content/content.ts';
import { parsePolicy } from '../content/policy.ts';
import { idFromPath } from '../content/parse-incident.ts';
import { parseComponent, parseSite } from '../content/site.ts';
import { decodeSource } from '../files/decode.ts';
import { parseChoiceOption, parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { toComponentMap } from '../import/component-map.ts';
import { findEmptyTexts } from '../import/empty-texts.ts';
import { NO_EXISTING_CONTENT, importRecords } from '../import/import-records.ts';
import type { ExistingContent, ImportOptions } from '../import/import-records.ts';
import { readInputTree } from '../import/io/read-inputs.ts';
import type { InputTree } from '../import/io/read-inputs.ts';
import { mediaIn, planMedia } from '../import/media.ts';
import { judgePast } from '../import/past.ts';
import { findReader, READERS, recogniseReader } from '../import/readers/all-readers.ts';
import type { Reader } from '../import/readers/reader.ts';
import { parseRedirects, REDIRECTS_PATH } from '../import/redirects.ts';
import { renderImportPage } from '../import/report-page.ts';
import { renderImportJson, renderImportReport } from '../import/report.ts';
import type { ImportReport, WriteSummary } from '../import/report.ts';
import { parseWords } from '../import/words-file.ts';
import type { OutputFile } from '../import/yaml-file.ts';

const HELP = `npm run import -- FORMAT PATH... --into DIR [options]

Turns the history of another status page into files that Candor reads, and says what became of each.

  FORMAT             auto, or one of:
${READERS.map(({ format, title }) => `    ${format.padEnd(16)} ${title}`).join('\n')}
  PATH               the folder of a site, or single files of it
  --into DIR         the content root to write; made if it is not there
  --name NAME        whose page it is      } for status.yaml,
  --url URL          where the page lives  } which is written
  --timezone ZONE    its time zone         } if there is none
  --policy ID        the policy to map severities to (default: that of DIR, else vayva)
  --words FILE       what the company's own words for phases and severities mean
  --components FILE  what names of components mean now
  --runs             Upptime: also take outages of 15 minutes and longer from the log of the repository
  --force            overwrite files that are there already; import a source without texts
  --dry-run          write nothing
  --format NAME      terminal, json or markdown (default: terminal)
  --report FILE      also write the report as a Markdown page
  --verbose          show everything, not only what needs a person
  --now TIME         import as if it were this time

Exit code: 0 done, 1 done but some of the input could not be read, 2 it could not run.
`;

type Render = (report: ImportReport, written: WriteSummary, verbose: boolean) => string;

const FORMATS: Readonly<Record<string, Render>> = {
  terminal: renderImportReport,
  json: renderImportJson,
  markdown: renderImportPage,
};

/** How many files are written at the same time. */
const AT_ONCE = 64;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      into: { type: 'string' },
      name: { type: 'string' },
      url: { type: 'string' },
      policy: { type: 'string' },
      timezone: { type: 'string' },
      words: { type: 'string' },
      components: { type: 'string' },
      runs: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      format: { type: 'string', default: 'terminal' },
      report: { type: 'string' },
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
  if (format !== 'auto' && !findReader(format))
    throw new UsageError(
      `"${format}" is none of auto, ${READERS.map((one) => one.format).join(', ')}. See --help.`,
    );
  if (paths.length === 0 || values.into === undefined)
    throw new UsageError('A file or folder and --into DIR are needed. See --help.');
  const draw = parseChoiceOption('format', values.format, FORMATS);
  const root = resolve(values.into);
  const target = await readTarget(root, values.policy);
  const tree = await readInputTree(paths, values.runs);
  const reader = findReader(format) ?? chooseReader(tree);
  const read = reader.read({ files: tree.files, runs: values.runs });
  const input = { ...read, errors: [...tree.errors, ...read.errors] };
  const nothing =
    input.records.length === 0 && input.components.length === 0 && (input.files ?? []).length === 0;
  if (nothing && input.errors.length === 0)
    throw new UsageError(
      `There is nothing of ${reader.format} in ${paths.join(', ')}: looked for ${reader.expects}.`,
    );
  const empty = findEmptyTexts([input]);
  if (empty && !values.force)
    throw new UsageError(
      `${empty.empty} of ${empty.all} entries have no text: this source leaves the texts out, and an import would publish empty updates. ` +
        'Take the answer that has them (for incident.io the native one, format incident-io), or give --force.',
    );
  const media = planMedia([...tree.media.keys()]);
  const options: ImportOptions = {
    policy: target.policy,
    now: parseNow(values.now),
    media,
    ...(await readMaps(values.words, values.components)),
    ...(values.name && { name: values.name }),
    ...(values.url && { url: values.url }),
    ...(values.timezone && { timezone: values.timezone }),
  };
  const { files, report } = importRecords([input], options, target.existing);
  const past = judge(files, report, target.content, options.now);
  const written = await writeFiles(root, files, values.force, values['dry-run']);
  const pictures = await copyMedia(root, files, media, tree, values['dry-run']);
  const notes =
    pictures === 0
      ? report.notes
      : [
          ...report.notes,
          {
            kind: 'person' as const,
            text: `${pictures} pictures are in media/: the site shows a link to each and does not publish the folder yet`,
          },
        ];
  const whole: ImportReport = { ...report, notes, ...(past && { past }) };
  if (values['dry-run'] && values.format === 'terminal')
    process.stdout.write(`${files.map(({ path }) => `${path}\n`).join('')}\n`);
  process.stdout.write(draw(whole, written, values.verbose));
  if (values.report !== undefined) await writeFile(values.report, renderImportPage(whole, written));
  return report.faults.length > 0 ? 1 : 0;
});

function chooseReader({ files }: InputTree): Reader {
  const reader = recogniseReader(files);
  if (reader) return reader;
  const wanted = READERS.map(({ format, expects }) => `  ${format}: ${expects}`).join('\n');
  throw new UsageError(`No format is recognised in these ${files.length} files. Looked for:\n${wanted}`);
}

async function readMaps(
  words: string | undefined,
  components: string | undefined,
): Promise<Pick<ImportOptions, 'words' | 'componentMap'>> {
  const [own, map] = await Promise.all(
    [words, components].map((path) => (path === undefined ? undefined : readYamlFile(path))),
  );
  const parsed = own === undefined ? undefined : parseWords(own);
  if (parsed && 'fault' in parsed) throw new UsageError(`--words ${words}: ${parsed.fault}.`);
  return {
    ...(parsed && { words: parsed.words }),
    ...(map !== undefined && { componentMap: toComponentMap(map) }),
  };
}

async function readYamlFile(path: string): Promise<Record<string, unknown>> {
  const source = decodeSource(path, await readFile(path));
  let data: unknown;
  try {
    data = parseYaml(source.text, { version: '1.2', maxAliasCount: 100, logLevel: 'silent' });
  } catch (error) {
    throw new UsageError(`${path} is not readable as YAML: ${(error as Error).message.split('\n')[0]!}`);
  }
  if (data === null) return {};
  if (typeof data !== 'object' || Array.isArray(data))
    throw new UsageError(`${path}: expected names and what each means.`);
  return data as Record<string, unknown>;
}

/** What the SOP says of the imported past; the files as they would be in the content root. */
function judge(files: readonly OutputFile[], report: ImportReport, there: ContentSources, now: number) {
  const inFolder = (folder: string): OutputFile[] =>
    files.filter(({ path }) => path.startsWith(`${folder}/`));
  const site = there.site ?? files.find(({ path }) => path === 'status.yaml');
  const known = new Set(inFolder('components').map(({ path }) => path));
  const content = parseContent({
    ...(site && { site }),
    policies: there.policies,
    components: [...there.components.filter(({ path }) => !known.has(path)), ...inFolder('components')],
    incidents: inFolder('incidents'),
    postmortems: [],
  });
  return judgePast(content, new Set(report.files.map(({ id }) => id)), now);
}

async function copyMedia(
  root: string,
  files: readonly OutputFile[],
  plan: ReadonlyMap<string, string>,
  { media }: InputTree,
  dryRun: boolean,
): Promise<number> {
  const used = new Set(files.flatMap(({ text }) => mediaIn(text)));
  const wanted = [...plan].filter(([, target]) => used.has(target));
  if (wanted.length > 0 && !dryRun) await mkdir(join(root, 'media'), { recursive: true });
  for (const [path, target] of dryRun ? [] : wanted) await copyFile(media.get(path)!, join(root, target));
  return wanted.length;
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
  if (!real)
    return {
      existing: NO_EXISTING_CONTENT,
      policy,
      content: { ...content, site: undefined, components: [], incidents: [] } as unknown as ContentSources,
    };
  const redirects = await readFile(join(real, REDIRECTS_PATH), 'utf8').then(parseRedirects, () => []);
  if (!redirects)
    throw new UsageError(`${REDIRECTS_PATH} in ${root} can't be read: mend it or move it away.`);
  const existing: ExistingContent = {
    site: content.site !== undefined,
    components: content.components.flatMap((source) => parseComponent(source).value ?? []),
    incidents: new Set(content.incidents.map((source) => idFromPath(source.path))),
    redirects,
  };
  return { existing, policy, content };
}

async function writeFiles(root: string, files: readonly OutputFile[], force: boolean, dryRun: boolean) {
  const left: string[] = [];
  let written = 0;
  if (!dryRun)
    for (const folder of new Set(files.map(({ path }) => dirname(path))))
      await mkdir(join(root, folder), { recursive: true });
  const write = async ({ path, text }: OutputFile): Promise<void> => {
    // The redirects hold the earlier ones too, so they are always renewed.
    const flag = force || path === REDIRECTS_PATH ? 'w' : 'wx';
    try {
      if (!dryRun) await writeFile(join(root, path), text, { flag });
      written += 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      left.push(path);
    }
  };
  for (let at = 0; at < files.length; at += AT_ONCE)
    await Promise.all(files.slice(at, at + AT_ONCE).map(write));
  left.sort();
  return { written, left, dryRun };
}
