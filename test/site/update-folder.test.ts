import { expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { moveFiles } from '../../src/site/update-folder.ts';

test('compressed versions are published with their page: styles first, the home page last', () => {
  const paths = ['index.html.br', 'index.html', 'a/index.html.gz', 'a/index.html', 'z.css', 'z.css.br'];
  const side = scratch(Object.fromEntries(paths.map((path) => [path, path])));
  const moved = [...moveFiles(side, scratch({}))];
  expect(moved.slice(0, 2).toSorted()).toEqual(['z.css', 'z.css.br']);
  expect(moved.slice(-2).toSorted()).toEqual(['index.html', 'index.html.br']);
});
