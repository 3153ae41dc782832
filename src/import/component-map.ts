import { stringifyYaml } from './yaml-file.ts';
import type { ImportRecord, RecordComponent } from './record.ts';

/** A name with how often it is used. */
export interface NameCount {
  readonly name: string;
  readonly count: number;
}

/** What a name of the source means: these components, `*` for all that the page declares, nothing for none. */
export type ComponentMap = ReadonlyMap<string, readonly string[]>;

/** How names are compared: without case and spaces at the edges. */
export function toMapKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Reads the values of `--components`: `"old name": new name`, a list of names, `"*"` or nothing. */
export function toComponentMap(data: Readonly<Record<string, unknown>>): ComponentMap {
  return new Map(
    Object.entries(data).map(([name, value]) => [
      toMapKey(name),
      (Array.isArray(value) ? value : [value]).flatMap((one) =>
        one === null || one === undefined || one === '' ? [] : [String(one)],
      ),
    ]),
  );
}

/** The records with the components that the map gives them, and the components that are left. */
export function mapComponents(
  records: readonly ImportRecord[],
  declared: readonly RecordComponent[],
  map: ComponentMap | undefined,
): { records: readonly ImportRecord[]; components: readonly RecordComponent[] } {
  if (!map || map.size === 0) return { records, components: declared };
  const known = new Map(
    [...declared, ...records.flatMap(({ components }) => components)].map((one) => [toMapKey(one.name), one]),
  );
  const made = new Map<string, RecordComponent>();
  const find = (name: string): RecordComponent[] => {
    if (name === '*') return declared.filter((one) => !map.has(toMapKey(one.name)));
    const there = known.get(toMapKey(name)) ??
      made.get(toMapKey(name)) ?? { key: `name:${toMapKey(name)}`, name };
    made.set(toMapKey(name), there);
    return [there];
  };
  const change = (component: RecordComponent): RecordComponent[] =>
    map.get(toMapKey(component.name))?.flatMap(find) ?? [component];
  return {
    records: records.map((record) => {
      const components = new Map(record.components.flatMap(change).map((one) => [one.key, one]));
      const keys = new Map(record.components.map((one) => [one.key, change(one).map(({ key }) => key)]));
      const updates = record.updates.map((update) => ({
        ...update,
        affects: Object.fromEntries(
          Object.entries(update.affects).flatMap(([key, state]) =>
            (keys.get(key) ?? [key]).map((to) => [to, state]),
          ),
        ),
      }));
      return { ...record, components: [...components.values()], updates };
    }),
    components: declared.filter((one) => !map.has(toMapKey(one.name))),
  };
}

/** A file for `--components` to begin with: every name once, the most used first. */
export function renderComponentDraft(undeclared: readonly NameCount[]): string[] {
  return undeclared.map(({ name, count }) => `${stringifyYaml({ [name]: name }).trim()} # ×${count}`);
}
