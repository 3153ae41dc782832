import { PassThrough } from 'node:stream';
import { createPasteFilter } from '../paste-filter.ts';
import type { PasteMode } from '../paste-filter.ts';

/** The keys of the terminal for one question, in which a paste is not taken for several answers. */
export interface TerminalInput {
  readonly stream: PassThrough;
  /** To be called when the question is answered. */
  readonly close: () => void;
}

const BRACKET_PASTES = '\u001B[?2004h';
const DO_NOT_BRACKET = '\u001B[?2004l';

export function openTerminalInput(mode: PasteMode): TerminalInput {
  const { stdin, stdout } = process;
  const stream = Object.assign(new PassThrough(), {
    isTTY: stdin.isTTY,
    setRawMode: (isRaw: boolean) => {
      if (stdin.isTTY) stdin.setRawMode(isRaw);
      return stream;
    },
  });
  const decoder = new TextDecoder();
  const filter = createPasteFilter(mode);
  const onData = (chunk: Buffer | string): void => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const keys = filter(text);
    if (keys !== '') stream.write(keys);
  };
  stdout.write(BRACKET_PASTES);
  stdin.on('data', onData);
  // It was paused after the question before.
  stdin.resume();
  return {
    stream,
    close: () => {
      stdin.off('data', onData);
      stdin.pause();
      stdout.write(DO_NOT_BRACKET);
      stream.destroy();
    },
  };
}
