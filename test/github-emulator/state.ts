import type { Answer, Call } from './response.ts';
import type { Backend } from './backend.ts';
import type { Bare } from './bare-repository.ts';
import type { HubClock } from './clock.ts';
import type { Need } from './permissions.ts';
import type { Settings } from './settings.ts';
import type { Token, Tokens } from './tokens.ts';

/** What a person may do in the repository. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** A request that came in, and what was wrong with it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** GitHub's own name for it, such as `pulls/create`; `git-receive-pack` for a push. */
  readonly operation: string;
  readonly status: number;
  readonly violations: readonly string[];
  readonly login: string;
  readonly body?: unknown;
}

/** Something that GitHub would tell workflows of. */
export interface HubEvent {
  /** As in a workflow's `on:`: `push`, `pull_request`, `repository_dispatch`, … */
  readonly name: string;
  readonly action?: string;
  readonly by: string;
  /** False for what the token of a workflow's job did: that starts nothing, dispatches apart. */
  readonly starts: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What the hub itself keeps of a pull request, beside its record. */
export interface PullState {
  /** The branch, and whose fork it is in; without one this repository. */
  readonly head: string;
  readonly fork?: string;
  base: string;
  draft: boolean;
  /** Where its branch was when it was merged or closed. */
  ended?: { readonly head: string; readonly base: string };
  merged?: { readonly at: string; readonly by: string; readonly commit: string };
  autoMerge?: { readonly by: string; readonly method: string };
  reviewers: string[];
  teams: string[];
}

/** All that one hub is made of. */
export interface EmulatorState {
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  readonly isPrivate: boolean;
  readonly bare: Bare;
  readonly backend: Backend;
  readonly clock: HubClock;
  readonly tokens: Tokens;
  /** Everyone the emulator knows, including bots. */
  readonly logins: readonly string[];
  readonly people: Map<string, Role>;
  readonly teams: readonly string[];
  readonly settings: Settings;
  readonly pulls: Map<number, PullState>;
  /** Of each check run its commit and all of its annotations, by its number. */
  readonly checks: Map<number, { readonly sha: string; readonly annotations: unknown[] }>;
  readonly requests: Asked[];
  readonly events: HubEvent[];
  readonly mayUse: (token: Token, need: Need) => boolean;
}

/** Answers one operation. @throws Refusal */
export type Handler = (emulatorState: EmulatorState, call: Call) => Promise<Answer> | Answer;
export type Handlers = Readonly<Record<string, Handler>>;
