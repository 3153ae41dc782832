import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parsePolicy } from '../../content/policy.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import type { SourceFile } from '../../content/source.ts';
import { readSource } from '../../files/read-source.ts';
import { overwriteText } from '../../files/write.ts';
import { renderDiagnostics } from '../../reporters/terminal.ts';
import { lintPolicy } from '../../rules/engine/lint.ts';
import { renderNewPolicy } from '../new-policy.ts';
import type { NewPolicyAnswers } from '../new-policy.ts';

export interface NewPolicyResult {
  readonly code: number;
  readonly text: string;
}

/** Writes a policy, unless its file exists or the policy would have a finding. */
export async function writeNewPolicy(
  root: string,
  path: string,
  answers: NewPolicyAnswers,
  dryRun: boolean,
): Promise<NewPolicyResult> {
  const source = { path, text: renderNewPolicy(answers) };
  const { value, diagnostics } = parsePolicy(idFromPath(path), [source]);
  const findings = [...diagnostics, ...(value ? lintPolicy(value) : [])];
  if (findings.length > 0) return { code: 1, text: renderDiagnostics(findings, () => source) };
  return writePolicyFile(root, source, dryRun);
}

/** Writes a policy that was checked, unless its file exists. */
export async function writePolicyFile(
  root: string,
  { path, text }: SourceFile,
  dryRun: boolean,
): Promise<NewPolicyResult> {
  const file = join(root, path);
  const existing = await readSource(root, file).catch(() => undefined);
  if (existing) return { code: 1, text: `${path} exists already. Choose another name, or edit it.` };
  if (dryRun) return { code: 0, text: text.trimEnd() };
  await mkdir(dirname(file), { recursive: true });
  await overwriteText(file, text);
  const id = idFromPath(path);
  return {
    code: 0,
    text: `${path} was written. Complete its comments, set "policy: ${id}" in status.yaml, then: npx candor policy try ${id}`,
  };
}
