import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Diagnostic } from '../content/finding.ts';
import { sortDiagnostics } from '../content/finding.ts';
import { runCommand, UsageError } from '../files/command-errors.ts';
import { GitError } from '../git/run.ts';
import { createSecretScanner } from '../secrets/io/scan.ts';
import type { SecretScanner } from '../secrets/io/scan.ts';
import { readCommitTexts, readTreeTexts } from '../secrets/io/texts.ts';
import type { ScanInput } from '../secrets/io/texts.ts';
import { renderGithubAnnotations } from '../reporters/github.ts';
import type { DiagnosticReport } from '../reporters/report.ts';
import { renderTerminal } from '../reporters/terminal.ts';
import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';

const HELP = `npm run secrets -- [options]

Looks for secrets (keys, tokens, passwords with their names) in every file here, incident files included, and in every
commit of a pull request. What is found is never shown.

  --base REF       every version of every file, and every message, that the commits after REF brought, too
  --root DIR       a folder of the repository (default: this folder)
  --format NAME    terminal or github (default: terminal)

Exit code: 0 nothing was found, 1 something was, 2 it could not run.
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      base: { type: 'string' },
      root: { type: 'string', default: '.' },
      format: { type: 'string', default: 'terminal' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { format, base } = values;
  if (format !== 'terminal' && format !== 'github')
    throw new UsageError(`--format "${format}" is neither terminal nor github.`);
  const root = resolve(values.root);
  const search = await createSecretScanner().catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('The scanner is not installed. Run npm ci, without --omit=dev.');
  });
  try {
    const { texts, notes } = await readTexts(root, base);
    const report = await scanAll(search, texts, notes);
    const ink = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE;
    process.stdout.write(format === 'github' ? renderGithubAnnotations(report) : renderTerminal(report, ink));
    return report.diagnostics.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${error.message} ${error.help}`.trim());
    throw error;
  }
});

async function readTexts(
  root: string,
  base: string | undefined,
): Promise<{ texts: ScanInput[]; notes: string[] }> {
  const tree = readTreeTexts(root);
  if (base === undefined) return { texts: [tree], notes: [] };
  try {
    return { texts: [tree, await readCommitTexts(root, base)], notes: [] };
  } catch (error) {
    // The first push of a branch has no commit before it, and a force push may have taken it away.
    if (!(error instanceof GitError) || error.code !== 'no-such-ref') throw error;
    return { texts: [tree], notes: [`${error.message} Only the files as they are were searched.`] };
  }
}

async function scanAll(
  search: SecretScanner,
  texts: readonly ScanInput[],
  notes: readonly string[],
): Promise<DiagnosticReport> {
  const diagnostics = new Map<string, Diagnostic>();
  const paths = new Set<string>();
  for (const { scannedTexts } of texts) {
    for await (const searched of scannedTexts) {
      paths.add(searched.path);
      for (const diagnostic of await search(searched)) {
        const { path, line, column } = diagnostic.location;
        const key = JSON.stringify([path, line, column, searched.where]);
        diagnostics.set(key, diagnostic);
      }
    }
  }
  const unread = [...new Set(texts.flatMap((one) => one.skippedPaths))];
  return {
    files: paths.size,
    diagnostics: sortDiagnostics([...diagnostics.values()]),
    notes: [...notes, ...unread.map((path) => `${path} is too large to be searched.`)],
    sources: new Map(),
  };
}
