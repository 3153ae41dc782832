import { decodeHTMLStrict } from 'entities/decode';

const ENTITY = /&(?:([a-zA-Z]{2,8})|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/y;

/** The character that readers see for one of the source, or '' for an invisible one. */
export const normalizeCharacter = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code === 9 ? ' ' : character;
  if (
    code === 0xb4 ||
    code === 0x2018 ||
    code === 0x2019 ||
    code === 0x201a ||
    code === 0x2032 ||
    code === 0x02bc
  )
    return "'";
  if (code === 0x201c || code === 0x201d || code === 0x201e || code === 0x2033) return '"';
  if (code === 0x2010 || code === 0x2011 || code === 0x2012 || code === 0x2013) return '-';
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x3000) return ' ';
  if (code === 0xad || (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff) return '';
  return character;
};

/** Decodes the entity that begins at `index`, if there is one. */
export function entityAt(
  raw: string,
  index: number,
): { readonly text: string; readonly length: number } | undefined {
  ENTITY.lastIndex = index;
  const match = ENTITY.exec(raw);
  const text = match === null ? undefined : entityText(match);
  return match === null || text === undefined ? undefined : { text, length: match[0].length };
}

const entityText = (match: RegExpExecArray): string | undefined => {
  const [whole, name] = match;
  const decoded = decodeHTMLStrict(whole);
  if (name !== undefined) return decoded === whole ? undefined : normalizeText(decoded);
  const [, , decimal, hex] = match;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  return code > 0 && code < 0xd800 ? normalizeText(decoded) : undefined;
};

const normalizeText = (text: string): string => Array.from(text, normalizeCharacter).join('');
