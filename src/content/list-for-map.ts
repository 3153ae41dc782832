import { formatAlternatives } from '../text/did-you-mean.ts';

/**
 * What to write for a list where names with values are expected, such as `- checkout: degraded` or `[checkout]`.
 * @param written the list in YAML; `list` is its value
 * @param isIndented whether blanks precede the list on its line
 * @param valuesOf the values that a name may have, if they are enumerated
 */
export function correctList(
  written: string,
  list: readonly unknown[],
  isIndented: boolean,
  valuesOf: (name: string) => readonly string[],
): { readonly help: string; readonly text?: string } {
  const names = written
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => /^ *- +([\w-]+): +[^\s#[{].*$/.exec(line)?.[1]);
  const isWhole =
    names.length === list.length &&
    names.every((name, index) => name !== undefined && names.indexOf(name) === index);
  // A list may begin in the column of its key, names may not.
  const lead = isIndented ? '$1' : '$1  ';
  if (isWhole) return { help: 'Leave out each "-".', text: written.replaceAll(/^( *)- +/gm, lead) };
  const first = list.find((item) => typeof item === 'string');
  const values = first === undefined ? [] : valuesOf(first);
  const help =
    values.length === 0
      ? ''
      : `Write a value after each name, without "-" or brackets: ${first}: ${formatAlternatives(values)}.`;
  return { help };
}
