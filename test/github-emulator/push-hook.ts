import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suffices } from './permissions.ts';
import type { Token } from './tokens.ts';
import { isRobotic } from './tokens.ts';
import type { EmulatorState } from './state.ts';

/** Runs in the bare repository before a branch moves by a push; says no where GitHub would. */
const HOOK = `#!/bin/sh
# $1 the ref, $3 the commit that it would be at
if [ "$1" = "$HUB_PROTECTED" ]; then
  echo "error: GH013: Repository rule violations found for $1." >&2
  echo "- Changes must be made through a pull request." >&2
  exit 1
fi
[ -z "$HUB_WORKFLOWS_BY" ] && exit 0
case "$3" in *[!0]*) ;; *) exit 0 ;; esac
[ -z "$(git rev-list --max-count=1 "$3" --not --all -- .github/workflows)" ] && exit 0
echo "refusing to allow $HUB_WORKFLOWS_BY to create or update a workflow without \\\`workflows\\\` permission" >&2
exit 1
`;

/** Puts the hook into a bare repository. */
export async function writePushHook(folder: string): Promise<void> {
  await writeFile(join(folder, 'hooks', 'update'), HOOK, { mode: 0o755 });
}

/** What the hook receives. */
export function hookEnvironment(
  emulatorState: EmulatorState,
  token: Token | undefined,
): Record<string, string> {
  const { protection } = emulatorState.settings;
  const mayChange = !token || suffices(token.permissions, { anyOf: ['workflows'], level: 'write' });
  const who = token && isRobotic(token.login) ? 'a GitHub App' : 'a Personal Access Token';
  return {
    ...(protection && { HUB_PROTECTED: `refs/heads/${protection.branch}` }),
    ...(!mayChange && { HUB_WORKFLOWS_BY: who }),
  };
}
