import type { RecordComponent } from '../record.ts';

/** Finds the components that a text names: exactly, or but for case and spaces; a name of none is one of its own. */
export class ComponentNames {
  readonly undeclared = new Map<string, number>();
  readonly #declared = new Map<string, RecordComponent>();
  readonly #others = new Map<string, RecordComponent>();

  constructor(declared: readonly RecordComponent[]) {
    for (const component of declared) {
      for (const name of [component.key, component.name]) {
        if (!this.#declared.has(fold(name))) this.#declared.set(fold(name), component);
      }
    }
  }

  find(name: string): RecordComponent {
    const known = this.#declared.get(fold(name));
    if (known) return known;
    const key = fold(name);
    const other = this.#others.get(key) ?? { key: `name:${key}`, name: name.trim() };
    this.#others.set(key, other);
    this.undeclared.set(other.name, (this.undeclared.get(other.name) ?? 0) + 1);
    return other;
  }

  findAll(names: readonly string[]): RecordComponent[] {
    const found = new Map<string, RecordComponent>();
    for (const name of names) {
      const component = this.find(name);
      found.set(component.key, component);
    }
    return [...found.values()];
  }
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
