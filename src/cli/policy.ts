import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { extendPolicies } from '../content/extend-policy.ts';
import { resolvePolicyChain } from '../content/policy.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { writeNewPolicy } from '../policy/io/write-new-policy.ts';
import type { NewPolicyResult } from '../policy/io/write-new-policy.ts';
import { writePolicyFromSop } from '../policy/io/write-policy-from-sop.ts';
import { readPolicy } from '../policy/io/read-policy.ts';
import { listOrigins } from '../policy/policy-origins.ts';
import { renderSopPage } from '../policy/sop-page.ts';
import { findTrialProblems } from '../policy/trial-findings.ts';
import { renderTrial, summarizeTrial } from '../policy/trial-report.ts';
import { tryPolicy } from '../policy/trial.ts';
import { askQuestion, CancellationError, isInteractive } from '../response/io/prompt.ts';
import { createPolicyQuestions, readNewPolicyAnswers } from '../policy/new-policy-questions.ts';
import type { NewPolicyFlags } from '../policy/new-policy-questions.ts';
import { renderDiagnostics } from '../reporters/terminal.ts';
import { checkShownWording } from '../rules/engine/check-shown-wording.ts';
import { listSources } from '../content/content.ts';
import { checkPolicyWording } from '../rules/engine/check-policy-wording.ts';
import { describeLanguageCoverage } from '../rules/engine/language-coverage.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { policyNew, policyShow, policyTry } from './declarations/policy.ts';
import { styleFor } from './terminal.ts';

export const runPolicyTry: CommandRun<typeof policyTry> = async ({ root, now, quiet }, { name }) => {
  const { siteContext, content, sources } = await readPolicy(resolve(root), name);
  const ink = styleFor(process.stdout);
  const steps = tryPolicy(siteContext, parseNow(now));
  if (!quiet) process.stdout.write(`${renderTrial(steps, ink)}\n`);
  const shown = [
    ...checkPolicyWording(siteContext),
    ...checkShownWording({ ...(content.siteSource && { siteSource: content.siteSource }), siteContext }),
  ];
  const problems = [...findTrialProblems(siteContext, steps), ...shown];
  const bySource = new Map(
    [...listSources(sources), siteContext.policy.source].map((source) => [source.path, source]),
  );
  const found = renderDiagnostics(problems, (path) => bySource.get(path), ink);
  if (found !== '') process.stdout.write(`${found}\n\n`);
  const coverage = describeLanguageCoverage(siteContext);
  if (coverage !== undefined) process.stdout.write(`${coverage}\n`);
  process.stdout.write(`${summarizeTrial(steps, shown)}\n`);
  return problems.some(({ level }) => level === 'error') ? 1 : 0;
};

export const runPolicyShow: CommandRun<typeof policyShow> = async ({ root, format }, { name }) => {
  const { siteContext, sources } = await readPolicy(resolve(root), name);
  const { source } = siteContext.policy;
  if (format === 'yaml') {
    const { links } = resolvePolicyChain(source, sources.policies);
    process.stdout.write(stringify(extendPolicies(links).data, { lineWidth: 0, singleQuote: true }));
  } else process.stdout.write(renderSopPage(siteContext, listOrigins(source, sources.policies)));
  return 0;
};

export const runPolicyNew: CommandRun<typeof policyNew> = async (values, { name = 'own' }) => {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new UsageError('The name of a policy has lower-case letters, digits and hyphens.');
  try {
    const path = join('policies', `${name}.yaml`);
    const root = resolve(values.root);
    if (values.from !== undefined) {
      refuseAnswers(values);
      const { from, title, 'dry-run': dryRun } = values;
      return print(await writePolicyFromSop(root, path, { from, title, dryRun }));
    }
    const flags = isInteractive() ? await askForMissing(values) : values;
    const read = readNewPolicyAnswers(flags);
    if ('problem' in read) throw new UsageError(read.problem);
    return print(await writeNewPolicy(root, path, read.answers, values['dry-run']));
  } catch (error) {
    if (!(error instanceof CancellationError)) throw error;
    process.stderr.write('Cancelled. Nothing was written.\n');
    return 130;
  }
};

function print({ code, text }: NewPolicyResult): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}

/** An answer beside a document would be dropped silently. */
function refuseAnswers(values: NewPolicyFlags): void {
  const given = (['severity', 'lead', 'monitoring', 'postmortem'] as const).find(
    (option) => values[option] !== undefined,
  );
  if (given !== undefined)
    throw new UsageError(`--${given} and --from exclude each other: the document gives the answers.`);
}

async function askForMissing(initial: NewPolicyFlags): Promise<NewPolicyFlags> {
  let flags = initial;
  for (const question of createPolicyQuestions(initial))
    flags = question.apply(flags, String(await askQuestion(question)).trim());
  return flags;
}
