import { hash } from 'node:crypto';

/** A script that pages inline; `hash` is for the content security policy. */
export interface ClientScript {
  readonly text: string;
  readonly hash: string;
}

/** Runs a function once the page is read. @param minified a script that is one function */
export function createClientScript(minified: string): ClientScript {
  const text = `addEventListener(\`DOMContentLoaded\`,${minified.replace(/^function \w+\(\)/, '()=>')});`;
  return { text, hash: `'sha256-${hash('sha256', text, 'base64')}'` };
}
