import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files that a step may write to, by the variables that name them. */
export interface StepFiles {
  readonly GITHUB_OUTPUT: string;
  readonly GITHUB_ENV: string;
  readonly GITHUB_PATH: string;
  readonly GITHUB_STEP_SUMMARY: string;
  readonly GITHUB_STATE: string;
}

/** What a step left in them. */
export interface Left {
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
  /** What makes the runner fail the step. */
  readonly faults: readonly string[];
}

/** The most that GitHub takes as the summary of a step, in bytes. */
const LARGEST_SUMMARY = 1024 * 1024;

/** Empty files for one step. */
export function makeStepFiles(folder: string): StepFiles {
  mkdirSync(folder, { recursive: true });
  const file = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, '');
    return path;
  };
  return {
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_STEP_SUMMARY: file('summary.md'),
    GITHUB_STATE: file('state'),
  };
}

/** Reads what a step wrote. */
export function readStepFiles(files: StepFiles): Left {
  const read = (path: string): string => readFileSync(path, 'utf8');
  const outputs = readPairs(read(files.GITHUB_OUTPUT));
  const env = readPairs(read(files.GITHUB_ENV));
  const summary = read(files.GITHUB_STEP_SUMMARY);
  const errors = [...outputs.faults, ...env.faults];
  // The runner ignores settings of how Node starts.
  if ('NODE_OPTIONS' in env.pairs) errors.push("Can't store NODE_OPTIONS output parameter");
  if (Buffer.byteLength(summary) > LARGEST_SUMMARY) {
    errors.push('$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k');
  }
  const path = read(files.GITHUB_PATH)
    .split('\n')
    .filter((line) => line !== '');
  return { outputs: outputs.pairs, env: env.pairs, path, summary, faults: errors };
}

/** `name=value` and `name<<END` … `END`, as the runner reads them. */
function readPairs(text: string): { pairs: Record<string, string>; faults: string[] } {
  const pairs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.replace(/\r$/, '');
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const name = line.slice(0, heredoc);
      const end = line.slice(heredoc + 2);
      const last = lines.findIndex((other, index) => index > at && other.replace(/\r$/, '') === end);
      if (last < 0) return { pairs, faults: [`Invalid value. Matching delimiter not found '${end}'`] };
      pairs[name] = lines.slice(at + 1, last).join('\n');
      at = last;
    } else if (equals > 0) pairs[line.slice(0, equals)] = line.slice(equals + 1);
    else return { pairs, faults: [`Invalid format '${line}'`] };
  }
  return { pairs, faults: [] };
}
