/**
 * The words of a command as git's settings have it: in single or double quotes a word may contain blanks. A backslash is kept
 * unless it escapes a blank or a quote, because paths on Windows have them.
 */
export function splitCommand(command: string): string[] {
  const words = command.matchAll(/(?:"[^"]*"|'[^']*'|\\[\s"']|[^\s"'])+/g);
  return [...words].map(([word]) =>
    word.replaceAll(
      /"([^"]*)"|'([^']*)'|\\([\s"'])/g,
      (_, double?: string, single?: string, escaped?: string) => double ?? single ?? escaped ?? '',
    ),
  );
}

/** How to start a program with a file. Windows starts `code.cmd` and the like only through a shell, which needs quotes. */
export function editorStart(
  command: string,
  file: string,
  platform: NodeJS.Platform,
): { program: string; args: string[]; shell: boolean } {
  const [program = '', ...args] = splitCommand(command);
  if (platform !== 'win32') return { program, args: [...args, file], shell: false };
  const quote = (word: string): string => `"${word}"`;
  return { program: quote(program), args: [...args, file].map(quote), shell: true };
}
