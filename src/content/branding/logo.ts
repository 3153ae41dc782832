import { createParseError } from '../parse-errors.ts';
import type { Diagnostic } from '../finding.ts';
import type { SourceFile } from '../source.ts';
import { parseYaml } from '../yaml.ts';

/** The file of a company's mark as it was read; without bytes, if there is none or it lies outside of the root. */
export interface LogoFile {
  readonly path: string;
  readonly bytes?: Uint8Array;
}

/** A mark that can be shown. */
export interface Logo {
  readonly kind: 'svg' | 'png';
  /** In pixels; what matters is their ratio. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** In bytes. The mark is on every page, on bad phone networks too. */
export const MAX_LOGO_BYTES = 60_000;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_LOGO_SIDE = 4000;

/** What an SVG may not hold. Shown as an image it could do nothing with it; opened by its own address it could. */
const FORBIDDEN_IN_SVG: readonly (readonly [RegExp, string])[] = [
  [/<!(?:DOCTYPE|ENTITY)/i, 'a document type'],
  [/<\?xml-stylesheet/i, 'a style sheet from elsewhere'],
  [/<(?:\w+:)?script\b/i, 'a script'],
  [/<(?:\w+:)?(?:foreignObject|iframe|embed|object|audio|video)\b/i, 'content that is no drawing'],
  [/[\s"'/]on\w+\s*=/i, 'a script in an attribute'],
  [/(?:java|vb)script\s*:/i, 'a script in an address'],
  [/\bhref\s*=\s*["']?\s*(?!["'#\s]|data:image\/(?:png|jpeg|webp);)/i, 'a reference to somewhere else'],
  [/url\(\s*["']?\s*(?!["'#\s])/i, 'a reference to somewhere else'],
  [/@import|\bimage-set\(/i, 'a reference to somewhere else'],
];

/** Checks a mark by its bytes, whatever its name says; a mark that is at fault is not shown. */
export function validateLogo({ bytes }: LogoFile): Logo | { readonly fault: string } {
  if (!bytes) return { fault: 'there is no such file in the content root' };
  if (bytes.length > MAX_LOGO_BYTES)
    return { fault: `it has ${bytes.length} bytes; expected at most ${MAX_LOGO_BYTES}` };
  return PNG.every((byte, at) => bytes[at] === byte) ? validatePng(bytes) : validateSvg(bytes);
}

function validatePng(bytes: Uint8Array): Logo | { fault: string } {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) return { fault: 'the PNG is cut off' };
  return validateSize('png', header.getUint32(16), header.getUint32(20), bytes);
}

function validateSvg(bytes: Uint8Array): Logo | { fault: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'it is neither an SVG nor a PNG' };
  }
  const root = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<svg\b([^>]*)>/.exec(text);
  // References could spell what is refused in letters that the patterns don't see.
  const plain = text.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi, (_, hex: string, dec: string) =>
    String.fromCharCode(Number.parseInt(hex ?? dec, hex === undefined ? 10 : 16)),
  );
  const refused = FORBIDDEN_IN_SVG.find(([pattern]) => pattern.test(text) || pattern.test(plain));
  if (refused) return { fault: `the SVG holds ${refused[1]}` };
  if (!root) return { fault: 'it is neither an SVG nor a PNG' };
  const attributes = root[1]!;
  if (!/\bxmlns\s*=/.test(attributes)) return { fault: 'the SVG names no xmlns, and no browser draws it' };
  const box = /\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(attributes);
  const side = (name: string): string | undefined =>
    new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`).exec(attributes)?.[1];
  return validateSize('svg', Number(box?.[1] ?? side('width')), Number(box?.[2] ?? side('height')), bytes);
}

function validateSize(
  kind: Logo['kind'],
  width: number,
  height: number,
  bytes: Uint8Array,
): Logo | { fault: string } {
  if (!(width > 0 && height > 0)) return { fault: 'it says no size; an SVG needs a viewBox' };
  if (kind === 'png' && Math.max(width, height) > MAX_LOGO_SIDE)
    return { fault: `it is ${width} × ${height} pixels; expected at most ${MAX_LOGO_SIDE}` };
  return { kind, width, height, bytes };
}

/** The mark of a site, or what is wrong with it. */
export function parseLogo(source: SourceFile, file: LogoFile): { logo?: Logo; diagnostics: Diagnostic[] } {
  const checked = validateLogo(file);
  if (!('fault' in checked)) return { logo: checked, diagnostics: [] };
  const span = parseYaml(source.text, 0).locate(['theme', 'logo']);
  const message = `"theme.logo" is "${file.path.slice(0, 80)}": ${checked.fault}.`;
  return { diagnostics: [createParseError(source, span, message, 'The site is built without it.')] };
}
