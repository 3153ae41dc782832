import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { idFromPath } from '../../src/content/parse-incident.ts';
import { readContent } from '../../src/files/read-content.ts';
import { readPublicationHistory } from '../../src/publication-history/io/read.ts';
import type { PublicationHistoryOptions } from '../../src/publication-history/io/read.ts';
import { lintIncidentFiles } from '../../src/rules/engine/lint.ts';
import { RULES } from '../../src/rules/index.ts';
import { isIncidentFileRule } from '../../src/rules/engine/rule.ts';
import { checkRemovedIncidents } from '../../src/publication-history/removed-incidents.ts';
import { formatUndeterminedNotes } from '../../src/publication-history/undetermined-times.ts';
import { findPublishedTimes } from '../../src/publication-history/published-times.ts';
import { scratch, SHOP } from '../support/scratch.ts';

process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
process.env['GIT_CONFIG_NOSYSTEM'] = '1';

const WITNESSES = RULES.filter((rule) => isIncidentFileRule(rule) && rule.needs === 'history');

/** A real repository in a folder of its own, whose clock is set by hand. Times are those of 2026-11-22, UTC. */
export interface World {
  readonly root: string;
  /** Runs git; its output without white space at the ends. */
  readonly git: (...args: readonly string[]) => string;
  /** Sets the time at which commits are made: `09:10`, or a whole time. */
  readonly at: (time: string) => World;
  readonly write: (path: string, text: string) => World;
  readonly remove: (path: string) => World;
  /** Commits everything there is, at a time. */
  readonly commit: (time: string, message?: string) => void;
}

/** A repository with the files of a shop, and no commit yet. `content` is the content root inside it. */
export function world(content = '', root: string = scratch()): World {
  let clock = instant('00:00');
  const git = (...args: readonly string[]): string => {
    const date = `@${clock / 1000} +0000`;
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const settings = [
      'user.name=Amina',
      'user.email=amina@shop.example',
      'protocol.file.allow=always',
      'gc.auto=0',
    ];
    const all = [...settings.flatMap((setting) => ['-c', setting]), ...args];
    return execFileSync('git', all, { cwd: root, env, encoding: 'utf8', stdio: 'pipe' }).trim();
  };
  if (!existsSync(join(root, '.git'))) git('init', '-q', '-b', 'main');
  const file = (path: string): string => join(root, content, path);
  const self: World = {
    root: join(root, content),
    git,
    at: (time) => ((clock = instant(time)), self),
    write: (path, text) => {
      mkdirSync(dirname(file(path)), { recursive: true });
      writeFileSync(file(path), text);
      return self;
    },
    remove: (path) => (rmSync(file(path)), self),
    commit: (time, message = 'Commit') => {
      self.at(time);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', message);
    },
  };
  for (const [path, text] of Object.entries(SHOP)) self.write(path, text);
  return self;
}

const began = new Map<string, string>();

/** A repository that has stood for a day, with one incident long over, so that its line and its page have begun. */
export function page(content = '', folder?: string): World {
  let first = began.get(content);
  if (first === undefined) {
    first = mkdtempSync(join(tmpdir(), 'candor-page-'));
    began.set(content, first);
    const self = world(content, first);
    self.commit('2026-11-01T00:00Z');
    self.write(
      'incidents/long-ago.md',
      incident('## 2026-11-02T09:10Z investigating\n\nWe look.\n', LONG_AGO),
    );
    self.commit('2026-11-02T09:10Z');
  }
  const root = folder ?? scratch();
  cpSync(first, root, { recursive: true });
  return world(content, root);
}

afterAll(() => {
  for (const folder of began.values()) rmSync(folder, { recursive: true, force: true });
  began.clear();
});

const LONG_AGO = { detected: '2026-11-02T09:00Z' };

/** The text of an incident that customers see: its updates, and front matter over the usual one. */
export function incident(updates: string, front: Readonly<Record<string, string>> = {}): string {
  const fields = { title: 'Some orders fail', severity: 'sev-2', detected: '2026-11-22T09:00Z', ...front };
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${value}\n`);
  return `---\n${lines.join('')}---\n\n${updates}`;
}

/** An update of 2026-11-22. */
export function update(time: string, phase = 'investigating', words = 'We are investigating.'): string {
  return `## 2026-11-22T${time}Z ${phase}\n\n${words}\n\n`;
}

/** `2026-11-22T09:10Z` for `09:10`. */
export function instant(time: string): number {
  const read = parseInstant(time.includes('T') ? time : `2026-11-22T${time}Z`);
  if ('instant' in read) return read.instant;
  throw new Error(`"${time}" is no time`);
}

/** What the publication history shows about a content root at a time. */
export interface Verdict {
  /** Level, rule and file of each finding. */
  readonly findings: readonly string[];
  readonly messages: readonly string[];
  /** The same messages by the id of the incident. */
  readonly byIncident: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly string[];
  /** Why git has no answer. */
  readonly unknown: string | undefined;
  /** By `INCIDENT/UPDATE`, the time of 2026-11-22. */
  readonly published: Readonly<Record<string, string>>;
}

/** Checks a content root as `validate` does, with the rules that need git history only. */
export async function judge(
  root: string,
  time = '12:00',
  options: PublicationHistoryOptions = {},
): Promise<Verdict> {
  const now = instant(time);
  const sources = await readContent(root);
  const { siteContext, incidents } = parseContent(sources);
  const historyResult = await readPublicationHistory(root, sources.incidents, now, options);
  const { history, shallow } = historyResult;
  const { policy } = siteContext!;
  const diagnostics = history
    ? [
        ...lintIncidentFiles(siteContext!, incidents, now, WITNESSES, history),
        ...checkRemovedIncidents(history, policy),
      ]
    : [];
  const times = history ? [...findPublishedTimes(history, incidents, policy, now)] : [];
  return {
    findings: diagnostics.map(
      ({ level, rule, location }) => `${level} ${rule} ${location.path.replace('incidents/', '')}`,
    ),
    messages: diagnostics.map(sayFinding),
    byIncident: new Map(
      [...Map.groupBy(diagnostics, ({ location }) => idFromPath(location.path))].map(([id, own]) => [
        id,
        own.map(sayFinding),
      ]),
    ),
    notes: history ? formatUndeterminedNotes(history, incidents, policy, { now, shallow }) : [],
    unknown: historyResult.unknown?.code,
    published: Object.fromEntries(
      times
        .filter(([key]) => !key.startsWith('long-ago/'))
        .map(([key, at]) => [key.replace('20261122T', ''), new Date(at).toISOString().slice(11, 16)]),
    ),
  };
}

function sayFinding({ message, help }: Diagnostic): string {
  return `${message} ${help}`;
}

/** The text of a file. */
export function textOf(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
