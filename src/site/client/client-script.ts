import { hash } from 'node:crypto';

/** A script that pages inline; `hash` is for the content security policy. */
export interface ClientScript {
  readonly text: string;
  readonly hash: string;
}

/**
 * Runs a function once the page is read, or at once.
 * @param minified a script that is one function
 */
export function createClientScript(minified: string, when: 'read' | 'at once' = 'read'): ClientScript {
  const code = minified.replace(/^function \w+\(\)/, '()=>');
  const text = when === 'read' ? `addEventListener(\`DOMContentLoaded\`,${code});` : `(${code})();`;
  return { text, hash: `'sha256-${hash('sha256', text, 'base64')}'` };
}
