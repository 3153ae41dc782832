import { execFileSync } from 'node:child_process';

/** Git without the settings of the person who runs the tests. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: '/nowhere',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Bola',
      GIT_AUTHOR_EMAIL: 'bola@shop.example',
      GIT_COMMITTER_NAME: 'Bola',
      GIT_COMMITTER_EMAIL: 'bola@shop.example',
      LC_ALL: 'C',
    },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** As `git`, or undefined where it fails. */
export function gitOr(folder: string, ...args: string[]): string | undefined {
  try {
    return git(folder, ...args);
  } catch {
    return undefined;
  }
}
