import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { postmortemRoot } from '../../src/files/read-content.ts';

test.each(['postmortems:', '"postmortems":', 'postmortems :', String.raw`"post\x6dortems":`])(
  'V11.3: %s names the folder of the postmortems, as YAML may write it',
  (key) => {
    const text = `name: A\nurl: https://a.example/\npolicy: vayva\n${key} ../private\n`;
    expect(postmortemRoot('/page', { path: 'status.yaml', text }, {})).toBe(resolve('/private'));
  },
);
