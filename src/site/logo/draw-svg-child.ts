import { Resvg } from '@resvg/resvg-js';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { DrawnSvg } from './draw-svg.ts';

const parser = new XMLParser({ ignoreAttributes: false, removeNSPrefix: true, attributeNamePrefix: '@' });

/** Data of these types, or a part of the same file. resvg would read anything else from the disk. */
const ALLOWED_HREF = /^\s*(?:#|data:image\/(?:png|jpeg|webp);)/;

process.once('message', ({ svg }: { readonly svg: string }) => {
  process.send?.(draw(svg));
  process.disconnect();
});

function draw(svg: string): DrawnSvg {
  // An SVG is drawn from its text, so an encoding that its declaration names has no effect.
  if (XMLValidator.validate(svg) !== true) return { error: 'it is not well-formed XML' };
  if (/<!DOCTYPE/i.test(svg)) return { error: 'the SVG contains a document type' };
  if (hasForeignReference(parser.parse(svg))) return { error: 'the SVG contains an external reference' };
  try {
    const drawn = new Resvg(svg, { font: { loadSystemFonts: false } }).toString();
    return /<(?:path|image)\b/.test(drawn) ? { svg: drawn } : { error: 'the SVG contains no shape' };
  } catch (error) {
    return { error: `it could not be drawn (${(error as Error).message})` };
  }
}

function hasForeignReference(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return Object.entries(node).some(([name, value]) =>
    name === '@href' ? !ALLOWED_HREF.test(String(value)) : hasForeignReference(value),
  );
}
