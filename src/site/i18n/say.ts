/** Writes a word with its placeholders filled, in the plural form of the value `counted`, which is `count` if not given. */
export type Say = (
  path: string,
  values?: Readonly<Record<string, string | number>>,
  counted?: string,
) => string;
