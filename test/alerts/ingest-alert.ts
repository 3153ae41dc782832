import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import type { Ran } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { CANDOR } from '../support/run.ts';

/** A shop's page with people, and the workflow that is started for its drafts. */
export const PAGE: Readonly<Record<string, string>> = {
  ...SHOP,
  'status.yaml': `${SHOP['status.yaml']}people: { incident-commander: ["@amina"], engineering-lead: ["@tunde"] }\n`,
  'policies/vayva.yaml': readFileSync(join(ENGINE_ROOT, 'presets/vayva.yaml'), 'utf8'),
  '.github/workflows/auto-merge.yml': 'on: { workflow_dispatch: { inputs: { number: {} } } }\njobs: {}\n',
};

/** The rights that alerts.yml gives its job. */
export const RIGHTS = {
  contents: 'write',
  'pull-requests': 'write',
  issues: 'write',
  actions: 'write',
} as const;

/** What one run of the job came to. */
export interface TakenIn extends Ran {
  readonly summary: string;
}

/** Runs what alerts.yml runs, on a real clone, for an event. */
export async function takeIn(
  hub: Hub,
  payload: unknown,
  options: {
    readonly isPrivate?: boolean;
    readonly now?: string;
    readonly args?: readonly string[];
    readonly event?: object;
  } = {},
): Promise<TakenIn> {
  const { isPrivate = false, now, args = [] } = options;
  const token = hub.token({ permissions: RIGHTS });
  const root = await hub.clone(token);
  const folder = scratch();
  const event = options.event ?? {
    action: 'incident-alert',
    client_payload: payload,
    repository: { private: isPrivate },
  };
  const [path, summary] = [join(folder, 'event.json'), join(folder, 'summary.md')];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(event));
  writeFileSync(summary, '');
  const env = {
    ...CLEAN_ENVIRONMENT,
    ...hub.env(token),
    GITHUB_EVENT_PATH: path,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_RUN_ID: '77',
  };
  const command = [CANDOR, 'alerts', 'ingest', ...(now === undefined ? [] : ['--now', now]), ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: root, env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err, summary: readFileSync(summary, 'utf8') }),
    );
  });
}
