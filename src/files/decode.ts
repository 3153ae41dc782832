import type { Source } from '../content/source.ts';

const strict = new TextDecoder('utf-8', { fatal: true });

/** A file's bytes as a source: UTF-8 without BOM, line ends as `\n`. Other bytes give an unreadable source. */
export function sourceOf(path: string, bytes: Uint8Array): Source {
  try {
    const text = strict.decode(bytes);
    if (text.includes('\u0000'))
      return { path, text: '', unreadable: 'This is a binary file; expected text.' };
    return { path, text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text };
  } catch {
    return { path, text: '', unreadable: 'This is not UTF-8 text: save the file as UTF-8.' };
  }
}
