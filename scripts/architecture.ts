import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runScript } from '../src/cli/run-candor.ts';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { EDGES, FLOORS } from '../test/floors.ts';

const PICTURE = 'docs/images/architecture.svg';

const WIDTH = 1080;
const GAP = 12;
const PADDING = 12;
const LINE_HEIGHT = 17;
/** Average width of a character of the description, for wrapping. */
const CHARACTER_WIDTH = 6.4;

await runScript(
  'npm run architecture --',
  {
    summary:
      'Draws docs/images/architecture.svg from the list of folders in test/floors.ts, which the floors test checks too.',
    options: { check: { help: 'only report whether the picture is current' } },
    exitCodes: { 0: 'current or written', 1: 'out of date', 2: 'the command could not run' },
  },
  async (values) => {
    const file = join(ENGINE_ROOT, PICTURE);
    const svg = drawFloors();
    if (!values.check) {
      await writeFile(file, svg);
      return 0;
    }
    const current = await readFile(file, 'utf8').catch(() => '');
    if (current === svg) return 0;
    process.stdout.write(`${PICTURE} is out of date: npm run architecture\n`);
    return 1;
  },
);

/** The floors as an SVG, the lowest at the bottom. */
function drawFloors(): string {
  const rows: string[] = [];
  let y = GAP;
  for (const floor of FLOORS.toReversed()) {
    const folders = Object.entries(floor);
    const width = (WIDTH - GAP * (folders.length + 1)) / folders.length;
    const wrapped = folders.map(([, does]) =>
      wrap(does, Math.floor((width - 2 * PADDING) / CHARACTER_WIDTH)),
    );
    const height = 2 * PADDING + LINE_HEIGHT * (1 + Math.max(...wrapped.map(({ length }) => length)));
    rows.push(
      ...folders.map(([name], index) => {
        const x = GAP + index * (width + GAP);
        const edge = (EDGES as readonly string[]).includes(name) ? ' class="edge"' : '';
        const lines = wrapped[index]!.map(
          (line, at) =>
            `<text x="${round(x + PADDING)}" y="${y + PADDING + 13 + LINE_HEIGHT * (at + 1)}">${escape(line)}</text>`,
        );
        return `<rect${edge} x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" rx="6"/>
<text class="name" x="${round(x + PADDING)}" y="${y + PADDING + 13}">${name}</text>
${lines.join('\n')}`;
      }),
    );
    y += height + GAP;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="The folders of src, floor by floor">
<style>
svg{background:#fff}
text{font:13px system-ui,sans-serif;fill:#444}
.name{font-weight:600;font-size:14px;fill:#111}
rect{fill:#eef3fb;stroke:#9db4d6}
.edge{fill:#fdf1e3;stroke:#d8a766;stroke-dasharray:5 3}
</style>
${rows.join('\n')}
</svg>
`;
}

function wrap(text: string, length: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length > length) lines.push(word);
    else lines.splice(-1, 1, line);
  }
  return lines;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
