import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NINE_DAYS_INCIDENT, WIDE_OUTAGE_FILES } from '../../bench/look/screenshot-incidents.ts';
import {
  BASE_FILES,
  FORTY_COMPONENTS,
  STATUS_YAML,
  renderComponentFiles,
} from '../../bench/look/screenshot-content.ts';
import { build, read, temporary, writeFiles } from '../support/shop-site.ts';
import type { Files } from '../support/shop-files.ts';

const { folder, remove } = temporary();
afterAll(remove);

function buildFiles(name: string, files: Files): string {
  const root = join(folder, name);
  writeFiles(root, files);
  return build(root).dist;
}

const groupsOf = (html: string): string[] =>
  [
    ...html.matchAll(
      /<details class="group" id="g-\d+"( open)?>\s*<summary>\s*<h3>\s*<bdi>([^<]*)<\/bdi>\s*<\/h3>.*?<span>([^<]*)<\/span><\/span>\s*<\/summary>/gs,
    ),
  ].map(([, open, name, state]) => `${name}: ${state}${open ? ', open' : ''}`);

describe('80 of 300 components in 30 groups', () => {
  let home: string;
  beforeAll(() => {
    home = read(buildFiles('regions', WIDE_OUTAGE_FILES), 'index.html');
  });

  test('groups have a state, and only those with something wrong are open', () => {
    const groups = groupsOf(home);
    expect(groups).toHaveLength(30);
    expect(groups.slice(1, 9)).toEqual([
      'Region 2: Down, open',
      ...[3, 4, 5, 6, 7, 8].map((region) => `Region ${region}: Partly down, open`),
      'Region 9: Working',
    ]);
  });

  test('six of what is affected are shown, the others are folded by group', () => {
    const facts = /<dl class="facts">.*?<\/dl>/s.exec(home)![0];
    const [shown, folded] = facts.split('<details') as [string, string];
    expect(shown.match(/<li>/g)).toHaveLength(6);
    expect(folded).toContain('<summary>and 74 more</summary>');
    expect(folded.match(/<b dir="auto">Region \d+<\/b>/g)).toHaveLength(8);
  });
});

test('up to 12 components, all groups are open; above, those where all is well are closed', () => {
  const few = groupsOf(read(buildFiles('few', BASE_FILES), 'index.html'));
  expect(few).toEqual([
    'Your shop: Working, open',
    'Your work: Working, open',
    'For developers: Working, open',
  ]);
  const many = { 'status.yaml': STATUS_YAML, ...renderComponentFiles(FORTY_COMPONENTS.slice(0, 15)) };
  expect(groupsOf(read(buildFiles('many', many), 'index.html'))).toEqual([
    'Frankfurt: Working',
    'Dublin: Working',
    'Lagos: Working',
  ]);
});

describe('an incident of nine days', () => {
  let dist: string;
  beforeAll(() => {
    dist = buildFiles('nine', { ...BASE_FILES, 'incidents/2026-11-13-messages.md': NINE_DAYS_INCIDENT });
  });

  test('has days as headings, and says how long after each other its updates came', () => {
    const page = read(dist, 'incidents/2026-11-13-messages/index.html');
    expect(page.match(/<h3 class="day">[^<]*/g)?.slice(0, 2)).toEqual([
      '<h3 class="day">Sat 21 Nov',
      '<h3 class="day">Fri 20 Nov',
    ]);
    expect(page.match(/ · \+6h/g)!.length).toBeGreaterThan(30);
  });

  test('is the first thing on the page of its component', () => {
    const page = read(dist, 'components/messages/index.html');
    const places = ['<h1', 'Messages still arrive', 'id="content"'].map((part) => page.indexOf(part));
    expect(places).not.toContain(-1);
    expect(page.indexOf('Messages still arrive')).toBeLessThan(page.indexOf('Availability'));
    expect(page.match(/Messages arrive hours late<\/a>\s*<\/h2>/g)).toHaveLength(1);
  });
});
