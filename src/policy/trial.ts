import type { SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { parseComponent, isRetiredOn } from '../content/site.ts';
import type { Policy } from '../content/policy.ts';
import type { SeverityOccasion } from '../content/schema/policy-severity.ts';
import { openEvent } from '../response/announce.ts';
import type { IncidentChange } from '../response/change.ts';
import { parseChangedEvent } from '../response/change.ts';
import type { IncidentContext } from '../response/context.ts';
import { impactPhrasesOf, templateFor } from '../response/default-text.ts';
import { InputError } from '../response/input-error.ts';
import type { IncidentInput } from '../response/inputs.ts';
import { resolveIncident } from '../response/resolve.ts';
import { updateIncident } from '../response/update.ts';
import { createRuleContext } from '../rules/engine/context.ts';
import { lintIncidentFile } from '../rules/engine/lint.ts';
import type { RuleContext } from '../rules/engine/rule.ts';
import { createCalendar } from '../time/calendar.ts';
import { HOUR, MINUTE } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

/** One text that Candor writes by itself, and what the policy's own rules say about it. */
export interface TrialStep {
  /** The severity's key; `maintenance`, `notice` or `security` for those. */
  readonly event: string;
  /** The part of `templates` that the text comes from, or the phase. */
  readonly occasion:
    | SeverityOccasion
    | 'embargo'
    | 'scheduled'
    | 'in-progress'
    | 'verifying'
    | 'completed'
    | 'ended'
    | 'notice';
  /** The key of the notice's template, or the impact phrase. */
  readonly detail?: string;
  /** Where the text comes from: the policy, or Candor's own words. */
  readonly origin: 'policy' | 'engine';
  readonly title: string;
  /** Empty for a severity that customers never see. */
  readonly text: string;
  readonly findings: readonly Pick<Diagnostic, 'rule' | 'level' | 'message' | 'help'>[];
}

/** The findings of the rule that stands for a plan that stops. */
export const TRIAL_STOPPED = 'valid-policy-templates';

/**
 * Plays one incident of each severity through all phases in memory, with the policy's own templates, then each notice
 * and a maintenance. Nothing is written. Gives every text with what the policy's own rules find in it.
 */
export function tryPolicy(siteContext: SiteContext, now: Instant): TrialStep[] {
  const context = createTrialContext(siteContext, now);
  // It is played in the past, so that no update is in the future of the check.
  const trial: Trial = {
    context,
    rules: createRuleContext(context.siteContext, [], now),
    start: now - TRIAL_LENGTH,
    triedTemplates: new Set(),
  };
  return [
    ...Object.keys(siteContext.policy.severities).flatMap((key) => tryIncident(trial, key)),
    ...trySecurity(trial),
    ...tryMaintenance(trial),
    ...Object.keys(siteContext.policy.notices.templates).flatMap((key) => tryNotice(trial, key)),
  ];
}

interface Trial {
  readonly context: IncidentContext;
  readonly rules: RuleContext;
  readonly start: Instant;
  /** The templates of first updates that were filled with every impact phrase. */
  readonly triedTemplates: Set<string>;
}

/** Longer than any incident that is played. */
const TRIAL_LENGTH = 365 * 24 * HOUR;

/** The site with at least two components in service, and no incident. */
function createTrialContext(siteContext: SiteContext, now: Instant): IncidentContext {
  const today = createCalendar(siteContext.site.timezone).dayOf(now);
  // The trial is in the past, before components that are new.
  const inService = siteContext.components
    .filter((one) => !one.hidden && !isRetiredOn(one, today))
    .map(({ since: _since, ...component }) => component);
  const spare = ['Alpha', 'Beta'].flatMap((name) => {
    const path = `components/trial-${name.toLowerCase()}.md`;
    return parseComponent({ path, text: `---\nname: ${name}\n---\n` }).value ?? [];
  });
  const components = [...inService, ...spare.slice(Math.min(inService.length, 2))];
  return { siteContext: { ...siteContext, components }, entries: [], usedIds: new Set() };
}

/** Everything that a policy can require before an incident is resolved. */
const RESOLUTION: IncidentInput = {
  cause: 'The trial.',
  fix: 'rollback',
  tested: 'staging',
  verified: ['all'],
};

const STEP = 10 * MINUTE;

function tryIncident(trial: Trial, key: string): TrialStep[] {
  const { context } = trial;
  const { policy, components } = context.siteContext;
  const visible = policy.severities[key]!.public !== 'never';
  const [first, second] = components.map(({ id }) => id);
  const phrases = impactPhrasesOf(context.siteContext);
  const opening: IncidentInput = {
    severity: key,
    component: [first!, second!],
    impact: phrases[0]!,
    source: 'alert',
    commander: '@trial',
    ...(visible && { customerFacing: true }),
  };
  const player = createPlayer(trial, key);
  player.play('first', (at) => openEvent(player.context(), opening, at));
  if (player.hasStopped() || !visible) return player.steps();
  const update = (occasion: SeverityOccasion, input: IncidentInput): void =>
    player.play(occasion, (at) => updateIncident(player.context(), input, at));
  update('identified', { phase: 'identified' });
  update('no-change', { noChange: true });
  update('monitoring', { phase: 'monitoring' });
  player.wait(policy.monitoring ?? 0);
  const branch = player.context();
  const resolve = (occasion: SeverityOccasion, input: IncidentInput): void =>
    player.play(occasion, (at) => {
      const change = resolveIncident(player.context(), input, at);
      if ('kind' in change) return change;
      throw new InputError('The monitoring time of the trial was too short.');
    });
  resolve('resolved', RESOLUTION);
  player.rewind(branch);
  resolve('resolved-partly', { ...RESOLUTION, affects: `${second!} degraded` });
  player.rewind({ ...context });
  const template = templateFor(context.siteContext, policy.severities[key]!, 'first');
  if (trial.triedTemplates.has(template)) return player.steps();
  trial.triedTemplates.add(template);
  for (const impact of phrases.slice(1))
    player.play('first', (at) => openEvent(context, { ...opening, impact }, at), impact);
  return player.steps();
}

/** A security incident, which has no text before a person discloses it. */
function trySecurity(trial: Trial): TrialStep[] {
  const { policy } = trial.context.siteContext;
  const severity = Object.keys(policy.severities)[0];
  if (!policy.security || severity === undefined) return [];
  const player = createPlayer(trial, 'security');
  const opening: IncidentInput = { severity, security: true, source: 'internal', commander: '@trial' };
  player.play('embargo', (at) => openEvent(trial.context, opening, at));
  return player.steps();
}

function tryMaintenance(trial: Trial): TrialStep[] {
  const { context, start } = trial;
  const { maintenance } = context.siteContext.policy;
  const player = createPlayer(trial, 'maintenance');
  const component = [context.siteContext.components[0]!.id];
  const notice = Math.ceil(((maintenance?.notice ?? 0) + HOUR) / HOUR);
  const opening: IncidentInput = { kind: 'maintenance', component, starts: `${notice}h`, ends: '2h' };
  if (maintenance?.templates.scheduled !== undefined)
    player.play('scheduled', (at) => openEvent(context, opening, at));
  const opened = openEvent(context, { ...opening, text: 'Trial.' }, start);
  player.rewind({ ...context, entries: [parseChangedEvent(opened)] });
  player.wait(notice * HOUR);
  for (const phase of ['in-progress', 'verifying', 'completed'] as const) {
    player.play(phase, (at) => updateIncident(player.context(), { incident: opened.id, phase }, at));
  }
  return player.steps();
}

function tryNotice(trial: Trial, template: string): TrialStep[] {
  const { context } = trial;
  const player = createPlayer(trial, 'notice');
  const ends = formatInstant(Math.floor(trial.start / MINUTE) * MINUTE + 48 * HOUR);
  player.play('notice', (at) => openEvent(context, { kind: 'notice', template, ends }, at), template);
  if (!player.hasStopped())
    player.play('ended', (at) =>
      updateIncident(player.context(), { incident: player.context().entries[0]!.id, phase: 'ended' }, at),
    );
  return player.steps();
}

interface TrialPlayer {
  readonly context: () => IncidentContext;
  readonly play: (
    occasion: TrialStep['occasion'],
    change: (at: Instant) => IncidentChange,
    detail?: string,
  ) => void;
  readonly wait: (length: number) => void;
  /** Goes back to an earlier state, so that another ending can be played. */
  readonly rewind: (to: IncidentContext) => void;
  readonly hasStopped: () => boolean;
  readonly steps: () => TrialStep[];
}

/** Plays changes one after the other, each a few minutes later, and collects what is new in each. */
function createPlayer({ context: initial, rules, start }: Trial, event: string): TrialPlayer {
  const steps: TrialStep[] = [];
  const known = new Set<string>();
  let context = initial;
  let at = start;
  let stopped = false;
  const { policy, site } = initial.siteContext;
  const add = (
    occasion: TrialStep['occasion'],
    findings: TrialStep['findings'],
    change: Pick<IncidentChange, 'publicText'> & { title: string },
    detail: string | undefined,
  ): void => {
    const fresh = findings.filter(({ rule, message }) => !known.has(`${rule} ${message}`));
    for (const { rule, message } of findings) known.add(`${rule} ${message}`);
    steps.push({
      event,
      occasion,
      ...(detail !== undefined && { detail }),
      origin: originOf(policy, event, occasion),
      title: change.title,
      text: change.publicText,
      findings: fresh,
    });
  };
  return {
    context: () => context,
    play: (occasion, create, detail) => {
      if (stopped) return;
      try {
        const change = create(at);
        const changed = parseChangedEvent(change);
        const { diagnostics } = parseIncident(change, site.timezone);
        const found = [...diagnostics, ...lintIncidentFile(changed, rules)];
        context = {
          ...context,
          entries: [changed],
          usedIds: new Set([...context.usedIds, change.id]),
        };
        add(occasion, found, { publicText: change.publicText, title: changed.title }, detail);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const { message, help } = error;
        add(
          occasion,
          [{ rule: TRIAL_STOPPED, level: 'error', message, help: help ?? '' }],
          { publicText: '', title: '' },
          detail,
        );
        stopped = occasion === 'first' || occasion === 'notice';
      }
      at += STEP;
    },
    wait: (length) => void (at += length),
    rewind: (to) => void (context = to),
    hasStopped: () => stopped,
    steps: () => steps,
  };
}

function originOf(
  { severities, templates, maintenance }: Policy,
  event: string,
  occasion: TrialStep['occasion'],
): TrialStep['origin'] {
  if (occasion === 'notice') return 'policy';
  const own = {
    ...templates,
    ...(Object.hasOwn(severities, event) ? severities[event]!.templates : maintenance?.templates),
  };
  return Object.hasOwn(own, occasion) ? 'policy' : 'engine';
}
