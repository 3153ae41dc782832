import { hash } from 'node:crypto';
import type { PageContext } from './site-context.ts';
import { selectPicturesOf } from './pictures.ts';

/** A short text that changes with the data of a page, and with the pictures that the data names. */
export type DigestData = (data: object) => string;

const digests = new WeakMap<PageContext, DigestData>();

/**
 * An event is part of several pages: the digest of each object that a page's data contains, alone or in a list, is computed
 * once for a context. The data must not change meanwhile.
 */
export function dataDigestFor(context: PageContext): DigestData {
  let digest = digests.get(context);
  if (!digest) digests.set(context, (digest = createDataDigest(context)));
  return digest;
}

function createDataDigest({ pictures }: PageContext): DigestData {
  const known = new WeakMap<object, string>();
  const ofObject = (value: object): string => {
    let digest = known.get(value);
    if (digest === undefined) {
      const text = JSON.stringify(value);
      const named = selectPicturesOf(text, pictures);
      digest = hash('sha256', named.length === 0 ? text : text + JSON.stringify(named), 'base64url');
      known.set(value, digest);
    }
    return digest;
  };
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  // Objects are only those of a digest, so that no text of the data can be taken for one.
  const ofPart = (value: unknown): unknown => (isObject(value) ? { digest: ofObject(value) } : value);
  const ofValue = (value: unknown): unknown => (Array.isArray(value) ? value.map(ofPart) : ofPart(value));
  return (data) => {
    const text = JSON.stringify(Object.entries(data).map(([key, value]) => [key, ofValue(value)]));
    return text + JSON.stringify(selectPicturesOf(text, pictures));
  };
}
