import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { oneNamed, readNow, runCommand } from '../files/command-errors.ts';
import { readGithub } from '../setup/io/doctor-github.ts';
import { readHere } from '../setup/io/doctor-here.ts';
import { openClient } from '../github/client.ts';
import { givenToken } from '../github/credentials.ts';
import { examine } from '../setup/doctor.ts';
import type { Checked } from '../setup/doctor.ts';
import type { Facts, HereFacts } from '../setup/doctor-facts.ts';
import { drawDoctor, drawDoctorJson, drawDoctorMarkdown } from '../setup/doctor-report.ts';
import { COLOUR, PLAIN } from '../text/terminal-style.ts';

const HELP = `npm run doctor -- [options]

Looks at everything that a new site forgets, here and on GitHub, and says how to mend each. Changes nothing.

  --root DIR      the content root (default: this folder)
  --offline       only what can be seen here
  --format NAME   terminal, json or markdown (default: terminal)
  --now TIME      as if it were this time

With GITHUB_TOKEN or GH_TOKEN it asks GitHub too; an administrator's token sees all of it. docs/first-run.md names each
check at the step that it belongs to.

Exit code: 0 nothing to mend, 1 something is, 2 it could not run.
`;

const FORMATS: Readonly<Record<string, (checked: readonly Checked[]) => string>> = {
  terminal: (checked) => drawDoctor(checked, inColour() ? COLOUR : PLAIN),
  json: drawDoctorJson,
  markdown: drawDoctorMarkdown,
};

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: '.' },
      format: { type: 'string', default: 'terminal' },
      offline: { type: 'boolean', default: false },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const draw = oneNamed('format', values.format, FORMATS);
  const now = readNow(values.now);
  const here = await readHere(resolve(values.root), now);
  const checked = examine({ now, here, github: await askGithub(here, values.offline) });
  process.stdout.write(draw(checked));
  return checked.some(({ state }) => state === 'fail') ? 1 : 0;
});

async function askGithub(here: HereFacts, offline: boolean): Promise<Facts['github']> {
  const token = givenToken();
  const { remote, content } = here;
  if (offline) return { unknown: 'GitHub was not asked: --offline.' };
  if (!remote?.github) return { unknown: 'There is no repository on GitHub to ask.' };
  if (token === '')
    return { unknown: 'Set GITHUB_TOKEN (an administrator sees all of it) to look at GitHub.' };
  const people = [...new Set(Object.values(content.setting?.site.people ?? {}).flat())];
  return readGithub(await openClient(token, remote.github.repository), { people, clock: Date.now });
}

function inColour(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
