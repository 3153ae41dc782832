import { resolve } from 'node:path';
import { parseNow } from '../files/command-errors.ts';
import { readPolicy } from '../policy/io/read-policy.ts';
import { findTrialProblems } from '../policy/trial-findings.ts';
import { renderTrial, summarizeTrial } from '../policy/trial-report.ts';
import { tryPolicy } from '../policy/trial.ts';
import { renderDiagnostics } from '../reporters/terminal.ts';
import { describeLanguageCoverage } from '../rules/engine/language-coverage.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { policyTry } from './declarations/policy.ts';
import { styleFor } from './terminal.ts';

export const runPolicyTry: CommandRun<typeof policyTry> = async ({ root, now, quiet }, { name }) => {
  const { siteContext } = await readPolicy(resolve(root), name);
  const at = parseNow(now);
  const ink = styleFor(process.stdout);
  const steps = tryPolicy(siteContext, at);
  if (!quiet) process.stdout.write(`${renderTrial(steps, ink)}\n`);
  const problems = findTrialProblems(siteContext, at);
  const { source } = siteContext.policy;
  const found = renderDiagnostics(problems, (path) => (path === source.path ? source : undefined), ink);
  if (found !== '') process.stdout.write(`${found}\n\n`);
  const coverage = describeLanguageCoverage(siteContext);
  if (coverage !== undefined) process.stdout.write(`${coverage}\n`);
  process.stdout.write(`${summarizeTrial(steps)}\n`);
  return problems.some(({ level }) => level === 'error') ? 1 : 0;
};
