/** Writes a word with its placeholders filled, in the plural form of `count`. */
export type Say = (path: string, values?: Readonly<Record<string, string | number>>) => string;
