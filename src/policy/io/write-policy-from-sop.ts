import { basename, resolve } from 'node:path';
import { parsePolicy } from '../../content/policy.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import { readText } from '../../files/read-text.ts';
import { UsageError } from '../../files/command-errors.ts';
import { formatCount } from '../../text/count.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import { renderDiagnostics } from '../../reporters/terminal.ts';
import { lintPolicy } from '../../rules/engine/lint.ts';
import { finishPolicy } from '../from-sop/finish-policy.ts';
import { readSop } from '../from-sop/read-sop.ts';
import { formatQuestion, renderPolicyFromSop } from '../from-sop/render-policy.ts';
import { writePolicyFile } from './write-new-policy.ts';
import type { NewPolicyResult } from './write-new-policy.ts';

const MAX_BYTES = 2_000_000;

/**
 * Writes a policy from an SOP in Markdown. What the policy's rules find is printed and does not prevent it: the document
 * itself may contradict itself.
 * @throws UsageError if the document can't be read
 */
export async function writePolicyFromSop(
  root: string,
  path: string,
  {
    from,
    title,
    dryRun,
  }: { readonly from: string; readonly title: string | undefined; readonly dryRun: boolean },
): Promise<NewPolicyResult> {
  const markdown = await readText(resolve(from)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${from} can't be read: ${error.code ?? error.message}.`);
  });
  if (markdown.length > MAX_BYTES) throw new UsageError(`${from} is larger than 2 MB.`);
  const reading = readSop(markdown);
  const made = finishPolicy(reading, title ?? reading.title ?? 'Our incident SOP');
  if (Object.keys(made.data['severities'] as object).length === 0)
    return {
      code: 1,
      text: `${from}: no severity was recognised, such as "SEV-1" or "Severity 1" in a heading, so there is no policy. Candor reads English. Without it: npx candor policy new`,
    };
  const text = renderPolicyFromSop(made, basename(from));
  const source = { path, text };
  const { value, diagnostics } = parsePolicy(idFromPath(path), [source]);
  if (!value) return { code: 1, text: renderDiagnostics(diagnostics, () => source) };
  const written = await writePolicyFile(root, source, dryRun);
  if (written.code !== 0 || dryRun) return written;
  const findings = renderDiagnostics([...diagnostics, ...lintPolicy(value)], () => source);
  const lines = [
    `${formatCount(reading.recognized, 'line')} of ${from} read, ${formatCount(made.questions.length, 'question')} left:`,
    ...made.questions.map((question) => `  ${formatQuestion(question)}`),
    ...(findings === '' ? [] : ['', findings, '']),
    written.text,
  ];
  return { code: 0, text: lines.map(escapeExceptLineBreaks).join('\n') };
}

function escapeExceptLineBreaks(text: string): string {
  return text.split('\n').map(escapeControlCharacters).join('\n');
}
