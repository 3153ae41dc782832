import type { DoctorCheck } from './check.ts';
import { fail, formatList, ok, warn } from './check.ts';

/** Compares the files of `.github/` with what this version of Candor generates. */
export const GENERATED_CHECK: DoctorCheck = {
  id: 'generated',
  what: 'Generated files are current',
  run({ local: { staleFiles, leftFiles, workflows } }) {
    const left = leftFiles.map(({ path, isRemoved, isBehind }) =>
      isRemoved ? `${path} (removed)` : isBehind ? `${path} (Candor changed it too)` : path,
    );
    const behind = leftFiles.filter(({ isBehind }) => isBehind).map(({ path }) => path);
    const blocked = workflows
      .filter(
        ({ path, isBlocked }) =>
          isBlocked && [...staleFiles, ...leftFiles.map((file) => file.path)].includes(path),
      )
      .map(({ path }) => path);
    const reason =
      blocked.length === 0
        ? ''
        : ` GitHub blocks pull_request_target in public repositories from 2 December 2026, and ${formatList(blocked)} ${blocked.length === 1 ? 'runs' : 'run'} on it.`;
    const difference = '"npx candor upgrade --dry-run" shows the differences';
    if (staleFiles.length > 0)
      return fail(
        `${formatList(staleFiles)} ${staleFiles.length === 1 ? 'is' : 'are'} out of date.${reason}`,
        `Run "npx candor upgrade", and commit.${behind.length === 0 ? '' : ` It leaves what you changed: add what Candor changed in ${formatList(behind)} yourself; ${difference}.`}`,
      );
    const others =
      left.length === 0 ? '' : `, except for what you changed: ${formatList(left)}; ${difference}`;
    const found = `Workflows, forms and CODEOWNERS match this version of Candor, the policy, components and people${others}.`;
    if (reason === '') return ok(found);
    return warn(
      `${found}${reason}`,
      `Add what Candor changed in ${formatList(blocked)} yourself; ${difference}.`,
    );
  },
};
