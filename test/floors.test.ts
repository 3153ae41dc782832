import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Each room, and the rooms that it may know: all of them lie below it. A new room takes its place here. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  wording: [],
  witness: ['core'],
  deadlines: ['core'],
  rules: ['core', 'wording', 'witness'],
  record: ['core', 'deadlines'],
  report: ['core', 'rules', 'deadlines', 'record'],
  import: ['core', 'report'],
  respond: ['core', 'rules', 'deadlines', 'report'],
  intake: ['core', 'report', 'respond'],
  postmortem: ['core', 'rules', 'deadlines', 'record', 'report', 'respond'],
  github: ['core', 'rules', 'deadlines', 'record', 'report', 'respond', 'intake', 'postmortem'],
  setup: ['core', 'rules', 'report', 'github'],
  io: [
    'core',
    'rules',
    'deadlines',
    'record',
    'report',
    'witness',
    'respond',
    'intake',
    'postmortem',
    'github',
    'setup',
  ],
  site: ['core', 'rules', 'deadlines', 'record', 'report', 'io'],
  ui: ['core', 'site'],
  pages: ['core', 'site', 'ui'],
};

/** The rooms that touch nothing of the world and never ask the time. */
const PURE = [
  'core',
  'wording',
  'witness',
  'deadlines',
  'rules',
  'record',
  'report',
  'import',
  'respond',
  'intake',
  'postmortem',
  'github',
  'setup',
];

/** What the pure rooms take from outside: functions of their arguments. */
const PURE_PACKAGES = ['zod', 'yaml', 'gray-matter', 'fastest-levenshtein', 'diff', 'markdown-it'];

const LONGEST = 220;

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
  return names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}

/** `core` of `src/content/policy.ts`; undefined outside of the rooms. */
function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
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

const pure = modules.filter(({ path }) => PURE.includes(roomOf(path) ?? ''));

describe('the rooms', () => {
  test('the list of rooms is the list of folders', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).toSorted()).toEqual(Object.keys(ROOMS).toSorted());
  });

  test('every file under src is in a room', () => {
    const stray = modules.filter(
      ({ path }) => path.startsWith('src/') && roomOf(path) === undefined && !path.endsWith('.d.ts'),
    );
    expect(stray.map(({ path }) => path)).toEqual([]);
  });

  test('no room knows itself by another: an arrow only goes down', () => {
    const below = (room: string, seen: readonly string[] = []): string[] =>
      ROOMS[room]!.flatMap((other) =>
        seen.includes(other) ? [`${room} -> ${other} goes in a circle`] : below(other, [...seen, room]),
      );
    expect(Object.keys(ROOMS).flatMap((room) => below(room))).toEqual([]);
  });

  test('every import leads to a room below', () => {
    const wrong = modules.flatMap(({ path, imports }) => {
      const room = roomOf(path);
      return imports.flatMap((target) => {
        const other = roomOf(target);
        // A style sheet is content, wherever it lies.
        if (room === undefined || other === undefined || other === room || target.includes('.css')) return [];
        if (ROOMS[room]?.includes(other)) return [];
        return [`${path} imports ${target}: ${room} may know ${ROOMS[room]?.join(', ') || 'no other room'}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('nothing under src imports a command, a test or a file that a company owns', () => {
    const wrong = modules.flatMap(({ path, imports }) =>
      imports
        .filter(
          (target) =>
            path.startsWith('src/') && /^(?:scripts|test|bench|incidents|components|policies)\//.test(target),
        )
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the pure rooms', () => {
  test('import nothing that touches the world', () => {
    const wrong = pure.flatMap(({ path, imports }) =>
      imports
        .filter((name) => !name.startsWith('src/') && !PURE_PACKAGES.includes(name))
        .map((name) => `${path} imports ${name}; a pure room takes ${PURE_PACKAGES.join(', ')}`),
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
  expect(importsOf('src/core/x.ts', text)).toEqual(['src/io/a.ts', 'octokit', 'node:fs']);
  expect(importsOf('src/pages/x.astro', `---\n${text}\n---\n<p>import 'no'</p>`)).toHaveLength(3);
  expect(placesOf({ path: 'x.ts', text, imports: [] }, asksTheWorld)).toEqual([
    'x.ts:4 Date()',
    'x.ts:4 Date.now',
    'x.ts:4 process',
  ]);
});

test('only the edges and the commands speak to git, GitHub and Astro', () => {
  const wrong = modules.flatMap(({ path, imports }) =>
    imports
      .filter(
        (name) =>
          (/octokit|child_process/.test(name) && roomOf(path) !== 'io' && roomOf(path) !== undefined) ||
          (/^@?astro/.test(name) && !['site', 'ui', 'pages', undefined].includes(roomOf(path))),
      )
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test(`no file is longer than ${LONGEST} lines`, () => {
  const long = modules
    .filter(({ path }) => !path.endsWith('.gen.ts'))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LONGEST);
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

test('nothing is exported by default, and no file only hands on what others export', () => {
  const wrong = modules
    // A route hands on the one function that answers it.
    .filter(({ path }) => path.endsWith('.ts') && !path.startsWith('src/pages/'))
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
