import { tryGit } from '../../git/write.ts';

/** The current user's GitHub name from the git configuration. */
export async function readCurrentUser(root: string): Promise<string | undefined> {
  const text = (await tryGit(root, ['config', '-z', '--get-regexp', '^(github\\.user|user\\.email)$'])) ?? '';
  // The last value of a name is the one that counts.
  const values = new Map(
    text.split('\0').map((entry) => {
      const [name = '', value = ''] = entry.split('\n');
      return [name, value] as const;
    }),
  );
  const name = values.get('github.user') ?? '';
  if (name !== '') return `@${name.replace(/^@/, '')}`;
  const email = values.get('user.email') ?? '';
  const login = /^(?:\d+\+)?([A-Za-z0-9-]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? undefined : `@${login}`;
}
