/** Removes the characters that XML can't represent, not even escaped. */
export function removeInvalidXmlCharacters(text: string): string {
  return text.toWellFormed().replace(INVALID, '');
}

/** Whether a well-formed document contains characters that XML can't represent, also as `&#1;`. */
export function hasInvalidXmlCharacters(xml: string): boolean {
  if (removeInvalidXmlCharacters(xml) !== xml) return true;
  const references = removeCdata(xml).matchAll(/&#(?:x([\da-f]+)|(\d+));/gi);
  return [...references].some(([, hexadecimal, decimal]) => {
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return (
      code > 0x10_ff_ff || removeInvalidXmlCharacters(String.fromCodePoint(code)) === '' || isSurrogate(code)
    );
  });
}

/** Takes linear time, also where many are unclosed. */
function removeCdata(xml: string): string {
  const [first = '', ...others] = xml.split('<![CDATA[');
  return (
    first + others.map((part) => (part.includes(']]>') ? part.slice(part.indexOf(']]>') + 3) : '')).join('')
  );
}

const isSurrogate = (code: number): boolean => code >= 0xd8_00 && code <= 0xdf_ff;

// oxlint-disable-next-line no-control-regex
const INVALID = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
