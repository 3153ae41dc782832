import type { Instant } from '../time/instant.ts';
import { formatInstant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import { createKeptNote, createManualNote, createRepairedNote, createUnknownWordNote } from './note.ts';
import type { ImportNote } from './note.ts';
import { toPlainText } from './markdown/bodies.ts';
import type { ConvertedUpdate } from './converted-update.ts';
import { cleanLine, cleanText, shorten } from './names.ts';
import type { ImportRecord } from './record.ts';
import { parseImpact, severityForImpact } from './words.ts';
import type { Impact, WordTable } from './words.ts';

export const MAX_IMPORTED_TITLE = 160;
const MAX_NOTE_LENGTH = 1000;
const MAX_WORD_LENGTH = 200;

const MAX_ADDRESS_LENGTH = 400;
const MAX_ID_LENGTH = 400;
const MAX_HIDDEN_LENGTH = 20_000;

/** A title that fits, and the whole one where something had to be left out. */
export function convertTitle(
  record: ImportRecord,
  updates: readonly ConvertedUpdate[],
  started: Instant,
): { title: string; lead?: string; notes: ImportNote[] } {
  const clean = cleanLine(record.title);
  const first = updates
    .map(({ body }) => cleanLine(body.split('\n\n', 1)[0]!.replace(/[\\*`#>]/g, '')))
    .find((line) => /[\p{L}\p{N}]/u.test(line));
  if (clean === '') {
    const sentence = first?.split(/(?<=[.!?])\s/, 1)[0];
    const title = sentence
      ? shorten(sentence, 100)
      : `${record.kind === 'maintenance' ? 'Maintenance' : 'Incident'} of ${formatInstant(started).slice(0, 10)}`;
    return { title, notes: [createRepairedNote('it had no title: made from its text')] };
  }
  const odd =
    cleanText(record.title).removed > 0
      ? [createRepairedNote('invisible characters taken out of its title')]
      : [];
  if (clean.length <= MAX_IMPORTED_TITLE) return { title: clean, notes: odd };
  const title = shorten(clean, MAX_IMPORTED_TITLE);
  const notes = [
    ...odd,
    createRepairedNote(
      'its title was longer than 160 characters: shortened, the whole of it leads the first update',
    ),
  ];
  const known = toPlainText(updates[0]?.body ?? '').startsWith(toPlainText(clean));
  return { title, ...(!known && { lead: clean }), notes };
}

/** The policy's severity for a record, by the words that the source had. */
export function convertSeverity(
  record: ImportRecord,
  policy: Policy,
  tables: readonly WordTable[],
): { key: string; customerFacing: boolean; impact: Impact; notes: ImportNote[] } {
  const known = parseImpact(record.severity, tables);
  const impact = known?.impact ?? 'minor';
  const notes: ImportNote[] = [];
  if (!known && record.severity.length > 0) {
    const word = record.severity.join(', ');
    const unknown = { sort: 'severity', word, takenFor: 'minor' } as const;
    notes.push(createUnknownWordNote(`its severity "${word}" is not known: taken for minor`, unknown));
  } else if (!known) notes.push(createRepairedNote('it had no severity: taken for minor'));
  return { ...severityForImpact(policy, impact), impact, notes };
}

/** The `imported` block: whence it came, what that tool called things, and all that found no place. */
export function buildImportedBlock(
  record: ImportRecord,
  notes: readonly ImportNote[],
): Record<string, unknown> {
  const words = record.severity
    .map(cleanLine)
    .filter((word) => word !== '')
    .join(' / ');
  const addresses = [...(record.url === undefined ? [] : [record.url]), ...(record.aliases ?? [])];
  const url = record.url !== undefined && isWebAddress(record.url) ? record.url : undefined;
  const aliases = new Set(addresses.filter((address) => address !== url && isAddress(address)));
  const id = cleanLine(record.id);
  const extra: ImportNote[] = [
    ...addresses
      .filter((address) => address !== '' && address !== url && !isAddress(address))
      .map((address) => createKeptNote(`url: ${address}`)),
    ...(id.length > MAX_ID_LENGTH ? [createKeptNote(`id: ${id}`)] : []),
    ...(words.length > MAX_WORD_LENGTH ? [createKeptNote(`severity: ${words}`)] : []),
    ...Object.entries(record.unmappedFields).map(([key, value]) =>
      createKeptNote(`${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
    ),
  ];
  const lines = [...notes, ...extra].flatMap(({ text }) => splitIntoChunks(cleanLine(text)));
  return {
    from: shorten(cleanLine(record.from), MAX_WORD_LENGTH) || 'another tool',
    id: shorten(id, MAX_ID_LENGTH) || 'unnamed',
    ...(url !== undefined && { url }),
    ...(aliases.size > 0 && { aliases: [...aliases] }),
    ...(words !== '' && { severity: shorten(words, MAX_WORD_LENGTH) }),
    ...(lines.length > 0 && { notes: lines }),
  };
}

function isWebAddress(text: string): boolean {
  return /^https?:/i.test(text) && URL.canParse(text) && text === cleanLine(text);
}

/** A web address, or a path that begins with a slash. */
function isAddress(text: string): boolean {
  const isPath = /^\/[^/\s]\S*$/.test(text) && text === cleanLine(text);
  return text.length <= MAX_ADDRESS_LENGTH && (isPath || isWebAddress(text));
}

/** Comments that no reader of the source saw: for the team only. */
export function formatHiddenComments(hidden: readonly string[], notes: ImportNote[]): string | undefined {
  if (hidden.length === 0) return undefined;
  const text = cleanText(`Hidden in the source:\n\n${hidden.join('\n\n')}`).text;
  notes.push(createKeptNote('comments that its readers never saw are in internal.notes'));
  if (text.length <= MAX_HIDDEN_LENGTH) return text;
  notes.push(
    createManualNote('its hidden comments are longer than 20,000 characters: only the beginning is kept'),
  );
  return shorten(text, MAX_HIDDEN_LENGTH);
}

function splitIntoChunks(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > MAX_NOTE_LENGTH) {
    const half = /[\uD800-\uDBFF]$/.test(rest.slice(0, MAX_NOTE_LENGTH)) ? 1 : 0;
    parts.push(rest.slice(0, MAX_NOTE_LENGTH - half));
    rest = rest.slice(MAX_NOTE_LENGTH - half);
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}
