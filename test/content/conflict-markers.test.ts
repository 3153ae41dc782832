import { expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { PRESETS } from '../support/example-content.ts';

const CONFLICT = '<<<<<<< HEAD\nname: A\n||||||| base\nname: C\n=======\nname: B\n>>>>>>> other\n';

test.each([
  'incidents/2026-11-22-a.md',
  'postmortems/2026-11-22-a.md',
  'components/a.md',
  'policies/vayva.yaml',
  'status.yaml',
])('conflict markers in %s are findings, and the only ones', (path) => {
  const file = { path, text: path.endsWith('.md') ? `---\n${CONFLICT}---\n` : CONFLICT };
  const within = (folder: string) => (path.startsWith(folder) ? [file] : []);
  const { diagnostics } = parseContent({
    site:
      path === 'status.yaml'
        ? file
        : { path: 'status.yaml', text: 'name: S\nurl: https://s.example\npolicy: vayva\n' },
    policies: path.startsWith('policies') ? [file] : PRESETS,
    components: within('components'),
    incidents: within('incidents'),
    postmortems: within('postmortems'),
  });
  expect(diagnostics.filter(({ location }) => location.path === path).map(({ message }) => message)).toEqual([
    '"<<<<<<< HEAD" is a conflict marker of git.',
    '"||||||| base" is a conflict marker of git.',
    '"=======" is a conflict marker of git.',
    '">>>>>>> other" is a conflict marker of git.',
  ]);
});
