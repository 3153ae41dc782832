import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Instant } from '../src/core/instant.ts';
import { CHASED_FOR, clockContent } from '../src/deadlines/clock-content.ts';
import { deadlinesOf } from '../src/deadlines/deadlines-of.ts';
import { settled } from '../src/io/clock.ts';
import { readNow, runCommand, UsageError } from '../src/io/command.ts';
import { readContent } from '../src/io/content-files.ts';
import { drawCadenceJson } from '../src/report/cadence-json.ts';
import { drawCadence } from '../src/report/cadence-terminal.ts';
import type { Cadence } from '../src/report/cadence-terminal.ts';
import { COLOUR, PLAIN } from '../src/report/terminal.ts';

const HELP = `npm run cadence -- [options]

Shows what the SOP now waits for: late first, then due, then soon, and whom to ask.

  --root DIR       the content root (default: this folder)
  --now TIME       as if it were this time
  --all            what is further ahead too, and papers of incidents that ended more than 30 days ago
  --drills         rehearsals too
  --format NAME    terminal or json (default: terminal)

Exit code: 0 nothing is late, 1 something is, 2 it could not run.
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: '.' },
      format: { type: 'string', default: 'terminal' },
      now: { type: 'string' },
      all: { type: 'boolean', default: false },
      drills: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.format !== 'terminal' && values.format !== 'json') {
    throw new UsageError(`--format "${values.format}" is neither terminal nor json.`);
  }
  const cadence = await readCadence(resolve(values.root), readNow(values.now), values);
  const inColour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  process.stdout.write(
    values.format === 'json' ? drawCadenceJson(cadence) : drawCadence(cadence, inColour ? COLOUR : PLAIN),
  );
  return cadence.deadlines.some(({ state }) => state === 'late') ? 1 : 0;
});

async function readCadence(
  root: string,
  now: Instant,
  { all, drills }: { all: boolean; drills: boolean },
): Promise<Cadence> {
  const endedAfter = all ? -Infinity : now - CHASED_FOR;
  const content = clockContent(await readContent(root), endedAfter);
  const setting = settled(content);
  const deadlines = deadlinesOf(setting, content.entries, content.facts, now, { drills, endedAfter });
  const shown = all ? deadlines : deadlines.filter(({ state }) => state !== 'ahead');
  return { now, setting, deadlines: shown, ahead: deadlines.length - shown.length, unread: content.unread };
}
