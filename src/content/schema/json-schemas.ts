import { z } from 'zod';
import { componentSchema } from './component.ts';
import { incidentSchema, maintenanceSchema } from './incident.ts';
import { policySchema } from './policy.ts';
import { postmortemFileSchema } from './postmortem.ts';
import { siteSchema } from './site.ts';

/** A JSON Schema file: its name in `schemas/` and its text. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** The JSON Schemas for editors, from the same source as the validator. */
export function jsonSchemas(): SchemaFile[] {
  const entry = z
    .union([incidentSchema, maintenanceSchema])
    .meta({ title: 'Incident or maintenance', description: 'The front matter of a file in incidents/' });
  return [
    fileOf('component', schemaOf(componentSchema)),
    fileOf('incident', schemaOf(entry)),
    // A policy that extends another needs only what it changes, so nothing but its name is required.
    fileOf('policy', { ...(withoutRequired(schemaOf(policySchema)) as object), required: ['name'] }),
    fileOf('postmortem', schemaOf(postmortemFileSchema)),
    fileOf('site', schemaOf(siteSchema)),
  ];
}

function schemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function fileOf(name: string, schema: object): SchemaFile {
  return { name: `${name}.schema.json`, text: `${JSON.stringify(schema, null, 2)}\n` };
}

function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => key !== 'required' || !Array.isArray(value));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutRequired(value)]));
}
