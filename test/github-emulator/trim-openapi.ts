import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS } from './permissions.ts';

// Renews fixtures/openapi.json: GitHub's own description of the requests that the emulator answers. Run it by hand after a
// change of permissions.ts or of the version: `node test/github-emulator/trim-openapi.ts`.

const SOURCE = '@octokit/openapi@23.0.2';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

type Json = Record<string, unknown>;

/** GitHub's whole description, 13 MB, out of a package that holds 390 MB: it is fetched, read and thrown away. */
function fetched(): Json {
  const folder = mkdtempSync(join(tmpdir(), 'candor-openapi-'));
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const file = run('npm', 'pack', '--silent', SOURCE).trim();
    const path = 'package/generated/api.github.com.json';
    run('tar', 'xzf', file, path);
    return JSON.parse(readFileSync(join(folder, path), 'utf8')) as Json;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without prose and examples; ajv refuses a `nullable` without a `type`. */
function bare(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => bare(each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const isName = key === 'properties';
    if (!isName && ['example', 'examples', 'x-github', 'externalDocs', 'deprecated'].includes(name))
      return [];
    if (!isName && name === 'description' && typeof inner === 'string') return [];
    if (!isName && name === 'nullable' && !('type' in value)) return [];
    return [[name, bare(inner, name)]];
  });
  return Object.fromEntries(entries);
}

/** Everything that is pointed at from what is kept, and from there on. */
function pointedAt(whole: Json, kept: unknown, found: Json = {}): Json {
  for (const [, path = ''] of JSON.stringify(kept).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)) {
    if (path in found) continue;
    const [kind = '', name = ''] = path.split('/');
    found[path] = bare(((whole['components'] as Json)[kind] as Json)[name]);
    pointedAt(whole, found[path], found);
  }
  return found;
}

const whole = fetched();
const missing = new Set(Object.keys(OPERATIONS));
const paths: Record<string, Json> = {};
for (const [path, methods] of Object.entries(whole['paths'] as Record<string, Json>)) {
  for (const method of METHODS) {
    const operation = methods[method] as Json | undefined;
    const id = String(operation?.['operationId']);
    if (!missing.delete(id)) continue;
    const { parameters, requestBody } = operation!;
    (paths[path] ??= {})[method] = {
      operationId: id,
      ...(parameters !== undefined && { parameters: bare(parameters) }),
      ...(requestBody !== undefined && { requestBody: bare(requestBody) }),
      responses: { default: { description: '' } },
    };
  }
}
if (missing.size > 0) throw new Error(`GitHub does not describe ${[...missing].join(', ')}`);

const components: Record<string, Json> = {};
for (const [path, value] of Object.entries(pointedAt(whole, paths))) {
  const [kind = '', name = ''] = path.split('/');
  (components[kind] ??= {})[name] = value;
}
const { openapi, info } = whole;
const trimmed = { openapi, info: bare(info), 'x-source': SOURCE, paths, components };
writeFileSync(new URL('fixtures/openapi.json', import.meta.url), `${JSON.stringify(trimmed)}\n`);
process.stdout.write(`${Object.keys(OPERATIONS).length} operations of ${SOURCE}\n`);
