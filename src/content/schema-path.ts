import type { z } from 'zod';
import type { FieldPath } from './yaml.ts';

/** A schema, and the data that was checked by it: of a union the data shows which option was meant. */
export interface CheckedData {
  readonly schema: z.ZodType;
  readonly data: unknown;
}

/** The keys that the schema knows at a path. */
export function keysAt(checked: CheckedData, path: FieldPath): string[] {
  const at = unwrapSchema(schemaAt(checked, path));
  return at?.def.type === 'object' ? Object.keys((at as z.ZodObject).shape) : [];
}

/** The values of an enumeration. */
export function optionsAt(checked: CheckedData, path: FieldPath): string[] {
  const at = unwrapSchema(schemaAt(checked, path));
  return at?.def.type === 'enum' ? (at as z.ZodEnum).options.map(String) : [];
}

/** The values of the key by which the options of a union differ: the names of channels. */
export function discriminatorsAt(checked: CheckedData, path: FieldPath): string[] {
  const at = unwrapSchema(schemaAt(checked, path.slice(0, -1), false));
  const key = path.at(-1);
  if (at?.def.type !== 'union' || key === undefined) return [];
  return optionsOf(at).flatMap((option) => literalsOf(option, key));
}

/** @param chooses whether to go on into the option of a union that the data was meant for */
export function schemaAt(
  { schema, data }: CheckedData,
  path: FieldPath,
  chooses = true,
): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  let value = data;
  for (const step of path) {
    const inner = chooseOption(unwrapSchema(at), value);
    if (inner?.def.type === 'object')
      at = (inner as z.ZodObject).shape[step as string] as z.ZodType | undefined;
    else if (inner?.def.type === 'record') at = (inner as z.ZodRecord).valueType as z.ZodType;
    else if (inner?.def.type === 'array') at = (inner as z.ZodArray).element as z.ZodType;
    else return undefined;
    value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  }
  return chooses ? (chooseOption(unwrapSchema(at), value) ?? at) : at;
}

export function unwrapSchema(schema: z.ZodType | undefined): z.ZodType | undefined {
  type Wrapper = z.ZodType & { def: { innerType?: z.ZodType; in?: z.ZodType; getter?: () => z.ZodType } };
  let at = schema as Wrapper | undefined;
  while (at) {
    const inner = at.def.innerType ?? at.def.in ?? at.def.getter?.();
    if (!inner) return at;
    at = inner as Wrapper;
  }
  return at;
}

function optionsOf(schema: z.ZodType): z.ZodType[] {
  return (schema as z.ZodUnion).options as z.ZodType[];
}

function literalsOf(option: z.ZodType, key: string | number): string[] {
  const object = unwrapSchema(option);
  const field = object?.def.type === 'object' ? (object as z.ZodObject).shape[key as string] : undefined;
  const literal = unwrapSchema(field as z.ZodType | undefined);
  return literal?.def.type === 'literal' ? [...(literal as z.ZodLiteral).values].map(String) : [];
}

/** The option with the discriminator of the data or, of others, the only one with its type. */
function chooseOption(schema: z.ZodType | undefined, data: unknown): z.ZodType | undefined {
  if (schema?.def.type !== 'union') return schema;
  const { discriminator } = schema.def as { discriminator?: string };
  const options = optionsOf(schema);
  if (discriminator !== undefined) {
    const value = String((data as Record<string, unknown> | null | undefined)?.[discriminator]);
    return options.find((option) => literalsOf(option, discriminator).includes(value));
  }
  const type = Array.isArray(data) ? 'array' : typeof data;
  const fitting = options.filter((option) => unwrapSchema(option)?.def.type === type);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The data at a path, or undefined where there is none. */
export function valueAt(data: unknown, path: FieldPath): unknown {
  let value = data;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}
