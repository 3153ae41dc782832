import { createContext, Script } from 'node:vm';
import { FILE_TIME_LIMIT, OLD_VERSION_TIME_LIMIT } from '../content/time-limit.ts';
import type { LimitWork, RunPerFile } from '../content/time-limit.ts';
import type { SourceFile } from '../content/source.ts';
import type { Duration } from '../time/duration.ts';

/**
 * Files that are quick share one timer: starting one takes about as long as reading a file. So a slow file is stopped after
 * the limit, or up to this much later.
 */
const SLICE: Duration = 500;

/**
 * Stops the work on a file after a limit, even inside of a regular expression: V8 interrupts code that runs by
 * `vm.Script` with a timeout. The work is ordinary code of this process; nothing is isolated.
 */
export function createTimeLimit(limit: Duration = FILE_TIME_LIMIT): RunPerFile {
  const timed: { run?: () => void } = {};
  const context = createContext(timed);
  const script = new Script('run()');
  return <I, O>(files: readonly I[], work: (file: I) => O, tooSlow: (file: I) => O) => {
    const results: O[] = [];
    let begun = 0;
    timed.run = () => {
      const end = performance.now() + SLICE;
      while (results.length < files.length && performance.now() < end) {
        begun = results.length + 1;
        results.push(work(files[results.length]!));
      }
    };
    while (results.length < files.length) {
      try {
        script.runInContext(context, { timeout: limit + SLICE });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
        if (begun > results.length) results.push(tooSlow(files[results.length]!));
      }
    }
    return results;
  };
}

/** For files that are read one after another, such as the versions of a file. */
export function createWorkLimit(limit: Duration = OLD_VERSION_TIME_LIMIT): LimitWork {
  const runPerFile = createTimeLimit(limit);
  const slowTexts = new Set<string>();
  return <O>(source: SourceFile, work: () => O, tooSlow: O): O => {
    if (slowTexts.has(source.text)) return tooSlow;
    const [result] = runPerFile([source], work, ({ text }) => {
      slowTexts.add(text);
      return tooSlow;
    });
    return result as O;
  };
}
