import { createClientScript } from './client-script.ts';
// oxlint-disable-next-line import/default -- Vite gives the minified text of a file as its default export.
import source from './copy.js?minified';

/** The script of pages with something to copy. */
export const copyScript = createClientScript(source);
