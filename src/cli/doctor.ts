import { resolve } from 'node:path';
import { parseNow } from '../files/command-errors.ts';
import { readGithubConfiguration } from '../setup/io/doctor-github.ts';
import { readLocalConfiguration } from '../setup/io/doctor-here.ts';
import { openGithubClient } from '../github/client.ts';
import { readGithubToken } from '../github/credentials.ts';
import { runDoctorChecks } from '../setup/doctor.ts';
import type { DoctorCheckResult } from '../setup/doctor.ts';
import type { DoctorContext, LocalConfiguration } from '../setup/doctor-facts.ts';
import { renderDoctor, renderDoctorJson, renderDoctorMarkdown } from '../setup/doctor-report.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { doctor } from './declarations/doctor.ts';
import { styleFor } from './terminal.ts';

const FORMATS = {
  terminal: (results) => renderDoctor(results, styleFor(process.stdout)),
  json: renderDoctorJson,
  markdown: renderDoctorMarkdown,
} satisfies Readonly<Record<string, (results: readonly DoctorCheckResult[]) => string>>;

export const runDoctor: CommandRun<typeof doctor> = async (values) => {
  const render = FORMATS[values.format];
  const now = parseNow(values.now);
  const local = await readLocalConfiguration(resolve(values.root), now);
  const results = runDoctorChecks({ now, local, github: await readGithubFacts(local, values.offline) });
  process.stdout.write(render(results));
  return results.some(({ state }) => state === 'fail') ? 1 : 0;
};

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
