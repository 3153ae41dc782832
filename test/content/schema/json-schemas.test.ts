import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateJsonSchemas } from '../../../src/content/schema/json-schemas.ts';

const folder = new URL('../../../schemas/', import.meta.url);

test('the JSON Schemas in the repository are those of the validator', () => {
  const written = Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
  expect(written).toEqual(Object.fromEntries(generateJsonSchemas().map(({ name, text }) => [name, text])));
});
