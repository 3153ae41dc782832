import { hash } from 'node:crypto';

/** A short id to tell texts apart, 64 bits long. Not for security. */
export function hashText(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}
