import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { ReadError, RecordComponent, RecordPage } from '../record.ts';
import { formatFrontMatterValue } from './read-front-matter.ts';
import type { InputFile } from './reader.ts';
import { isTimeZone } from '../../time/calendar.ts';

/** What the configuration of a Hugo page says of it. */
export interface HugoConfig {
  readonly page: RecordPage;
  readonly components: readonly RecordComponent[];
  /** The zone of times that name none; absent where it is UTC. */
  readonly timezone?: string;
}

/** Reads `config.yml`, `hugo.toml` or the like; a page without one has no components and its times are UTC. */
export function readHugoConfig(files: readonly InputFile[], errors: ReadError[]): HugoConfig {
  const file = files
    .filter(
      ({ path }) =>
        /(?:^|\/)(?:config|hugo)\.(?:ya?ml|toml|json)$/.test(path) &&
        !/(?:^|\/)(?:themes|node_modules)\//.test(path),
    )
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length)[0];
  const data = file ? parseConfig(file, errors) : {};
  const params = toRecord(data['params']);
  const name = formatFrontMatterValue(data['title']);
  const url = formatFrontMatterValue(data['baseURL']) ?? formatFrontMatterValue(data['baseurl']);
  const zone = formatFrontMatterValue(data['timeZone']) ?? formatFrontMatterValue(data['timezone']);
  return {
    page: {
      ...(name !== undefined && { name }),
      ...(url !== undefined && /^https?:/i.test(url) && { url }),
      ...(zone !== undefined && isTimeZone(zone) && { timezone: zone }),
    },
    components: toComponents(params['systems'] ?? data['systems']),
    ...(zone !== undefined && isTimeZone(zone) && { timezone: zone }),
  };
}

function parseConfig({ path, text }: InputFile, errors: ReadError[]): Record<string, unknown> {
  try {
    if (path.endsWith('.toml')) return toRecord(parseToml(text));
    return toRecord(
      path.endsWith('.json') ? JSON.parse(text) : parseYaml(text, { version: '1.2', logLevel: 'silent' }),
    );
  } catch (error) {
    const message = `The configuration can't be read: ${(error as Error).message.split('\n')[0]!}. Names of components and the time zone are missing.`;
    errors.push({ file: path, message });
    return {};
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function toComponents(value: unknown): RecordComponent[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index): RecordComponent[] => {
    const system = typeof item === 'string' ? { name: item } : toRecord(item);
    const name = formatFrontMatterValue(system['name']);
    const group = formatFrontMatterValue(system['category']);
    const description = formatFrontMatterValue(system['description']);
    if (name === undefined) return [];
    return [
      {
        key: `${group ?? ''}/${name}`,
        name,
        ...(group !== undefined && { group }),
        ...(description !== undefined && { description }),
        order: index,
      },
    ];
  });
}
