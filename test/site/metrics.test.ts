import parse from 'parse-prometheus-text-format';
import { expect, test } from 'vitest';
import { renderMetrics } from '../../src/site/metrics.ts';
import { at, viewFor } from '../support/status-view-from-files.ts';
import type { PageFiles } from '../support/status-view-from-files.ts';
import { SITUATIONS } from './sample-incidents.ts';

/** The values of a family by their labels. */
function read(files: PageFiles, family: string): Record<string, number> {
  const found = parse(renderMetrics(viewFor(files))).find(({ name }) => name === family);
  return Object.fromEntries(
    (found?.metrics ?? []).map(({ labels = {}, value }) => [Object.values(labels).join(' '), Number(value)]),
  );
}

/** The text format, version 0.0.4, line by line. */
const LINE =
  /^(?:# HELP [a-z_]+ [^\n]+|# TYPE [a-z_]+ gauge|[a-z_]+(?:\{[a-z]+="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-z]+="(?:[^"\\\n]|\\[\\"n])*")*\})? -?\d+(?:\.\d+)?)$/;

test.each(Object.entries(SITUATIONS))('is what a scraper reads: %s', (_, files) => {
  const text = renderMetrics(viewFor(files));
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.trimEnd().split('\n');
  expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
  const samples = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));
  expect(new Set(samples).size).toBe(samples.length);
  expect(text).not.toMatch(/secret|amina/);
});

test('each component is in one state', () => {
  const states = read(SITUATIONS['open SEV-1']!, 'candor_component_state');
  expect(Object.keys(states).filter((labels) => states[labels] === 1)).toEqual([
    'checkout Checkout Store degraded',
    'orders Orders Store operational',
    'whatsapp WhatsApp degraded',
  ]);
});

test('open incidents, and the times of their last and next updates', () => {
  const files = SITUATIONS['open SEV-1']!;
  expect(read(files, 'candor_incidents_open')).toEqual({ none: 0, minor: 0, major: 0, critical: 1 });
  const incident = '2026-11-22-pay Nobody can pay';
  const [heard, hears] = ['last', 'next'].map((which) => `candor_incident_${which}_update_timestamp_seconds`);
  expect(read(files, heard!)).toEqual({ [incident]: at('09:40') / 1000 });
  expect(read(files, hears!)).toEqual({ [incident]: at('10:10') / 1000 });
  expect(read(files, 'candor_page_changed_timestamp_seconds')).toEqual({ '': at('09:40') / 1000 });
  expect(read(files, 'candor_page_built_timestamp_seconds')).toEqual({ '': at('12:00') / 1000 });
});

test('maintenance under way and to come', () => {
  expect(read(SITUATIONS['open maintenance']!, 'candor_maintenances')).toEqual({
    'under-way': 1,
    upcoming: 0,
  });
  expect(read(SITUATIONS['upcoming maintenance']!, 'candor_maintenances')).toEqual({
    'under-way': 0,
    upcoming: 1,
  });
});

test('names of any kind are labels', () => {
  const components = { odd: String.raw`name: 'a "b" \ c {d="e"} 🧯'` };
  const labels = Object.keys(read({ components }, 'candor_component_state'));
  expect(labels).toContain(String.raw`odd a "b" \ c {d="e"} 🧯 operational`);
});
