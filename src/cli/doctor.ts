import { resolve } from 'node:path';
import { parseChoiceOption, parseNow } from '../files/command-errors.ts';
import { readGithubConfiguration } from '../setup/io/doctor-github.ts';
import { readLocalConfiguration } from '../setup/io/doctor-here.ts';
import { openGithubClient } from '../github/client.ts';
import { readGithubToken } from '../github/credentials.ts';
import { runDoctorChecks } from '../setup/doctor.ts';
import type { DoctorCheckResult } from '../setup/doctor.ts';
import type { DoctorContext, LocalConfiguration } from '../setup/doctor-facts.ts';
import { renderDoctor, renderDoctorJson, renderDoctorMarkdown } from '../setup/doctor-report.ts';
import { defineCommand, styleFor } from './define-command.ts';

const HELP = `Usage: npm run doctor -- [options]

Checks the configuration of a site, locally and on GitHub, and explains how to fix each problem. It changes nothing.
docs/adopter/getting-started.md lists each check at the step that it belongs to.

Options:
  --root DIR      the content root (default: the current folder)
  --offline       skip the checks that need GitHub
  --format NAME   terminal, json or markdown (default: terminal)
  --now TIME      the time to use instead of the current time

Environment:
  GITHUB_TOKEN or GH_TOKEN   for the checks on GitHub; some need an administrator's token

Exit codes:
  0  every check passed
  1  a check failed
  2  the command could not run
`;

const FORMATS: Readonly<Record<string, (results: readonly DoctorCheckResult[]) => string>> = {
  terminal: (results) => renderDoctor(results, styleFor(process.stdout)),
  json: renderDoctorJson,
  markdown: renderDoctorMarkdown,
};

export const doctorCommand = defineCommand({
  help: HELP,
  options: {
    root: { type: 'string', default: '.' },
    format: { type: 'string', default: 'terminal' },
    offline: { type: 'boolean', default: false },
    now: { type: 'string' },
  },
  run: async (values) => {
    const render = parseChoiceOption('format', values.format, FORMATS);
    const now = parseNow(values.now);
    const local = await readLocalConfiguration(resolve(values.root), now);
    const results = runDoctorChecks({ now, local, github: await readGithubFacts(local, values.offline) });
    process.stdout.write(render(results));
    return results.some(({ state }) => state === 'fail') ? 1 : 0;
  },
});

async function readGithubFacts(
  { remote, content }: LocalConfiguration,
  offline: boolean,
): Promise<DoctorContext['github']> {
  const token = readGithubToken();
  if (offline) return { unknown: 'Skipped because of --offline.' };
  if (!remote?.github) return { unknown: 'The repository has no remote on GitHub.' };
  if (token === '')
    return { unknown: 'Set GITHUB_TOKEN to check GitHub; some checks need an administrator.' };
  const people = [...new Set(Object.values(content.siteContext?.site.people ?? {}).flat())];
  return readGithubConfiguration(await openGithubClient(token, remote.github.repository), {
    people,
    clock: Date.now,
  });
}
