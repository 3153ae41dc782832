import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from '../../git/repository.ts';
import { configureIdentity, findStandInIdentity } from '../../git/write.ts';
import type { CommandContext } from './command-context.ts';

/** What git runs for a commit and a push that a person makes. */
const HOOKS = ['pre-commit', 'commit-msg', 'pre-push'] as const;

/**
 * Asks once, at a terminal, who commits where git knows no name and email address, and configures it for this checkout.
 * Without a terminal, says which name is used: GitHub does not know it.
 */
export async function ensureIdentity(root: string, context: CommandContext): Promise<void> {
  const standIn = await findStandInIdentity(root);
  if (!standIn || context.isRehearsal) return;
  const { prompt, print, isConfirmed } = context;
  if (prompt && isConfirmed !== true) {
    const ask = async (question: string, initial: string): Promise<string> =>
      String(await prompt({ kind: 'line', prompt: question, flag: '', initial, toInput: () => ({}) })).trim();
    const name = await ask('Git knows no author here. Your name', '');
    const email = await ask('Your email address, as GitHub knows it', '');
    return configureIdentity(root, { name, email });
  }
  print(
    [
      `Git knows no name and email address here: this is committed as ${standIn.name} <${standIn.email}>, a person GitHub does not know.`,
      'To set them: git config --global user.name "…" && git config --global user.email "…"',
    ].join('\n'),
  );
}

/** Says that local hooks are not run; nothing if there are none. */
export async function explainHooks(
  repository: GitRepository,
  { print, ink, isRehearsal }: CommandContext,
): Promise<void> {
  if (isRehearsal) return;
  const found = await Promise.all(
    HOOKS.map(async (name) => ((await isExecutable(join(repository.hooks, name))) ? [name] : [])),
  );
  const hooks = found.flat();
  if (hooks.length === 0) return;
  print(
    ink.faint(
      `Your hooks (${hooks.join(', ')}) were not run: an incident can't wait for them, and the pull request is checked.`,
    ),
  );
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
