import { expect, test } from 'vitest';
import { openCleanRecord } from '../../../src/rules/io/clean-record.ts';
import { scratch } from '../../support/scratch.ts';

const SOURCES = { policies: [], components: [], incidents: [], postmortems: [] };
const [ONE, TWO] = ['one', 'two'].map((id) => ({ path: `incidents/${id}.md`, text: id }));

const recordOf = async (folder: string, code = 'code', sources: object = {}) =>
  (await openCleanRecord('/root', { ...SOURCES, ...sources }, { code, folder }))!;

async function filled(): Promise<string> {
  const folder = scratch();
  const record = await recordOf(folder);
  record.files.add(ONE!, 'given – 给');
  await record.save();
  return folder;
}

test('the next run knows what was clean', async () => {
  const { files } = await recordOf(await filled());
  expect([files.get(ONE!), files.get(TWO!)]).toEqual(['given – 给', undefined]);
});

test.each([
  ['other code', 'other code', {}],
  ['another setting', 'code', { site: { path: 'status.yaml', text: 'name: Other\n' } }],
])('with %s, nothing is known', async (_, code, sources) => {
  const { files } = await recordOf(await filled(), code, sources);
  expect([files.get(ONE!), files.get(TWO!)]).toEqual([undefined, undefined]);
});
