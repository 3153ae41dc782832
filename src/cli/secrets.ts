import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '../content/finding.ts';
import { inOrder } from '../content/finding.ts';
import { runCommand, UsageError } from '../files/command-errors.ts';
import { GitError } from '../git/run.ts';
import { openSearch } from '../secrets/io/scan.ts';
import type { Search } from '../secrets/io/scan.ts';
import { commitTexts, treeTexts } from '../secrets/io/texts.ts';
import type { Texts } from '../secrets/io/texts.ts';
import { drawGithub } from '../reporters/github.ts';
import type { Report } from '../reporters/report.ts';
import { drawTerminal } from '../reporters/terminal.ts';
import { COLOUR, PLAIN } from '../text/terminal-style.ts';

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
  const search = await openSearch().catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('The scanner is not installed. Run npm ci, without --omit=dev.');
  });
  try {
    const { texts, notes } = await textsOf(root, base);
    const report = await searchAll(search, texts, notes);
    const ink = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? COLOUR : PLAIN;
    process.stdout.write(format === 'github' ? drawGithub(report) : drawTerminal(report, ink));
    return report.findings.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${error.message} ${error.help}`.trim());
    throw error;
  }
});

async function textsOf(root: string, base: string | undefined): Promise<{ texts: Texts[]; notes: string[] }> {
  const tree = treeTexts(root);
  if (base === undefined) return { texts: [tree], notes: [] };
  try {
    return { texts: [tree, await commitTexts(root, base)], notes: [] };
  } catch (error) {
    // The first push of a branch has no commit before it, and a force push may have taken it away.
    if (!(error instanceof GitError) || error.fault !== 'no-such-ref') throw error;
    return { texts: [tree], notes: [`${error.message} Only the files as they are were searched.`] };
  }
}

async function searchAll(search: Search, texts: readonly Texts[], notes: readonly string[]): Promise<Report> {
  const findings = new Map<string, Finding>();
  const paths = new Set<string>();
  for (const { each } of texts) {
    for await (const searched of each) {
      paths.add(searched.path);
      for (const finding of await search(searched)) {
        const { path, line, column } = finding.place;
        const key = JSON.stringify([path, line, column, searched.where]);
        findings.set(key, finding);
      }
    }
  }
  const unread = [...new Set(texts.flatMap((one) => one.unread))];
  return {
    files: paths.size,
    findings: inOrder([...findings.values()]),
    notes: [...notes, ...unread.map((path) => `${path} is too large to be searched.`)],
    sources: new Map(),
  };
}
