import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { parseContent } from '../content/content.ts';
import type { ContentSources } from '../content/content.ts';
import { parsePolicy } from '../content/policy.ts';
import { idFromPath } from '../content/parse-incident.ts';
import { parseComponent, parseSite } from '../content/site.ts';
import { decodeSource } from '../files/decode.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { overwriteText } from '../files/write.ts';
import { toComponentMap } from '../import/component-map.ts';
import { findEmptyTexts } from '../import/empty-texts.ts';
import { NO_EXISTING_CONTENT, importRecords } from '../import/import-records.ts';
import type { ExistingContent, ImportOptions } from '../import/import-records.ts';
import { readInputTree } from '../import/io/read-inputs.ts';
import type { InputTree } from '../import/io/read-inputs.ts';
import { copyMedia, readMedia } from '../import/io/read-media.ts';
import { notePictures, planMedia } from '../import/media.ts';
import { findReader, READERS, recogniseReader } from '../import/readers/all-readers.ts';
import type { Reader } from '../import/readers/reader.ts';
import type { RecordReadResult } from '../import/record.ts';
import { parseRedirects, REDIRECTS_PATH } from '../import/redirects.ts';
import { renderImportPage } from '../import/report/report-page.ts';
import { formatInputPosition, renderImportJson, renderImportReport } from '../import/report/report.ts';
import type { ImportReport, WriteSummary } from '../import/report/report.ts';
import { validateHistory } from '../import/report/validate-history.ts';
import { parseWords } from '../import/words-file.ts';
import type { OutputFile } from '../import/yaml-file.ts';
import { formatCount } from '../text/count.ts';
import { findPictureUses } from '../text/find-pictures.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { importContent } from './declarations/import.ts';

type Render = (report: ImportReport, written: WriteSummary, verbose: boolean) => string;

const FORMATS = {
  terminal: renderImportReport,
  json: renderImportJson,
  markdown: renderImportPage,
} satisfies Readonly<Record<string, Render>>;

/** Of a source that can't be read at all. */
const MAX_FAULTS_SHOWN = 20;

/** The number of files that are written at the same time. */
const AT_ONCE = 64;

export const runImport: CommandRun<typeof importContent> = async (values, { format, path: paths }) => {
  const render = FORMATS[values.format];
  const root = resolve(values.into);
  const target = await readTarget(root, values.policy);
  const tree = await readInputTree(paths, values.runs);
  const reader = findReader(format) ?? chooseReader(tree);
  const read = reader.read({ files: tree.files, runs: values.runs });
  const input = { ...read, errors: [...tree.errors, ...read.errors] };
  requireContent(input, reader, paths);
  if (!values.force) requireTexts(input);
  const media = planMedia(await readMedia(tree.media), target.pictures);
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
  const history = validateImported(files, report, target.content, options.now);
  const written = await writeFiles(root, files, values.force, values['dry-run']);
  const shown = new Set(files.flatMap(({ text }) => findPictureUses(text)).map(({ path }) => path));
  if (!values['dry-run']) await copyMedia(root, media, tree.media, shown);
  const whole: ImportReport = {
    ...report,
    notes: [...report.notes, ...notePictures(shown, media, target.pictures)],
    ...(history && { history }),
  };
  if (values['dry-run'] && values.format === 'terminal')
    process.stdout.write(`${files.map(({ path }) => `${path}\n`).join('')}\n`);
  process.stdout.write(render(whole, written, values.verbose));
  if (values.report !== undefined) await writeFile(values.report, renderImportPage(whole, written));
  return report.faults.length > 0 ? 1 : 0;
};

/** @throws UsageError */
function requireContent(input: RecordReadResult, reader: Reader, paths: readonly string[]): void {
  const { records, components, files = [], errors } = input;
  if (records.length + components.length + files.length > 0) return;
  const shown = errors.slice(0, MAX_FAULTS_SHOWN);
  const more = errors.length - shown.length;
  throw new UsageError(
    [
      `Found no content of the format ${reader.format} in ${paths.join(', ')}: looked for ${reader.expects}.`,
      ...shown.map((error) => `  ${formatInputPosition(error)} ${error.message}`),
      ...(more > 0 ? [`  … and ${more} more.`] : []),
    ].join('\n'),
  );
}

/** @throws UsageError */
function requireTexts(input: RecordReadResult): void {
  const empty = findEmptyTexts([input]);
  if (!empty) return;
  throw new UsageError(
    `${empty.empty} of ${formatCount(empty.all, 'entry', 'entries')} ${empty.empty === 1 ? 'has' : 'have'} no text: the import would publish empty updates. ` +
      'Export them with their texts (for incident.io: use the format incident-io), or use --force.',
  );
}

function chooseReader({ files }: InputTree): Reader {
  const reader = recogniseReader(files);
  if (reader) return reader;
  const wanted = READERS.map(({ format, expects }) => `  ${format}: ${expects}`).join('\n');
  throw new UsageError(
    `Could not recognise the format of ${files.length === 0 ? 'a folder without texts' : formatCount(files.length, 'file')}. Looked for:\n${wanted}`,
  );
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
    throw new UsageError(`Invalid YAML in ${path}: ${(error as Error).message.split('\n')[0]!}`);
  }
  if (data === null) return {};
  if (typeof data !== 'object' || Array.isArray(data))
    throw new UsageError(`Invalid ${path}: expected a mapping of names.`);
  return data as Record<string, unknown>;
}

/** Validates the imported incidents together with the content that exists at the target. */
function validateImported(
  files: readonly OutputFile[],
  report: ImportReport,
  existing: ContentSources,
  now: number,
) {
  const inFolder = (folder: string): OutputFile[] =>
    files.filter(({ path }) => path.startsWith(`${folder}/`));
  const site = existing.site ?? files.find(({ path }) => path === 'status.yaml');
  const known = new Set(inFolder('components').map(({ path }) => path));
  const content = parseContent({
    ...(site && { site }),
    policies: existing.policies,
    components: [...existing.components.filter(({ path }) => !known.has(path)), ...inFolder('components')],
    incidents: inFolder('incidents'),
    postmortems: [],
  });
  return validateHistory(content, new Set(report.files.map(({ id }) => id)), now);
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
  if (!real)
    return {
      existing: NO_EXISTING_CONTENT,
      policy,
      pictures: new Map<string, string>(),
      content: { ...content, site: undefined, components: [], incidents: [] } as unknown as ContentSources,
    };
  const redirects = await readFile(join(real, REDIRECTS_PATH), 'utf8').then(parseRedirects, () => []);
  if (!redirects) throw new UsageError(`${REDIRECTS_PATH} in ${root} is invalid. Fix or remove it.`);
  const existing: ExistingContent = {
    site: content.site !== undefined,
    components: content.components.flatMap((source) => parseComponent(source).value ?? []),
    incidents: new Set(content.incidents.map((source) => idFromPath(source.path))),
    redirects,
  };
  const pictures = new Map(
    (content.pictures ?? []).map(({ path, version }) => [path, version ?? 'unreadable']),
  );
  return { existing, policy, content, pictures };
}

async function writeFiles(root: string, files: readonly OutputFile[], force: boolean, dryRun: boolean) {
  const left: string[] = [];
  let written = 0;
  if (!dryRun)
    for (const folder of new Set(files.map(({ path }) => dirname(path))))
      await mkdir(join(root, folder), { recursive: true });
  const write = async ({ path, text }: OutputFile): Promise<void> => {
    // The new redirects include the existing ones, so the file can be overwritten.
    const replaces = force || path === REDIRECTS_PATH;
    try {
      const file = join(root, path);
      if (!dryRun && replaces) await overwriteText(file, text);
      else if (!dryRun) await writeFile(file, text, { flag: 'wx' });
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
