import { createParseError } from '../parse-errors.ts';
import type { Diagnostic } from '../finding.ts';
import type { SourceFile } from '../source.ts';
import { parseYamlFile } from '../format-changes.ts';
import { formatCount } from '../../text/count.ts';

/** `bytes` is absent if the file doesn't exist or lies outside the content root. */
export interface LogoFile {
  readonly path: string;
  readonly bytes?: Uint8Array;
}

export interface Logo {
  readonly kind: 'svg' | 'png';
  /** In pixels; only the ratio matters. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** The logo is on every page, which has to load on slow phone networks. */
export const MAX_LOGO_BYTES = 60_000;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_LOGO_SIDE = 4000;

/** Forbidden in SVG. Harmless when displayed as an image, but not when the file is opened directly. */
const FORBIDDEN_IN_SVG: readonly (readonly [RegExp, string])[] = [
  [/<!(?:DOCTYPE|ENTITY)/i, 'a document type'],
  [/<\?xml-stylesheet/i, 'an external stylesheet'],
  [/<(?:\w+:)?script\b/i, 'a script'],
  [/<(?:\w+:)?(?:foreignObject|iframe|embed|object|audio|video)\b/i, 'embedded content'],
  [/[\s"'/]on\w+\s*=/i, 'a script in an attribute'],
  [/(?:java|vb)script\s*:/i, 'a script in a URL'],
  [/\bhref\s*=\s*["']?\s*(?!["'#\s]|data:image\/(?:png|jpeg|webp);)/i, 'an external reference'],
  [/url\(\s*["']?\s*(?!["'#\s])/i, 'an external reference'],
  [/<(?:\w+:)?text\b/i, 'text; convert it to paths, because not every device has its font'],
  [/@import|\bimage-set\(/i, 'an external reference'],
];

/** Checks the type by the content, not by the file name. */
export function validateLogo({ bytes }: LogoFile): Logo | { readonly error: string } {
  if (!bytes) return { error: 'there is no such file in the content root' };
  if (bytes.length > MAX_LOGO_BYTES)
    return { error: `it has ${formatCount(bytes.length, 'byte')}; expected at most ${MAX_LOGO_BYTES}` };
  return PNG.every((byte, at) => bytes[at] === byte) ? validatePng(bytes) : validateSvg(bytes);
}

function validatePng(bytes: Uint8Array): Logo | { error: string } {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) return { error: 'the PNG is cut off' };
  return validateSize('png', header.getUint32(16), header.getUint32(20), bytes);
}

function validateSvg(bytes: Uint8Array): Logo | { error: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { error: 'it is neither an SVG nor a PNG' };
  }
  const root = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<svg\b([^>]*)>/.exec(text);
  // Decodes character references, which could hide forbidden content from the patterns.
  const plain = text.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi, (_, hex: string, dec: string) =>
    String.fromCharCode(Number.parseInt(hex ?? dec, hex === undefined ? 10 : 16)),
  );
  const refused = FORBIDDEN_IN_SVG.find(([pattern]) => pattern.test(text) || pattern.test(plain));
  if (refused) return { error: `the SVG contains ${refused[1]}` };
  if (!root) return { error: 'it is neither an SVG nor a PNG' };
  const attributes = root[1]!;
  if (!/\bxmlns\s*=/.test(attributes))
    return { error: 'the SVG has no xmlns, so browsers do not display it' };
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
): Logo | { error: string } {
  if (!(width > 0 && height > 0)) return { error: 'it has no size; an SVG needs a viewBox' };
  if (kind === 'png' && Math.max(width, height) > MAX_LOGO_SIDE)
    return { error: `it is ${width} × ${height} pixels; expected at most ${MAX_LOGO_SIDE}` };
  return { kind, width, height, bytes };
}

export function parseLogo(source: SourceFile, file: LogoFile): { logo?: Logo; diagnostics: Diagnostic[] } {
  const checked = validateLogo(file);
  if (!('error' in checked)) return { logo: checked, diagnostics: [] };
  const span = parseYamlFile(source).locate(['theme', 'logo']);
  const message = `"theme.logo" is "${file.path.slice(0, 80)}": ${checked.error}.`;
  return { diagnostics: [createParseError(source, span, message, 'The site is built without it.')] };
}
