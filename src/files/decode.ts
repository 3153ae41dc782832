import type { SourceFile } from '../content/source.ts';

const strictDecoder = new TextDecoder('utf-8', { fatal: true });

/** Decodes UTF-8, and normalises line ends to `\n`. Anything else gives an unreadable source. */
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
