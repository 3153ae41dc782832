import { removeInvalidXmlCharacters } from '../text/xml-characters.ts';

/** Rendered XML. A plain string is text instead, and `xmlElement` escapes it. */
export interface Xml {
  readonly xml: string;
}

/** Undefined attributes are omitted. */
export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

export function xmlElement(
  name: string,
  attributes: XmlAttributes,
  ...children: readonly (Xml | string)[]
): Xml {
  let written = '';
  for (const key in attributes)
    if (attributes[key] !== undefined) written += ` ${key}="${escapeXml(String(attributes[key]))}"`;
  if (children.length === 0) return { xml: `<${name}${written}/>` };
  const inner = children.map((child) => (typeof child === 'string' ? escapeXml(child) : child.xml)).join('');
  return { xml: `<${name}${written}>${inner}</${name}>` };
}

/** Adds the XML declaration. */
export function renderXmlFile(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For elements and attributes. */
export function escapeXml(text: string): string {
  return removeInvalidXmlCharacters(text).replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
