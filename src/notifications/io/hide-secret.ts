import type { Outcome } from '../channel.ts';

/** Shorter parts of an address are words, such as `services`. */
const SHORTEST_SECRET = 8;

/**
 * A text without a secret: places repeat in their answers what they were sent. Of an address, its path, its query and each
 * longer part of them are secret as well.
 * @param name what is written instead, after `$`
 */
export function hideSecret(text: string, name: string, secret: string): string {
  const url = URL.parse(secret);
  const parts = url ? [url.pathname + url.search, url.username, url.password] : [];
  const words = url ? (url.pathname + url.search).split(/[/?&=]/) : [];
  return [secret, ...parts, ...words, ...[...parts, ...words].map(decodeOrKeep)]
    .filter((part) => part.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, part) => rest.replaceAll(part, `$${name}`), text);
}

export function hideSecretInOutcome(outcome: Outcome, name: string, secret: string): Outcome {
  if (outcome.type !== 'sent') return { ...outcome, reason: hideSecret(outcome.reason, name, secret) };
  return outcome.answer === undefined
    ? outcome
    : { ...outcome, answer: hideSecret(outcome.answer, name, secret) };
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
