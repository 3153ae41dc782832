import { readFile } from 'node:fs/promises';
import { minify } from 'vite';
import type { Plugin } from 'vite';

const QUERY = /\?minified$/;

/** A Vite plugin: `import text from './script.js?minified'` gives the minified text of a script, without its `export`. */
export function minifiedScripts(): Plugin {
  return {
    name: 'candor-minified-scripts',
    enforce: 'pre',
    load: {
      filter: { id: QUERY },
      async handler(id) {
        const file = id.replace(QUERY, '');
        this.addWatchFile(file);
        const source = (await readFile(file, 'utf8')).replace(/^export /m, '');
        const { code, errors } = await minify('script.js', source);
        if (errors[0]) this.error(`Could not minify ${file}: ${errors[0].message}`);
        return `export default ${JSON.stringify(code.trimEnd())};`;
      },
    },
  };
}
