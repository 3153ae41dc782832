import { minifySync } from 'vite';

/** Minifies a module's one exported function and code that calls it, as a script. */
export function minifyScript(module: string, call: (body: string) => string): string {
  const { code, errors } = minifySync('script.js', call(module.replace(/^export /m, '')));
  if (errors[0]) throw new Error(`Could not minify a script: ${errors[0].message}`);
  return code.trimEnd();
}
