import { minifySync } from 'vite';

/** Minifies a script. Names at its top level stay as they are. `export` is removed. */
export function minifyScript(text: string): string {
  const { code, errors } = minifySync('script.js', text.replace(/^export /m, ''));
  if (errors[0]) throw new Error(`Could not minify a script: ${errors[0].message}`);
  return code.trimEnd();
}
