import type { Policy } from '../content/policy.ts';
import { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';
import type { ComponentState, IncidentPhase, MaintenancePhase } from '../content/schema/incident.ts';

export type Impact = (typeof SEVERITY_IMPACTS)[number];

/** The words of other tools for how bad something is: what the API calls it, and what its components suffer from. */
const SEVERITY_WORDS: Readonly<Record<string, readonly [Impact, ComponentState]>> = {
  critical: ['critical', 'major-outage'],
  'major-outage': ['critical', 'major-outage'],
  'full-outage': ['critical', 'major-outage'],
  down: ['critical', 'major-outage'],
  outage: ['critical', 'major-outage'],
  'service-outage': ['critical', 'major-outage'],
  major: ['major', 'partial-outage'],
  high: ['major', 'partial-outage'],
  'partial-outage': ['major', 'partial-outage'],
  disrupted: ['major', 'partial-outage'],
  'service-disruption': ['major', 'partial-outage'],
  minor: ['minor', 'degraded'],
  'minor-outage': ['minor', 'degraded'],
  medium: ['minor', 'degraded'],
  low: ['minor', 'degraded'],
  degraded: ['minor', 'degraded'],
  degradation: ['minor', 'degraded'],
  'degraded-performance': ['minor', 'degraded'],
  none: ['none', 'operational'],
  notice: ['none', 'operational'],
  information: ['none', 'operational'],
  'service-information': ['none', 'operational'],
  operational: ['none', 'operational'],
  available: ['none', 'operational'],
  maintenance: ['none', 'operational'],
  'under-maintenance': ['none', 'operational'],
};

type AnyPhase = IncidentPhase | MaintenancePhase | 'update';

/** What one tool's words mean; keys in lower case, with hyphens for spaces and underscores. */
export interface WordTable {
  readonly phases?: Readonly<Record<string, AnyPhase>>;
  readonly severities?: Readonly<Record<string, readonly [Impact, ComponentState]>>;
}

/** How bad an incident was, by the tool's words; undefined where they say nothing that is known. */
export function parseImpact(
  words: readonly string[],
  tables: readonly WordTable[] = [],
): { impact: Impact; state: ComponentState } | undefined {
  for (const word of words.flatMap((text) => [text, ...text.split(',')])) {
    const known = lookUpIn([...tables.map(({ severities }) => severities), SEVERITY_WORDS], word);
    if (known) return { impact: known[0], state: known[1] };
  }
  return undefined;
}

/** What a component suffers from, by the tool's word. */
export function parseComponentState(
  word: string,
  tables: readonly WordTable[] = [],
): ComponentState | undefined {
  return parseImpact([word], tables)?.state;
}

/**
 * The severity of a policy for an impact: the one with that impact, otherwise the nearest, the milder first. What was public
 * stays public, so a severity that is never on the page is left aside where there is another.
 */
export function severityForImpact(policy: Policy, impact: Impact): { key: string; customerFacing: boolean } {
  const rank = SEVERITY_IMPACTS.indexOf(impact);
  const all = Object.entries(policy.severities);
  const shown = all.filter(([, severity]) => severity.public !== 'never');
  const [key, severity] = (shown.length > 0 ? shown : all).toSorted(([, a], [, b]) => {
    const [near, far] = [SEVERITY_IMPACTS.indexOf(a.impact), SEVERITY_IMPACTS.indexOf(b.impact)];
    return Math.abs(near - rank) - Math.abs(far - rank) || near - far;
  })[0]!;
  return { key, customerFacing: severity.public === 'customer-facing' };
}

const PHASE_WORDS: Readonly<Record<string, AnyPhase>> = Object.fromEntries(
  Object.entries({
    investigating: `investigating investigation initial-message initial open-issue open opening indagine
      indagine-in-corso reopened re-opened issue-reported reported detected problem-ongoing untersuchung
      in-untersuchung investigando en-cours-d-investigation wird-untersucht 调查中 調査中 alert`,
    identified: `identified issue-identified confirmed confermato fixing risoluzione-in-corso identifiziert identificado
      identifié identifie root-cause-identified cause-identified 已确认 原因特定 確認済み`,
    monitoring: `monitoring watching mitigated mitigating mitigazione monitoraggio monitoraggio-in-corso
      under-observation in-observation observing surveillance beobachtung monitorando recovering observando 监控中 監視中`,
    resolved: `resolved fixed closed close closing close-issue final-message final end-of-outage end-of-outage-message
      fix-implemented solved restored service-restored recovered operational risolto résolu resolu gelöst geloest behoben
      resuelto resolvido 已解决 解決済み 解决 closing-message`,
    scheduled: 'scheduled notstartedyet not-started-yet upcoming planned planifié programmato geplant',
    'in-progress': `in-progress inprogress ongoing starting started maintenance-in-progress maintenance-has-begun
      begun maintenance-started en-cours in-corso`,
    verifying: 'verifying',
    completed: `completed complete finished done maintenance-complete maintenance-completed terminé termine completato
      abgeschlossen closing-maintenance maintenance-finished`,
    update: `update updated updates edit edited aggiornamento mise-à-jour mise-a-jour actualización actualizacion
      atualização atualizacao aktualisierung status-update new-update latest-update progress 更新 postmortem post-mortem
      notice retrospective none`,
  }).flatMap(([phase, words]) => words.split(/\s+/).map((word) => [word, phase as AnyPhase])),
);

const AS_INCIDENT: Readonly<Record<MaintenancePhase, IncidentPhase | 'update'>> = {
  scheduled: 'update',
  'in-progress': 'update',
  verifying: 'monitoring',
  completed: 'resolved',
  cancelled: 'resolved',
};
const AS_MAINTENANCE: Readonly<Record<IncidentPhase, MaintenancePhase>> = {
  investigating: 'in-progress',
  identified: 'in-progress',
  monitoring: 'verifying',
  resolved: 'completed',
  withdrawn: 'cancelled',
  merged: 'completed',
};

/** The phase that a tool's word means for this kind; `known` is false where it isn't a word that is known. */
export function parsePhase(
  word: string | undefined,
  kind: 'incident' | 'maintenance',
  tables: readonly WordTable[] = [],
): { phase: AnyPhase; known: boolean } {
  const phase =
    word === undefined ? undefined : lookUpIn([...tables.map(({ phases }) => phases), PHASE_WORDS], word);
  if (phase === undefined) return { phase: 'update', known: word === undefined };
  const other: Readonly<Record<string, AnyPhase>> = kind === 'incident' ? AS_INCIDENT : AS_MAINTENANCE;
  return { phase: other[phase] ?? phase, known: true };
}

/** How the tables spell a word: lower case, hyphens for spaces. */
export function toWordKey(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

function lookUpIn<T>(
  tables: readonly (Readonly<Record<string, T>> | undefined)[],
  word: string,
): T | undefined {
  const key = toWordKey(word);
  const table = tables.find((one) => one !== undefined && Object.hasOwn(one, key));
  return table?.[key];
}
