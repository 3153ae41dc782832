import { z } from 'zod';
import { componentSchema } from './component.ts';
import { incidentSchema, maintenanceSchema, noticeSchema } from './incident.ts';
import { policySchema } from './policy.ts';
import { postmortemFileSchema } from './postmortem.ts';
import { siteSchema } from './site.ts';
import { wordsSchema } from './words.ts';

/** A JSON Schema in `schemas/`. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** The JSON Schemas for editors, generated from the validator's own schemas. */
export function generateJsonSchemas(): SchemaFile[] {
  const entry = z.union([incidentSchema, maintenanceSchema, noticeSchema]).meta({
    title: 'Incident, maintenance or notice',
    description: 'The front matter of a file in incidents/',
  });
  return [
    toSchemaFile('component', toJsonSchema(componentSchema)),
    toSchemaFile('incident', toJsonSchema(entry)),
    // A policy that extends another may omit anything but its name.
    toSchemaFile('policy', {
      ...(withSwitches(withoutRequired(toJsonSchema(policySchema))) as object),
      required: ['name'],
      $defs: { off: { enum: ['off', null], description: 'Removes this part of the extended policy' } },
    }),
    toSchemaFile('postmortem', toJsonSchema(postmortemFileSchema)),
    toSchemaFile('site', toJsonSchema(siteSchema)),
    toSchemaFile('words', toJsonSchema(wordsSchema)),
  ];
}

function toJsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function toSchemaFile(name: string, schema: object): SchemaFile {
  return { name: `${name}.schema.json`, text: `${JSON.stringify(schema, null, 2)}\n` };
}

function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => key !== 'required' || !Array.isArray(value));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutRequired(value)]));
}

/** Any part may be switched off where a policy extends another. */
function withSwitches(schema: unknown, isPolicy = true): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withSwitches(item, false));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]: [string, unknown]) => {
      if (key !== 'properties' || typeof value !== 'object' || value === null)
        return [key, withSwitches(value, false)];
      const properties = Object.entries(value).map(([name, one]: [string, unknown]) =>
        isPolicy && ['name', 'extends', 'replace'].includes(name)
          ? [name, one]
          : [name, { anyOf: [withSwitches(one, false), { $ref: '#/$defs/off' }] }],
      );
      return [key, Object.fromEntries(properties) as unknown];
    }),
  );
}
