import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { findEndingUpdate } from '../../src/content/incident.ts';
import type { StatusEvent } from '../../src/content/incident.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { readInputTree } from '../../src/import/io/read-inputs.ts';
import { findReader, recogniseReader } from '../../src/import/readers/all-readers.ts';
import { parseRedirects } from '../../src/import/redirects.ts';
import { importAll, NOW, parsed } from './run-import.ts';

/** Real data of other companies' pages lies beside the checkout and is not part of it. */
const SAMPLES = fileURLToPath(new URL('../../../shared/reference/import-samples/', import.meta.url));
const ROOT = process.env['IMPORT_SAMPLES'] ?? SAMPLES;
const there = existsSync(ROOT);
if (!there) console.log(`skipped: there is no ${ROOT} beside this checkout`);

interface Expected {
  readonly counts: Readonly<Record<string, number>>;
  readonly incidents?: readonly ExpectedIncident[];
  readonly runs?: readonly { readonly end: string | null; readonly minutes?: number }[];
  readonly components?: unknown;
}

interface ExpectedIncident {
  readonly file?: string;
  readonly id?: string;
  readonly number?: number;
  readonly title?: string;
  readonly start?: string;
  readonly end?: string | null;
  readonly window?: readonly [string, string] | null;
  readonly kind?: string;
  readonly updates?: number;
  readonly updatesAlso?: readonly number[];
  readonly draft?: boolean;
  readonly why?: string;
  readonly affected?: readonly string[];
}

const FORMATS: Readonly<Record<string, string>> = {
  'netlify-statuskit': 'statuskit',
  'kener-issues': 'kener',
  'incident-io-shim': 'statuspage',
};

const sites = there
  ? readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((tool) => readdirSync(join(ROOT, tool.name)).map((site) => `${tool.name}/${site}`))
  : [];

async function importSite(site: string) {
  const expected = JSON.parse(readFileSync(join(ROOT, site, 'expected.json'), 'utf8')) as Expected;
  const runs = expected.runs !== undefined;
  const tree = await readInputTree([join(ROOT, site)], runs);
  const files = tree.files.filter(({ path }) => path !== 'expected.json');
  const tool = site.split('/')[0]!;
  const reader = findReader(FORMATS[tool] ?? tool)!;
  const input = reader.read({ files, runs });
  const imported = importAll([input]);
  const content = parsed(imported);
  return { expected, files, reader, input, imported, content };
}

const INVENTED =
  /^(?:Resolved\.|Completed\.|Closed on import(?:: the records do not say when this ended)?\.)$/;

function toldUpdates(event: StatusEvent): number {
  const { updates } = event;
  return updates.filter(({ body }) => !INVENTED.test(body)).length;
}

function matches(event: StatusEvent, one: ExpectedIncident): boolean {
  const id = event.imported!.id;
  if (one.file !== undefined) return id === one.file.replace(/\.\w+$/, '') || one.id === id;
  if (one.number !== undefined)
    return id === String(one.number) && (one.title === undefined || event.title === one.title);
  return id === one.id || (id.endsWith(one.id!) && event.title === one.title);
}

function minute(time: number | string): string {
  return new Date(time).toISOString().slice(0, 16);
}

function wordsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const plain = text
    .replace(/\uFEFF/g, '')
    .normalize('NFKC')
    .toLowerCase();
  for (const word of plain.match(/[\p{L}\p{N}]+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Words of a source's body that are neither in an update nor in a note of the file. */
function lostWords(body: string, file: string): string[] {
  const shown = body
    .replace(/\{\{[<%].*?[>%]\}\}/g, ' ')
    .replace(/&[a-z]+;|&#\d+;/g, ' ')
    .replace(/<\/?(?:br|p|b|i|a|li|ul|strong|em|small|var|div|span)\b[^>]*>/gi, ' ');
  const have = wordsOf(file.replace(/\\(?=[^\w\s])/g, ''));
  return [...wordsOf(shown)]
    .filter(([word, count]) => (have.get(word) ?? 0) < count && word !== 'update')
    .map(([word]) => word);
}

/** The sentences of a JSON file or a feed, without markup. */
function sentencesIn({ path, text }: { readonly path: string; readonly text: string }): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    // An issue without labels is not an incident.
    else if (typeof value === 'object' && value !== null && !('labels' in value && isEmpty(value.labels)))
      Object.values(value).forEach(visit);
  };
  if (path.endsWith('.json')) visit(JSON.parse(text.replace(/^\uFEFF/, '')));
  else if (/\.(?:xml|rss|atom)$/.test(path)) visit(new XMLParser().parse(text));
  return found
    .map((one) => one.replace(/<[^>]*>/g, ' ').replace(/&[a-z]+;|&#\d+;/g, ' '))
    .map((one) => one.replace(/^\s*THIS IS A SCHEDULED EVENT.*?UTC\s+(?:-.*?UTC\s+)?/s, ''))
    .filter((one) => !/^(?:tag:|https?:)|- Incident History$/.test(one) && lettersOf(one).length >= 6);
}

function isEmpty(labels: unknown): boolean {
  return Array.isArray(labels) && labels.length === 0;
}

/** The words of a text without times, numbers and short names of days and months. */
function lettersOf(text: string): string[] {
  return [...wordsOf(text).keys()].filter((word) => /^\p{L}{4,}$/u.test(word));
}

/** Sentences of a source whose words are not all in one imported file, in a text or a note. */
function lostSentences(
  files: readonly { path: string; text: string }[],
  written: readonly string[],
): string[] {
  const bags = written.map((text) => wordsOf(text.replace(/\\(?=[^\w\s])/g, '')));
  return files
    .flatMap(sentencesIn)
    .filter((one) => !bags.some((bag) => lettersOf(one).every((word) => bag.has(word))));
}

describe.runIf(there)('the samples', () => {
  const all = { times: 0, right: 0 };
  test.each(sites)('%s', async (site) => {
    const { expected, files, reader, input, imported, content } = await importSite(site);
    expect(recogniseReader(files)?.format, 'what auto takes it for').toBe(reader.format);
    const { counts } = expected;
    const errors = validateContent(content, NOW).filter(
      ({ level, location }) => level === 'error' && !location.path.startsWith('status.yaml'),
    );
    expect(errors, 'errors of validate').toEqual([]);
    if (expected.runs) {
      const long = expected.runs.filter(({ end, minutes = 0 }) => end === null || minutes >= 15);
      expect(content.incidents.length, 'runs of 15 minutes and longer').toBeGreaterThanOrEqual(
        long.length - 1,
      );
      expect(content.incidents.length).toBeLessThanOrEqual(long.length + 1);
      return;
    }
    const wanted = expected.incidents ?? [];
    const events = content.incidents;
    const records = counts['records'] ?? counts['items'] ?? wanted.length;
    expect(events.length, 'records').toBe(records);
    const planned = events.filter(({ kind }) => kind === 'maintenance').length;
    const arguable = counts['arguable (either kind is right)'] ?? 0;
    const report: string[] = [];
    let [times, right] = [0, 0];
    let updates = 0;
    for (const one of wanted) {
      const event = events.find((candidate) => matches(candidate, one));
      const name = one.file ?? one.id ?? String(one.number);
      if (!event) {
        report.push(`${name}: not there`);
        continue;
      }
      const told = toldUpdates(event);
      updates += told;
      const start = event.kind === 'incident' ? event.started : event.starts;
      const end = event.kind === 'incident' ? (event.ended ?? findEndingUpdate(event)?.at) : event.ends;
      const from = one.window?.[0] ?? one.start;
      const until = one.window?.[1] ?? one.end;
      const notes = JSON.stringify(event.imported!.notes ?? []);
      const pairs = [
        ['start', start, from],
        ['end', end, until],
      ] as const;
      for (const [what, is, should] of pairs) {
        if (should == null || (what === 'end' && from != null && should < from)) continue;
        times += 1;
        if (is !== undefined && minute(is) === minute(should)) right += 1;
        else if (!notes.includes(minute(should)))
          report.push(
            `${name}: ${what} ${is === undefined ? 'none' : minute(is)}, not ${minute(should)}, and the notes do not say so`,
          );
      }
      if (one.draft) expect(event.drill, `${name} is a draft`).toBe(true);
    }
    const bodies = new Map(
      files
        .filter(({ path }) => path.endsWith('.md'))
        .map(({ path, text }) => [path.replace(/^.*\/|\.md$/g, ''), text]),
    );
    for (const event of events) {
      const source = bodies.get(event.imported!.id);
      const body = source
        ?.replace(/^\uFEFF?(?:---|\+\+\+)\n[\s\S]*?\n(?:---|\+\+\+)\n/, '')
        .replace(/^[a-z_]+:[\s\S]*?\n---\n/, '');
      if (body === undefined) continue;
      const lost = lostWords(body, event.source.text);
      if (lost.length > 0) report.push(`${event.imported!.id}: words lost: ${lost.slice(0, 12).join(' ')}`);
    }
    const written = imported.files.map(({ text }) => text);
    for (const one of lostSentences(files, written)) report.push(`words lost: ${one.slice(0, 160)}`);
    const [least, most] = [
      counts['updates at least'] ?? counts['updates'],
      counts['updates at most'] ?? counts['updates'],
    ];
    if (least !== undefined && wanted.length === events.length && (updates < least || updates > most!))
      report.push(`${updates} updates, not ${least} to ${most}`);
    if (
      counts['maintenances'] !== undefined &&
      (planned < counts['maintenances'] || planned > counts['maintenances'] + arguable)
    )
      report.push(`${planned} maintenances, not ${counts['maintenances']} (+${arguable})`);
    const share = times === 0 ? 1 : right / times;
    console.log(
      `${site} (${reader.format}): ${events.length} records, ${planned} planned, ${updates} updates, times ${right}/${times} = ${(share * 100).toFixed(1)} %${report.length > 0 ? `\n  ${report.join('\n  ')}` : ''}`,
    );
    expect(report).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(0.98);
    all.times += times;
    all.right += right;
    const again = importAll([input], {
      site: true,
      components: content.siteContext!.components,
      incidents: new Set(events.map(({ id }) => id)),
      redirects: parseRedirects(imported.files.at(-1)!.text)!,
    });
    const byPath = new Map(imported.files.map(({ path, text }) => [path, text]));
    expect(
      again.files.filter(({ path, text }) => byPath.get(path) !== text).map(({ path }) => path),
      'what a second import changes',
    ).toEqual([]);
  });

  test('98 of 100 starts and ends over all sites are equal to the minute', () => {
    expect(all.right / all.times).toBeGreaterThanOrEqual(0.98);
  });
});
