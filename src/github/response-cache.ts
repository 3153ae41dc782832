/** The part of a response that a later request needs. */
export interface CachedResponse {
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Responses by what was asked for, to ask GitHub only whether they changed: a "no" doesn't count for its rate limit. */
export interface ResponseCache<T extends CachedResponse> {
  readonly find: (key: string) => { readonly etag: string; readonly response: T } | undefined;
  readonly store: (key: string, response: T) => void;
}

/** @param size how many responses are kept; the one that was asked for least recently is dropped first */
export function createResponseCache<T extends CachedResponse>(size: number): ResponseCache<T> {
  const known = new Map<string, { readonly etag: string; readonly response: T }>();
  return {
    find(key) {
      const found = known.get(key);
      if (found) {
        known.delete(key);
        known.set(key, found);
      }
      return found;
    },
    store(key, response) {
      const { etag } = response.headers;
      known.delete(key);
      if (typeof etag !== 'string') return;
      known.set(key, { etag, response });
      for (const oldest of known.keys()) {
        if (known.size <= size) break;
        known.delete(oldest);
      }
    },
  };
}
