import { execFileSync } from 'node:child_process';
import { CLEAN_ENVIRONMENT } from '../../support/clean-environment.ts';

/** Git without the settings of the person who runs the tests. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    env: {
      ...CLEAN_ENVIRONMENT,
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Bola',
      GIT_AUTHOR_EMAIL: 'bola@shop.example',
      GIT_COMMITTER_NAME: 'Bola',
      GIT_COMMITTER_EMAIL: 'bola@shop.example',
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
