import { resolve } from 'node:path';
import { sortDiagnostics } from '../content/finding.ts';
import { UsageError } from '../files/command-errors.ts';
import { GitError } from '../git/run.ts';
import { createSecretScanner } from '../secrets/io/scan.ts';
import type { SecretScanner } from '../secrets/io/scan.ts';
import { readCommitTexts, readTreeTexts, scanTexts } from '../secrets/io/texts.ts';
import type { ScanInput } from '../secrets/io/texts.ts';
import { renderGithubAnnotations } from '../reporters/github.ts';
import type { DiagnosticReport } from '../reporters/report.ts';
import { renderTerminal } from '../reporters/terminal.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { secrets } from './declarations/secrets.ts';
import { styleFor } from './terminal.ts';

export const runSecrets: CommandRun<typeof secrets> = async (values) => {
  const { format, base } = values;
  const root = resolve(values.root);
  const scan = await createSecretScanner().catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('The scanner is not installed. Run npm ci.');
  });
  try {
    const { inputs, notes } = await readInputs(root, base);
    const report = await scanAll(scan, inputs, notes);
    process.stdout.write(
      format === 'github'
        ? renderGithubAnnotations(report)
        : renderTerminal(report, styleFor(process.stdout)),
    );
    return report.diagnostics.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${error.message} ${error.help}`.trim());
    throw error;
  }
};

async function readInputs(
  root: string,
  base: string | undefined,
): Promise<{ inputs: ScanInput[]; notes: string[] }> {
  const tree = readTreeTexts(root);
  if (base === undefined) return { inputs: [tree], notes: [] };
  try {
    return { inputs: [tree, await readCommitTexts(root, base)], notes: [] };
  } catch (error) {
    // The first push of a branch has no previous commit, and a force push may have removed it.
    if (!(error instanceof GitError) || error.code !== 'no-such-ref') throw error;
    return { inputs: [tree], notes: [`${error.message} Scanned only the current files.`] };
  }
}

async function scanAll(
  scan: SecretScanner,
  inputs: readonly ScanInput[],
  notes: readonly string[],
): Promise<DiagnosticReport> {
  const { diagnostics, paths, skippedPaths } = await scanTexts(scan, inputs);
  return {
    files: paths.size,
    diagnostics: sortDiagnostics(diagnostics),
    notes: [...notes, ...skippedPaths.map((path) => `${path} is too large to scan.`)],
    sources: new Map(),
  };
}
