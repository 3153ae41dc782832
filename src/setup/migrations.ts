import type { ContentSources } from '../content/content.ts';
import type { SourceFile } from '../content/source.ts';

/** A change of the format of a company's files, applied once by `candor upgrade`. */
export interface Migration {
  /** The version of Candor that changed the format. */
  readonly version: string;
  /** What changed, as a sentence. */
  readonly summary: string;
  /** The file's new text; the same text if the change doesn't concern it. */
  readonly apply: (file: SourceFile) => string;
}

/** Oldest first. A migration stays here: companies skip versions. */
const MIGRATIONS: readonly Migration[] = [];

export interface MigratedContent {
  readonly sources: ContentSources;
  readonly changes: readonly { readonly path: string; readonly before: string; readonly text: string }[];
}

/** Applies all migrations to the company's own files. Presets come with the engine. */
export function migrate(sources: ContentSources, migrations = MIGRATIONS): MigratedContent {
  const changes: { path: string; before: string; text: string }[] = [];
  const apply = (source: SourceFile): SourceFile => {
    if (source.path.startsWith('presets/') || source.unreadable) return source;
    const text = migrations.reduce(
      (before, migration) => migration.apply({ ...source, text: before }),
      source.text,
    );
    if (text !== source.text) changes.push({ path: source.path, before: source.text, text });
    return { ...source, text };
  };
  const { site, policies, words, components, incidents, postmortems } = sources;
  return {
    sources: {
      ...sources,
      ...(site && { site: apply(site) }),
      policies: policies.map(apply),
      ...(words && { words: words.map(apply) }),
      components: components.map(apply),
      incidents: incidents.map(apply),
      postmortems: postmortems.map(apply),
    },
    changes,
  };
}
