import { z } from 'zod';
import type { OutputFile } from './yaml-file.ts';

const redirectSchema = z.object({
  from: z.string(),
  id: z.string(),
  url: z.string().optional(),
  to: z.string(),
});

/** Where an incident of another tool is now: `to` is its id here. */
export type Redirect = Readonly<z.output<typeof redirectSchema>>;

const fileSchema = z.object({ version: z.literal(1), redirects: z.array(redirectSchema) });

export const REDIRECTS_PATH = 'redirects.json';

/** Reads the redirects of an earlier import; undefined where the text is none. */
export function parseRedirects(text: string): readonly Redirect[] | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data?.redirects;
  } catch {
    return undefined;
  }
}

/** The file with all redirects: an earlier one is kept, the same one is renewed. */
export function addRedirects(earlier: readonly Redirect[], added: readonly Redirect[]): OutputFile {
  const all = new Map(
    [...earlier, ...added].map((redirect) => [JSON.stringify([redirect.from, redirect.id]), redirect]),
  );
  const sorted = [...all.values()].toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0));
  return { path: REDIRECTS_PATH, text: `${JSON.stringify({ version: 1, redirects: sorted }, null, 2)}\n` };
}
