import { describe, expect, test } from 'vitest';
import {
  isOlderVersion,
  MANIFEST_PATH,
  parseManifest,
  planManagedFiles,
  recordFiles,
} from '../../src/setup/managed-files.ts';
import type { Manifest } from '../../src/setup/managed-files.ts';

const PATH = '.github/workflows/validate.yml';

/** The repository after a version of Candor generated these files. */
function generated(text: string): { present: Map<string, string>; manifest: Manifest } {
  const actions = planManagedFiles([{ path: PATH, text }], new Map(), undefined, '1.0.0');
  const present = new Map(
    actions.flatMap((one) => (one.type === 'write-file' ? [[one.path, one.text]] : [])),
  );
  return { present, manifest: parseManifest(present.get(MANIFEST_PATH))! };
}

describe('versions', () => {
  test.each([
    ['0.9.1', '0.10.0', true],
    ['0.10.0', '0.9.1', false],
    ['1.0.0', '1.0.0', false],
    ['1.2.3', '1.2.4', true],
    ['2.0.0', '1.9.9', false],
    ['1.0.0-rc.1', '1.0.0', false],
    ['1.0.0', '1.0.1-rc.1', true],
    ['1.0.0', 'none', false],
  ])('%s is older than %s: %s', (version, than, expected) => {
    expect(isOlderVersion(version, than)).toBe(expected);
  });
});

describe('candor upgrade', () => {
  test.each<[string, string | undefined, string | undefined, string[]]>([
    ['nothing changed', 'one', 'one', []],
    ['git changed the line ends', 'one\r\n', 'one\n', []],
    ['a file is new', undefined, 'two', [`write-file ${PATH}`]],
    ['Candor changed a file', 'one', 'two', [`write-file ${PATH}`]],
    ['a person changed a file', 'mine', 'two', [`leave-file ${PATH}`]],
    ['a person changed a file as Candor does now', 'two', 'two', []],
    ['Candor no longer generates a file', 'one', undefined, [`remove-file ${PATH}`]],
    ['Candor no longer generates a file that a person changed', 'mine', undefined, [`leave-file ${PATH}`]],
  ])('where %s', (name, before, after, expected) => {
    const { present, manifest } = generated(before === 'one\r\n' ? 'one\n' : 'one');
    const known = name === 'a file is new' ? { ...manifest, files: {} } : manifest;
    if (before === undefined) present.delete(PATH);
    else present.set(PATH, before);
    const wanted = after === undefined ? [] : [{ path: PATH, text: after }];
    const actions = planManagedFiles(wanted, present, known, '1.1.0');
    expect(
      actions.filter(({ path }) => path !== MANIFEST_PATH).map((one) => `${one.type} ${one.path}`),
    ).toEqual(expected);
  });

  test('a file that a person removed is not added again', () => {
    const { manifest } = generated('one');
    const [action] = planManagedFiles([{ path: PATH, text: 'two' }], new Map(), manifest, '1.1.0');
    expect(action).toEqual({ type: 'leave-file', path: PATH, wanted: 'two' });
  });

  test('what a person changed stays theirs in every later version', () => {
    let { present, manifest } = generated('one');
    for (const version of ['1.1.0', '1.2.0']) {
      present = new Map([...present, [PATH, 'mine']]);
      const actions = planManagedFiles([{ path: PATH, text: version }], present, manifest, version);
      expect(actions.find(({ path }) => path === PATH)).toMatchObject({ type: 'leave-file', before: 'mine' });
      const written = actions.find(({ path }) => path === MANIFEST_PATH);
      manifest = parseManifest(written?.type === 'write-file' ? written.text : undefined)!;
      expect(manifest.version).toBe(version);
    }
  });

  test.each([
    ['Candor generates it as before', 'one', undefined],
    ['Candor changed it too', 'two', true],
  ])('a file that a person changed stays where %s', (_, wanted, isBehind) => {
    const { present, manifest } = generated('one');
    present.set(PATH, 'mine');
    const [action] = planManagedFiles([{ path: PATH, text: wanted }], present, manifest, '1.1.0');
    expect(action).toEqual({ type: 'leave-file', path: PATH, before: 'mine', wanted, isBehind });
  });

  const lines = (...changed: string[]): string =>
    ['on: push', 'a: 1', 'b: 1', 'c: 1', 'd: 1', 'e: 1', 'f: 1', ...changed].join('\n') + '\n';
  test.each([
    ['has not taken over the change', lines().replace('a: 1', 'a: mine'), true],
    [
      'has taken it over beside their own',
      lines('g: 1').replace('a: 1', 'a: mine').replace('e: 1', 'e: 2'),
      undefined,
    ],
    ['has taken over a part of it', lines().replace('a: 1', 'a: mine').replace('e: 1', 'e: 2'), true],
    [
      'has taken it over, with other line ends',
      lines('g: 1').replace('a: 1', 'a: mine').replace('e: 1', 'e: 2').replaceAll('\n', '\r\n'),
      undefined,
    ],
  ])('a file that Candor and a person changed is behind unless the person %s', (_name, own, isBehind) => {
    const { present, manifest } = generated(lines());
    present.set(PATH, own);
    const wanted = [{ path: PATH, text: lines('g: 1').replace('e: 1', 'e: 2') }];
    const bases = new Map([[PATH, lines()]]);
    const [action] = planManagedFiles(wanted, present, manifest, '1.1.0', bases);
    expect(action).toMatchObject({ type: 'leave-file', path: PATH });
    expect(action).toHaveProperty('before', own);
    expect((action as { isBehind?: true }).isBehind).toBe(isBehind);
  });

  test('a second upgrade does nothing', () => {
    const { present, manifest } = generated('one');
    expect(planManagedFiles([{ path: PATH, text: 'one' }], present, manifest, '1.0.0')).toEqual([]);
  });

  test('a file that another command renewed is still Candor’s', () => {
    const { present, manifest } = generated('one');
    const recorded = parseManifest(recordFiles(manifest, [{ path: PATH, text: 'new people' }]))!;
    present.set(PATH, 'new people');
    const [action] = planManagedFiles([{ path: PATH, text: 'two' }], present, recorded, '1.1.0');
    expect(action).toMatchObject({ type: 'write-file', text: 'two' });
    expect(recordFiles(manifest, [{ path: 'other', text: 'x' }])).toBeUndefined();
  });

  test.each([undefined, '', '{', '[]', '{"version":1}'])('a record %j is ignored', (text) => {
    expect(parseManifest(text)).toBeUndefined();
  });
});
