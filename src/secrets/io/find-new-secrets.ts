import type { Diagnostic } from '../../content/finding.ts';
import { locateSpan } from '../../content/source.ts';
import { readGitOutput } from '../../git/run.ts';
import { createSecretScanner } from './scan.ts';
import type { SecretScanner } from './scan.ts';
import { readCommitTexts, scanTexts } from './texts.ts';

/**
 * The secrets in the files and messages of the commits after `base` up to `head`, also of those that a later commit removed
 * (U6.1). A secret in lines that its file has at `base` already is left out: it would hold up every later change of that file.
 * @throws GitError if a commit is missing
 */
export async function findNewSecrets(folder: string, base: string, head: string): Promise<Diagnostic[]> {
  const scan = await createSecretScanner();
  const scanNew: SecretScanner = async (scanned) => {
    const found = await scan(scanned);
    if (found.length === 0) return found;
    const known = await readGitOutput(folder, ['cat-file', 'blob', `${base}:${scanned.path}`]).catch(
      () => '',
    );
    const [before, lines] = [new Set(known.split('\n')), scanned.text.split('\n')];
    return found.filter(
      ({ location }) => !lines.slice(location.line - 1, location.endLine).every((line) => before.has(line)),
    );
  };
  const { diagnostics, skippedPaths } = await scanTexts(scanNew, [await readCommitTexts(folder, base, head)]);
  return [...diagnostics, ...skippedPaths.map(warnOfSize)];
}

function warnOfSize(path: string): Diagnostic {
  return {
    rule: 'no-secrets',
    clause: 'U6.1',
    level: 'warn',
    location: locateSpan({ path, text: '' }, { start: 0, end: 0 }),
    message: 'It is too large to be searched for secrets.',
    help: '',
  };
}
