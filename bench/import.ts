import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../src/files/engine.ts';

/** `npm run bench:import -- [incidents]`: imports a page of stactus's shape and prints seconds and peak memory. */
const count = Number(process.argv[2] ?? 10_088);
const folder = mkdtempSync(join(tmpdir(), 'candor-import-'));
try {
  mkdirSync(join(folder, 'page/incidents'), { recursive: true });
  const systems = Array.from({ length: 20 }, (_, index) => ({ id: `s${index}`, name: `System ${index}` }));
  writeFileSync(
    join(folder, 'page/stactus.yaml'),
    `version: stactus/v1\nname: Bench\nurl: https://status.example.com\nsystems:\n${systems.map(({ id, name }) => `  - id: ${id}\n    name: ${name}\n`).join('')}`,
  );
  for (let index = 0; index < count; index += 1) {
    const start = Date.UTC(2015, 0, 1) + index * 9 * 3_600_000;
    const entry = (step: number, words: string, flag: string): string =>
      `  - ts: "${new Date(start + step * 900_000).toISOString().slice(0, 19).replace('T', ' ')}"\n    description: ${words}\n${flag}`;
    const text = `version: incident/v1\nid: i${index}\nname: Some requests fail in region ${index % 97}\nimpact: ${['minor', 'none', 'major', 'critical'][index % 4]}\nsystems:\n  - s${index % 20}\ntimeline:\n${[
      entry(
        0,
        'We are investigating elevated error rates and slow answers of several services in this region.',
        '    investigating: true\n',
      ),
      entry(
        1,
        'We have found what causes it and are working on a change that puts it right.<br /><br />More soon.',
        '',
      ),
      entry(2, 'The change is in place and we are watching its effect on all customers in the region.', ''),
      entry(
        4,
        'This incident has been resolved. Thank you for your patience while we worked on it.',
        '    resolved: true\n',
      ),
    ].join('')}`;
    writeFileSync(join(folder, `page/incidents/i${index}.yaml`), text);
  }
  const peak = join(folder, 'peak');
  const hook = ['--import', join(ENGINE_ROOT, 'bench/peak-memory.ts')];
  const command = [join(ENGINE_ROOT, 'src/cli/candor.ts'), 'import', 'stactus', join(folder, 'page')];
  const started = performance.now();
  execFileSync(process.execPath, [...hook, ...command, '--into', join(folder, 'out')], {
    env: { ...process.env, PEAK_MEMORY_FILE: peak },
    maxBuffer: 2 ** 28,
  });
  const seconds = (performance.now() - started) / 1000;
  const memory = Math.max(...readFileSync(peak, 'utf8').trim().split('\n').map(Number)) / 1024;
  process.stdout.write(`${count} incidents: ${seconds.toFixed(1)} s, ${Math.round(memory)} MB\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
