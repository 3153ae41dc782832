import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseChoiceOption, parseNow, runCommand } from '../files/command-errors.ts';
import { readGithubConfiguration } from '../setup/io/doctor-github.ts';
import { readLocalConfiguration } from '../setup/io/doctor-here.ts';
import { openGithubClient } from '../github/client.ts';
import { readGithubToken } from '../github/credentials.ts';
import { runDoctorChecks } from '../setup/doctor.ts';
import type { DoctorCheckResult } from '../setup/doctor.ts';
import type { DoctorContext, LocalConfiguration } from '../setup/doctor-facts.ts';
import { renderDoctor, renderDoctorJson, renderDoctorMarkdown } from '../setup/doctor-report.ts';
import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';

const HELP = `npm run doctor -- [options]

Looks at everything that a new site forgets, here and on GitHub, and says how to mend each. Changes nothing.

  --root DIR      the content root (default: this folder)
  --offline       only what can be seen here
  --format NAME   terminal, json or markdown (default: terminal)
  --now TIME      as if it were this time

With GITHUB_TOKEN or GH_TOKEN it asks GitHub too; an administrator's token sees all of it. docs/adopter/getting-started.md names each
check at the step that it belongs to.

Exit code: 0 nothing to mend, 1 something is, 2 it could not run.
`;

const FORMATS: Readonly<Record<string, (checked: readonly DoctorCheckResult[]) => string>> = {
  terminal: (checked) => renderDoctor(checked, inColour() ? COLOUR_STYLE : PLAIN_STYLE),
  json: renderDoctorJson,
  markdown: renderDoctorMarkdown,
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
  const draw = parseChoiceOption('format', values.format, FORMATS);
  const now = parseNow(values.now);
  const here = await readLocalConfiguration(resolve(values.root), now);
  const checked = runDoctorChecks({ now, local: here, github: await readGithubFacts(here, values.offline) });
  process.stdout.write(draw(checked));
  return checked.some(({ state }) => state === 'fail') ? 1 : 0;
});

async function readGithubFacts(here: LocalConfiguration, offline: boolean): Promise<DoctorContext['github']> {
  const token = readGithubToken();
  const { remote, content } = here;
  if (offline) return { unknown: 'GitHub was not asked: --offline.' };
  if (!remote?.github) return { unknown: 'There is no repository on GitHub to ask.' };
  if (token === '')
    return { unknown: 'Set GITHUB_TOKEN (an administrator sees all of it) to look at GitHub.' };
  const people = [...new Set(Object.values(content.siteContext?.site.people ?? {}).flat())];
  return readGithubConfiguration(await openGithubClient(token, remote.github.repository), {
    people,
    clock: Date.now,
  });
}

function inColour(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
