import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { EDGES, FLOORS } from './floors.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * Packages that a pure file may import, because their functions depend on nothing but their arguments. date-fns only by
 * subpath (`date-fns` itself loads 250 modules); it computes in the time zone of the process unless it is given a
 * `TZDate`. Of `node:util` only `styleText` with `validateStream: false`, of `node:crypto` only `hash` is pure.
 */
const PURE_PACKAGES = [
  ...[
    'zod',
    'yaml',
    'fastest-levenshtein',
    'fast-string-width',
    'fast-wrap-ansi',
    'diff',
    'markdown-it',
    'smol-toml',
  ],
  ...['date-fns/add', 'date-fns/getQuarter', '@date-fns/tz/date', '@date-fns/tz/tzOffset'],
  ...[
    'culori/require',
    'css-tree/parser',
    'entities',
    'entities/decode',
    'feedsmith',
    'ical.js',
    'node:util',
    'node:crypto',
  ],
];

/** Of packages that are only partly pure: what a pure file may import by name. */
const PURE_NAMES: Readonly<Record<string, readonly string[]>> = {
  'node:util': ['styleText'],
  'node:crypto': ['hash'],
};

const MAX_LINES = 300;

/** A file with all that it imports: paths from the root, or names of packages. */
interface Module {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((file) => file.isFile() && ending.test(file.name))
    .map((file) => join(file.parentPath, file.name).slice(ROOT.length).replaceAll('\\', '/'))
    .toSorted();
}

const modules: readonly Module[] = [...filesIn('src', /\.(?:ts|astro)$/), ...filesIn('scripts', /\.ts$/)].map(
  (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  },
);

function importsOf(path: string, text: string): string[] {
  const code = path.endsWith('.astro') ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') : text;
  const names = ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
  return names.map((name) => resolveName(path, name));
}

function resolveName(path: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
}

/** What a file imports at run time: `import type` leaves nothing behind. */
function valueImportsOf(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  return source.statements
    .filter((statement) => ts.isImportDeclaration(statement))
    .filter((statement) => statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    .map(({ moduleSpecifier }) => resolveName(path, (moduleSpecifier as ts.StringLiteral).text));
}

/** Each import circle once, as `a -> b -> a`. */
function circlesIn(files: readonly Module[]): string[] {
  const importsFrom = new Map(files.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const target of importsFrom.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return circles;
}

/** `content` of `src/content/policy.ts`; undefined outside of `src`. */
function folderOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Whether a path lies in a folder that may touch the world. */
function isEdge(path: string): boolean {
  return path.split('/').some((part) => (EDGES as readonly string[]).includes(part));
}

/** The places in a file where a name is called or read, as `path:line`. */
function placesOf(
  { path, text }: Module,
  refuse: (node: ts.Node, source: ts.SourceFile) => string | undefined,
): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const places: string[] = [];
  const visit = (node: ts.Node): void => {
    const found = refuse(node, source);
    if (found)
      places.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${found}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return places;
}

/** What a node asks of the clock, of chance or of the process. */
function asksTheWorld(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    if (node.expression.getText(source) === 'Date' && (ts.isCallExpression(node) || !node.arguments?.length))
      return 'Date()';
  }
  if (ts.isPropertyAccessExpression(node) && ASKING.test(node.getText(source))) return node.getText(source);
  if (!ts.isIdentifier(node) || !OF_THE_WORLD.test(node.text)) return undefined;
  const isName = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  return isName || ts.isPropertyAssignment(node.parent) ? undefined : node.text;
}
const ASKING = /^(?:Date\.now|performance\.now|Math\.random|crypto\.\w+)$/;
const OF_THE_WORLD = /^(?:process|globalThis|fetch|setTimeout|setInterval|console|require)$/;

const inSource = modules.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.d.ts'));
const pure = inSource.filter(({ path }) => !isEdge(path));
const floorOf = new Map(
  FLOORS.flatMap((folders, floor) => Object.keys(folders).map((name) => [name, floor])),
);

describe('the floors', () => {
  test('name every folder of src', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).toSorted()).toEqual([...floorOf.keys()].toSorted());
  });

  test('hold every file of src', () => {
    expect(inSource.filter(({ path }) => folderOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  });

  test('every import leads to a lower floor', () => {
    const wrong = inSource.flatMap(({ path, imports }) => {
      const folder = folderOf(path) ?? '';
      return imports.flatMap((target) => {
        const other = folderOf(target);
        // A stylesheet is content, wherever it lies.
        if (other === undefined || other === folder || target.includes('.css')) return [];
        if (floorOf.get(other)! < floorOf.get(folder)!) return [];
        return [`${path} (floor ${floorOf.get(folder)}) imports ${target} (floor ${floorOf.get(other)})`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(circlesIn(modules)).toEqual([]);
  });

  test('nothing under src imports a script, a test or a file that a company owns', () => {
    const owned = /^(?:scripts|test|bench|incidents|components|policies)\//;
    const wrong = inSource.flatMap(({ path, imports }) =>
      imports.filter((target) => owned.test(target)).map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('pure files: all but those in an edge folder', () => {
  test('import no package that touches the world', () => {
    const wrong = pure.flatMap(({ path, imports }) =>
      imports
        .filter((name) => !name.startsWith('src/') && !PURE_PACKAGES.includes(name))
        .map((name) => `${path} imports ${name}; a pure file may import ${PURE_PACKAGES.join(', ')}`),
    );
    expect(wrong).toEqual([]);
  });

  test('import only the pure functions of node:util and node:crypto', () => {
    const wrong = pure.flatMap(({ path, text }) =>
      [...text.matchAll(/^import (.+) from '(node:\w+)';$/gm)]
        .filter(([, names, from]) => names !== `{ ${PURE_NAMES[from!]?.join(', ')} }`)
        .map(([line]) => `${path}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  test('import only types from edge folders', () => {
    const wrong = pure.flatMap(({ path, text }) =>
      valueImportsOf(path, text)
        .filter((target) => target.startsWith('src/') && isEdge(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('never ask the time, and know nothing of the process', () => {
    const wrong = pure.flatMap((module) => placesOf(module, asksTheWorld));
    expect(wrong).toEqual([]);
  });
});

test('the readers of this test see what they are to see', () => {
  const text = `import { a } from '../io/a.ts';\nimport type { B } from 'octokit';\nconst c = await import('node:fs');
new Date(); new Date(0); Date.now(); Date.UTC(1); process.exit(); a.process; ({ process: 1 });`;
  expect(importsOf('src/content/x.ts', text)).toEqual(['src/io/a.ts', 'octokit', 'node:fs']);
  expect(valueImportsOf('src/content/x.ts', text)).toEqual(['src/io/a.ts']);
  const module = (path: string, ...imports: string[]): Module => ({ path, text: '', imports });
  expect(circlesIn([module('a', 'b'), module('b', 'c'), module('c', 'b')])).toEqual(['b -> c -> b']);
  expect(importsOf('src/pages/x.astro', `---\n${text}\n---\n<p>import 'no'</p>`)).toHaveLength(3);
  expect(placesOf({ path: 'x.ts', text, imports: [] }, asksTheWorld)).toEqual([
    'x.ts:4 Date()',
    'x.ts:4 Date.now',
    'x.ts:4 process',
  ]);
});

test('only edge folders use git, GitHub and Astro', () => {
  const wrong = modules.flatMap(({ path, imports }) =>
    imports
      .filter(
        (name) =>
          (/octokit|child_process/.test(name) && path.startsWith('src/') && !isEdge(path)) ||
          (/^@?astro/.test(name) && !['site', 'ui', 'pages', 'cli', undefined].includes(folderOf(path))),
      )
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test(`no file is longer than ${MAX_LINES} lines`, () => {
  const long = modules
    .filter(({ path }) => !path.endsWith('.gen.ts'))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES);
  expect(long.map(({ path, lines }) => `${path} has ${lines} lines: which two things does it do?`)).toEqual(
    [],
  );
});

test('names are in lower case with hyphens, and say what a file holds', () => {
  const odd = modules.filter(({ path }) => {
    const name = basename(path).replace(
      /\.(?:gen\.ts|d\.ts|xml\.ts|[\w.-]*json\.ts|ics\.ts|svg\.ts|ts|astro)$/,
      '',
    );
    const route = path.startsWith('src/pages/') && /^\[(?:\.{3})?[a-z0-9-]+\]/.test(name);
    const component =
      path.startsWith('src/ui/') && path.endsWith('.astro') && /^[A-Z][A-Za-z0-9]*$/.test(name);
    return !route && !component && !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/.test(name);
  });
  expect(odd.map(({ path }) => path)).toEqual([]);
  const vague = modules.filter(({ path }) =>
    /^(?:utils?|helpers?|common|misc|shared|lib|types)$/.test(basename(path).replace(/\..*$/, '')),
  );
  expect(vague.map(({ path }) => path)).toEqual([]);
});

test('loading a module makes no formatter of Intl: the first one takes longer than most commands', () => {
  const wrong = modules.filter(({ text }) => /^(?:export )?const \w+ = new Intl\./m.test(text));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('nothing is exported by default, and no file only hands on what others export', () => {
  const wrong = modules
    // A declaration file describes what Vite's own imports give; a route hands on the one function that answers it.
    .filter(({ path }) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith('src/pages/'))
    .flatMap((module) =>
      placesOf(module, (node) => {
        if (
          ts.isExportAssignment(node) ||
          (ts.canHaveModifiers(node) &&
            ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
        )
          return 'exports by default';
        return ts.isExportDeclaration(node) && node.moduleSpecifier
          ? 'hands on what another file exports'
          : undefined;
      }),
    );
  expect(wrong).toEqual([]);
});
