import { expect, test } from 'vitest';
import { changesPage, renderPreviewComment } from '../../src/pull-requests/preview-comment.ts';

const HEAD = '0123456789abcdef0123456789abcdef01234567';
const ARTIFACT = 'https://github.com/acme/status/actions/runs/1/artifacts/2';
const PICTURES = {
  before: 'https://github.com/acme/status/raw/c0ffee/before.png',
  after: 'https://github.com/acme/status/raw/c0ffee/after.png',
};

test('a preview shows the home page before and after, and links the whole page', () => {
  expect(renderPreviewComment({ head: HEAD, artifact: ARTIFACT, pictures: PICTURES, hasErrors: false }))
    .toMatchInlineSnapshot(`
    "<!-- candor:preview 0123456789abcdef0123456789abcdef01234567 -->
    ### The page with this change

    | before | after |
    | --- | --- |
    | <img src="https://github.com/acme/status/raw/c0ffee/before.png" alt="The home page before the change" width="400"> | <img src="https://github.com/acme/status/raw/c0ffee/after.png" alt="The home page after the change" width="400"> |

    [The whole page](https://github.com/acme/status/actions/runs/1/artifacts/2) of 0123456789 as a ZIP file, for 7 days. Unpack it, and run \`npx serve\` in its folder. It was built with the Candor of the default branch.
    "
  `);
});

test('a preview without a picture says why', () => {
  const pictureProblem = 'There is no picture, because this runner has no Chromium.';
  const text = renderPreviewComment({ head: HEAD, artifact: ARTIFACT, pictureProblem, hasErrors: true });
  expect(text).toContain(pictureProblem);
  expect(text).toContain('Files with errors are shown in their last valid version.');
  expect(text).not.toContain('<img');
});

test('a change that the home page does not show is said to be one', () => {
  const text = renderPreviewComment({ head: HEAD, artifact: ARTIFACT, hasErrors: false });
  expect(text).toContain('The home page looks the same as before.');
});

test.each([
  ['status.yaml', true],
  ['components/checkout.md', true],
  ['brand/custom.css', true],
  ['words/pt.yaml', true],
  ['README.md', false],
  ['.github/workflows/deploy.yml', false],
  ['docs/incidents/a.md', false],
])('a change of %s changes the page: %s', (path, expected) => {
  expect(changesPage({ files: [], otherPaths: [path] })).toBe(expected);
});
