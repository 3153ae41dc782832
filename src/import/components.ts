import { RESERVED_ON_WINDOWS } from '../content/schema/fields.ts';
import type { Component } from '../content/site.ts';
import { cleanLine, cleanText, shorten, shortHash, claimName } from './names.ts';
import { slugify } from '../text/slug.ts';
import type { ImportRecord, RecordComponent } from './record.ts';
import { convertToMarkdown } from './markdown/to-markdown.ts';
import { createMarkdownFile } from './yaml-file.ts';
import type { OutputFile } from './yaml-file.ts';

/** The parts of the service with the ids that they get, and their files. */
export interface ImportedComponents {
  /** By the key that the records know them by. */
  readonly ids: ReadonlyMap<string, string>;
  readonly files: readonly OutputFile[];
}

const MAX_NAME_LENGTH = 80;

/** Gives every component an id: that of the component of the same name that is there already, or one made of its name. */
export function importComponents(
  declared: readonly RecordComponent[],
  records: readonly ImportRecord[],
  existing: readonly Component[],
): ImportedComponents {
  const all = new Map<string, RecordComponent>();
  for (const component of [...declared, ...records.flatMap((record) => record.components)]) {
    if (!all.has(component.key)) all.set(component.key, component);
  }
  const ids = new Map<string, string>();
  const files: OutputFile[] = [];
  const taken = new Set(existing.map((component) => component.id));
  for (const component of all.values()) {
    const name = cleanLine(component.name);
    const group = cleanLine(component.group ?? '');
    const there = existing.find(
      (one) => one.name === shorten(name, MAX_NAME_LENGTH) && (one.group ?? '') === group,
    );
    const id = there?.id ?? assignId(name, group, taken);
    ids.set(component.key, id);
    if (!there) files.push(componentFile(id, component, name, group));
  }
  return { ids, files };
}

function assignId(name: string, group: string, taken: Set<string>): string {
  const words = slugify(name) || `component-${shortHash(name)}`;
  const slug = RESERVED_ON_WINDOWS.test(words) ? `component-${words}` : words;
  const grouped = slugify(`${group} ${name}`);
  return claimName(taken.has(slug) && group !== '' && grouped !== '' ? grouped : slug, taken);
}

function componentFile(id: string, component: RecordComponent, name: string, group: string): OutputFile {
  const short = shorten(name, MAX_NAME_LENGTH) || id;
  const data = {
    name: short,
    ...(group !== '' && { group: shorten(group, MAX_NAME_LENGTH) }),
    ...(component.order !== undefined && { order: component.order }),
  };
  const text = [
    ...(name.length > MAX_NAME_LENGTH ? [convertToMarkdown(name, 'text').markdown] : []),
    ...(group.length > MAX_NAME_LENGTH ? [convertToMarkdown(group, 'text').markdown] : []),
    ...(component.description
      ? [convertToMarkdown(cleanText(component.description).text, 'text').markdown]
      : []),
  ];
  return createMarkdownFile(`components/${id}.md`, data, text.join('\n\n'));
}
