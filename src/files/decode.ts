import type { SourceFile } from '../content/source.ts';

const strictDecoder = new TextDecoder('utf-8', { fatal: true });

/** A file's bytes as a source: UTF-8 without BOM, line ends as `\n`. Other bytes give an unreadable source. */
export function decodeSource(path: string, bytes: Uint8Array): SourceFile {
  try {
    const text = strictDecoder.decode(bytes);
    if (text.includes('\u0000'))
      return { path, text: '', unreadable: 'This is a binary file; expected text.' };
    return { path, text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text };
  } catch {
    return { path, text: '', unreadable: 'This is not UTF-8 text: save the file as UTF-8.' };
  }
}
