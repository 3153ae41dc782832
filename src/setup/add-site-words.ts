import { isSeq, parseDocument } from 'yaml';

/** Words to add to `status.yaml`, by key. */
export interface SiteWords {
  readonly terms: readonly string[];
  readonly suppliers: readonly string[];
}

/** Adds words to lists of `status.yaml`, each once. Comments and all other text are kept. */
export function addSiteWords(text: string, words: SiteWords): string {
  const document = parseDocument(text);
  for (const key of ['terms', 'suppliers'] as const) {
    const existing = document.get(key);
    const known = new Set(isSeq(existing) ? existing.items.map(String) : []);
    const added = words[key].filter((word) => !known.has(word));
    if (added.length === 0) continue;
    if (isSeq(existing)) for (const word of added) existing.add(document.createNode(word));
    else document.set(key, document.createNode(added, { flow: true }));
  }
  return document.toString({ lineWidth: 0 });
}
