import type { Instant } from '../time/instant.ts';
import { formatInstant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import { kept, person, repaired } from './note.ts';
import type { Note } from './note.ts';
import { plainWords } from './bodies.ts';
import type { WrittenUpdate } from './history.ts';
import { cleanLine, cleanText, shorten } from './names.ts';
import type { ImportRecord } from './record.ts';
import { impactOf, severityFor } from './words.ts';
import type { Impact } from './words.ts';

export const LONGEST_TITLE = 160;
const LONGEST_NOTE = 1000;
const LONGEST_WORD = 200;
const LONGEST_ID = 400;
const LONGEST_HIDDEN = 20_000;

/** A title that fits, and the whole one where something had to be left out. */
export function titleOf(
  record: ImportRecord,
  updates: readonly WrittenUpdate[],
  started: Instant,
): { title: string; lead?: string; notes: Note[] } {
  const clean = cleanLine(record.title);
  const first = updates
    .map(({ body }) => cleanLine(body.split('\n\n', 1)[0]!.replace(/[\\*`#>]/g, '')))
    .find((line) => /[\p{L}\p{N}]/u.test(line));
  if (clean === '') {
    const sentence = first?.split(/(?<=[.!?])\s/, 1)[0];
    const title = sentence
      ? shorten(sentence, 100)
      : `${record.kind === 'maintenance' ? 'Maintenance' : 'Incident'} of ${formatInstant(started).slice(0, 10)}`;
    return { title, notes: [repaired('it had no title: made from its text')] };
  }
  const odd =
    cleanText(record.title).removed > 0 ? [repaired('invisible characters taken out of its title')] : [];
  if (clean.length <= LONGEST_TITLE) return { title: clean, notes: odd };
  const title = shorten(clean, LONGEST_TITLE);
  const notes = [
    ...odd,
    repaired('its title was longer than 160 characters: shortened, the whole of it leads the first update'),
  ];
  const known = plainWords(updates[0]?.body ?? '').startsWith(plainWords(clean));
  return { title, ...(!known && { lead: clean }), notes };
}

/** The policy's severity for a record, by the words that the source had. */
export function severityOf(
  record: ImportRecord,
  policy: Policy,
): { key: string; customerFacing: boolean; impact: Impact; notes: Note[] } {
  const known = impactOf(record.severity);
  const impact = known?.impact ?? 'minor';
  const notes: Note[] = [];
  if (!known && record.severity.length > 0) {
    notes.push(person(`its severity "${record.severity.join(', ')}" is not known: taken for minor`));
  } else if (!known) notes.push(repaired('it had no severity: taken for minor'));
  return { ...severityFor(policy, impact), impact, notes };
}

/** The `imported` block: whence it came, what that tool called things, and all that found no place. */
export function importedOf(record: ImportRecord, notes: readonly Note[]): Record<string, unknown> {
  const words = record.severity
    .map(cleanLine)
    .filter((word) => word !== '')
    .join(' / ');
  const url =
    record.url !== undefined &&
    /^https?:/i.test(record.url) &&
    URL.canParse(record.url) &&
    record.url === cleanLine(record.url)
      ? record.url
      : undefined;
  const id = cleanLine(record.id);
  const extra: Note[] = [
    ...(url === undefined && record.url ? [kept(`url: ${record.url}`)] : []),
    ...(id.length > LONGEST_ID ? [kept(`id: ${id}`)] : []),
    ...(words.length > LONGEST_WORD ? [kept(`severity: ${words}`)] : []),
    ...Object.entries(record.kept).map(([key, value]) =>
      kept(`${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
    ),
  ];
  const lines = [...notes, ...extra].flatMap(({ text }) => chunks(cleanLine(text)));
  return {
    from: shorten(cleanLine(record.from), LONGEST_WORD) || 'another tool',
    id: shorten(id, LONGEST_ID) || 'unnamed',
    ...(url !== undefined && { url }),
    ...(words !== '' && { severity: shorten(words, LONGEST_WORD) }),
    ...(lines.length > 0 && { notes: lines }),
  };
}

/** Comments that no reader of the source saw: for the team only. */
export function hiddenNotes(hidden: readonly string[], notes: Note[]): string | undefined {
  if (hidden.length === 0) return undefined;
  const text = cleanText(`Hidden in the source:\n\n${hidden.join('\n\n')}`).text;
  notes.push(kept('comments that its readers never saw are in internal.notes'));
  if (text.length <= LONGEST_HIDDEN) return text;
  notes.push(person('its hidden comments are longer than 20,000 characters: only the beginning is kept'));
  return shorten(text, LONGEST_HIDDEN);
}

function chunks(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_NOTE) {
    const half = /[\uD800-\uDBFF]$/.test(rest.slice(0, LONGEST_NOTE)) ? 1 : 0;
    parts.push(rest.slice(0, LONGEST_NOTE - half));
    rest = rest.slice(LONGEST_NOTE - half);
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}
