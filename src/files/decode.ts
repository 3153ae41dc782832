import type { SourceFile } from '../content/source.ts';

const CONVERT = 'Save it as UTF-8 in your editor, or run';

/** Why bytes that are not UTF-8 can't be read: the encoding that they probably are in, and how to convert them. */
function describeEncoding(bytes: Uint8Array): string {
  const encoding = findEncoding(bytes);
  if (encoding === undefined) return 'This is a binary file; expected text.';
  return `This text is ${encoding.name}, not UTF-8. ${CONVERT} "iconv -f ${encoding.iconv} -t UTF-8 old.md > new.md".`;
}

function findEncoding(bytes: Uint8Array): { name: string; iconv: string } | undefined {
  const [first = 0, second = 0] = bytes;
  const zeros = [0, 0];
  const sample = bytes.subarray(0, 4000);
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]! += 1;
  const isHalf = (count: number): boolean => sample.length >= 8 && count * 4 > sample.length;
  if ((first === 0xff && second === 0xfe) || (isHalf(zeros[1]!) && zeros[0] === 0))
    return { name: 'UTF-16 (little-endian)', iconv: 'UTF-16LE' };
  if ((first === 0xfe && second === 0xff) || (isHalf(zeros[0]!) && zeros[1] === 0))
    return { name: 'UTF-16 (big-endian)', iconv: 'UTF-16BE' };
  if (sample.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return undefined;
  // Bytes from 0x80 to 0x9F are control characters in Latin-1, and quotes and dashes in Windows-1252.
  return sample.some((byte) => byte >= 0x80 && byte <= 0x9f)
    ? { name: 'Windows-1252', iconv: 'WINDOWS-1252' }
    : { name: 'Latin-1', iconv: 'ISO-8859-1' };
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true });

/** Decodes UTF-8, and normalises line ends to `\n`. Anything else gives an unreadable source. */
export function decodeSource(path: string, bytes: Uint8Array): SourceFile {
  try {
    const text = strictDecoder.decode(bytes);
    if (text.includes('\u0000')) return { path, text: '', unreadable: describeEncoding(bytes) };
    return { path, text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text };
  } catch {
    return { path, text: '', unreadable: describeEncoding(bytes) };
  }
}
