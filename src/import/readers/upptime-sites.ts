import { parse } from 'yaml';
import { slugify } from '../../text/slug.ts';
import type { ReadError, RecordComponent, RecordPage } from '../record.ts';
import { formatFrontMatterValue } from './read-front-matter.ts';
import type { InputFile } from './reader.ts';

/** The sites that an Upptime repository watches; their key is the slug of their history. */
export interface UpptimeSites {
  readonly components: readonly RecordComponent[];
  readonly page: RecordPage;
}

/** Reads `.upptimerc.yml`. Addresses, headers and secrets in it are not copied. */
export function readUpptimeSites(files: readonly InputFile[], errors: ReadError[]): UpptimeSites {
  const file = files.find(({ path }) => /(?:^|\/)\.?upptimerc\.ya?ml$/.test(path));
  if (!file) return { components: [], page: {} };
  let data: Record<string, unknown>;
  try {
    data = (parse(file.text, { version: '1.2', logLevel: 'silent', maxAliasCount: 100 }) ?? {}) as Record<
      string,
      unknown
    >;
  } catch (error) {
    errors.push({
      file: file.path,
      message: `Invalid configuration: ${(error as Error).message.split('\n')[0]!}`,
    });
    return { components: [], page: {} };
  }
  const sites = Array.isArray(data['sites']) ? (data['sites'] as unknown[]) : [];
  const components = sites.flatMap((site, order): RecordComponent[] => {
    const name = formatFrontMatterValue((site as Record<string, unknown> | null)?.['name']);
    const slug = formatFrontMatterValue((site as Record<string, unknown> | null)?.['slug']);
    return name === undefined ? [] : [{ key: slug ?? upptimeSlug(name), name, order }];
  });
  const website = (data['status-website'] ?? {}) as Record<string, unknown>;
  const name = formatFrontMatterValue(website['name']);
  const cname = formatFrontMatterValue(website['cname']);
  return {
    components,
    page: {
      ...(name !== undefined && { name }),
      ...(cname !== undefined && /^[\w.-]+$/.test(cname) && { url: `https://${cname}` }),
    },
  };
}

/** Upptime's slug of a name: letters and digits part, as do capitals inside a word (`MSK1` is `msk-1`). */
export function upptimeSlug(name: string): string {
  return slugify(
    name
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1-$2')
      .replace(/(\p{L})(\d)/gu, '$1-$2')
      .replace(/(\d)(\p{L})/gu, '$1-$2'),
    200,
  );
}
