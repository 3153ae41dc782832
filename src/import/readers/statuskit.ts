import { readHugoPosts } from './cstate.ts';
import type { InputFile, Reader } from './reader.ts';

/** netlify-statuskit: Hugo, `site/content/incidents/*.md` with TOML front matter and no end. */
export const statuskitReader: Reader = {
  format: 'statuskit',
  expects: 'site/content/incidents/*.md with title, date and affectedsystems, and site/config.toml',
  recognises: (files) =>
    posts(files).some(
      ({ text }) => text.trimStart().startsWith('+++') && /^affectedsystems\s*=/m.test(text.slice(0, 4000)),
    ),
  read: (input) => readHugoPosts(input, 'statuskit', posts(input.files)),
};

function posts(files: readonly InputFile[]): InputFile[] {
  const all = files.filter(
    ({ path }) =>
      /\.(?:md|markdown)$/i.test(path) &&
      !/(?:^|\/)(?:_index|README|CHANGELOG|LICENSE)\b/i.test(path) &&
      !/(?:^|\/)(?:themes|archetypes|node_modules)\//.test(path),
  );
  const inFolder = all.filter(({ path }) => /(?:^|\/)incidents\//.test(path));
  return inFolder.length > 0 ? inFolder : all;
}
