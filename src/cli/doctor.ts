import { resolve } from 'node:path';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { openRepository, readIncidentContext, refreshRepository } from '../response/io/repository-context.ts';
import { prove } from '../setup/io/prove.ts';
import { createProofDrill, renderProofResult } from '../setup/proof.ts';
import type { Instant } from '../time/instant.ts';
import { readGithubConfiguration } from '../setup/io/doctor-github.ts';
import { readLocalConfiguration } from '../setup/io/doctor-here.ts';
import { openGithubClient } from '../github/client.ts';
import { readGithubToken } from '../github/credentials.ts';
import { DOCTOR_CHECKS, runDoctorChecks } from '../setup/doctor.ts';
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
  if (values.prove) return proveOnGithub(resolve(values.root), parseNow(values.now));
  const render = FORMATS[values.format];
  const now = parseNow(values.now);
  const only = new Set(values.only ?? DOCTOR_CHECKS.map(({ id }) => id));
  for (const id of only) {
    if (!DOCTOR_CHECKS.some((check) => check.id === id))
      throw new UsageError(
        `--only: there is no check "${id}". Checks: ${DOCTOR_CHECKS.map((check) => check.id).join(', ')}.`,
      );
  }
  const local = await readLocalConfiguration(resolve(values.root), now);
  const [github, places] = await Promise.all([
    values.only && [...only].every((id) => id === 'places')
      ? { unknown: 'Not needed.' }
      : readGithubFacts(local, values.offline),
    only.has('places') ? readPlaces(local, values.offline) : { unknown: 'Not needed.' },
  ]);
  const isWorkflow = process.env['GITHUB_ACTIONS'] === 'true';
  const results = runDoctorChecks({ now, local, github, places, isWorkflow }, only);
  process.stdout.write(render(results));
  return results.some(({ state }) => state === 'fail') ? 1 : 0;
};

/** @throws UsageError without a token or a remote on GitHub */
async function proveOnGithub(root: string, now: Instant): Promise<number> {
  const token = readGithubToken();
  if (token === '')
    throw new UsageError('--prove needs a token that may write, in GITHUB_TOKEN or GH_TOKEN.');
  const { repositoryContext } = await refreshRepository(await openRepository(root));
  const { repository, remoteInfo } = repositoryContext;
  if (!remoteInfo.github) throw new UsageError('--prove needs a remote on GitHub.');
  const { url } = remoteInfo.github;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(`Walking a drill through ${url}. It opens an issue and two pull requests; the page never shows it.`);
  // The first Ctrl-C removes what was opened, the second one ends the process.
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const results = await prove({
    abortSignal: stop.signal,
    client: await openGithubClient(token, remoteInfo.github.repository),
    drill: createProofDrill(await readIncidentContext(repositoryContext, now), now),
    defaultBranch: remoteInfo.defaultBranch,
    prefix: repository.prefix,
    onResult: (result) => print(renderProofResult(result, url, styleFor(process.stdout))),
  });
  const isProven = results.every(({ state }) => state === 'ok');
  print(isProven ? 'Every link holds.' : 'A link is broken.');
  return isProven ? 0 : 1;
}

async function readPlaces(
  { content: { siteContext } }: LocalConfiguration,
  offline: boolean,
): Promise<DoctorContext['places']> {
  if (!siteContext) return { unknown: 'status.yaml or its policy is invalid. Run "npx candor validate".' };
  if (offline) return { unknown: 'Skipped because of --offline.' };
  const { checkPlaces } = await import('../setup/io/doctor-places.ts');
  return { value: await checkPlaces(siteContext) };
}

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
