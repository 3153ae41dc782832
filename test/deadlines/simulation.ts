/**
 * The clock worked out a second way, for tests only: an incident is lived through minute by minute, with counters that
 * tick and are set back to zero. It shares no code with `src/deadlines`. All times are minutes from detection.
 */

export interface SimSeverity {
  readonly page: boolean;
  readonly acknowledge?: number;
  readonly first?: number;
  readonly updates?: readonly [number, number];
  readonly internal?: number;
  readonly email?: number;
  readonly fix?: number;
  readonly resolution?: number;
  readonly grace?: number;
}

export interface SimUpdate {
  readonly minute: number;
  readonly word: 'investigating' | 'identified' | 'monitoring' | 'resolved' | 'update';
  /** The number of a severity. */
  readonly severity?: number;
}

export interface SimIncident {
  readonly severity: number;
  readonly customerFacing: boolean;
  readonly acknowledged?: number;
  readonly fixed?: number;
  readonly internal: readonly number[];
  readonly emails: readonly number[];
  readonly summary?: number;
  /** In order of time. */
  readonly updates: readonly SimUpdate[];
}

export interface SimPolicy {
  readonly severities: readonly SimSeverity[];
  readonly monitoring: number;
  readonly postmortem: number;
  readonly postmortemFor: readonly number[];
  readonly summary: number;
  readonly summaryFor: readonly number[];
}

/** How far each thing is: how many minutes until it is due and late; negative once it is. */
export type SimState = Readonly<Record<string, readonly [due: number, late: number]>>;

/** What is awaited at minute `now`, after everything in the incident has happened. */
export function simulate(policy: SimPolicy, incident: SimIncident, now: number): SimState {
  const all = policy.severities;
  let severity = incident.severity;
  const had = new Set([severity]);
  const shown = (): boolean => all[severity]!.page || incident.customerFacing;
  let onPage = false;
  let said = 0;
  let word = '';
  let watching = false;
  let fixHolds = false;
  let acknowledged = false;
  let over = false;
  // Counters, in minutes.
  let sinceDetection = 0;
  let sinceUpdate = 0;
  let sincePage = 0;
  let sinceInternal = 0;
  let sinceEmail = 0;
  let sinceFix = 0;
  let sinceEnd = 0;
  const asStrict = {
    internal: new Map<number, number>(),
    email: new Map<number, number>(),
    fix: new Map<number, number>(),
  };
  let internalSaid = false;
  let emailSaid = false;

  for (let minute = 0; ; minute += 1) {
    if (minute === 0 && shown()) onPage = true;
    for (const update of incident.updates.filter((one) => one.minute === minute)) {
      if (update.severity !== undefined) severity = update.severity;
      had.add(severity);
      if (update.word !== 'update') word = update.word;
      if (!onPage && shown()) {
        onPage = true;
        sincePage = 0;
      }
      if (onPage) {
        said += 1;
        sinceUpdate = 0;
      }
      acknowledged = true;
      internalSaid = true;
      sinceInternal = 0;
      const ended = word === 'resolved';
      if (ended && !over) sinceEnd = 0;
      if (over && !ended && word !== 'monitoring') fixHolds = false;
      over = ended;
      if (word === 'monitoring') {
        if (!watching && !fixHolds) {
          fixHolds = true;
          sinceFix = 0;
        }
        watching = true;
      } else if (!ended) {
        if (watching) fixHolds = false;
        watching = false;
      }
    }
    if (incident.fixed === minute) {
      fixHolds = true;
      sinceFix = 0;
      acknowledged = true;
    }
    if (incident.acknowledged === minute) acknowledged = true;
    if (incident.internal.includes(minute)) {
      acknowledged = true;
      internalSaid = true;
      sinceInternal = 0;
    }
    if (incident.emails.includes(minute)) {
      emailSaid = true;
      sinceEmail = 0;
    }
    for (const kind of ['internal', 'email', 'fix'] as const) {
      for (const dueAt of new Set(all.map((one) => one[kind]).filter((one) => one !== undefined))) {
        const strict = (all[severity]![kind] ?? Infinity) <= dueAt;
        const before = asStrict[kind].get(dueAt);
        if (strict && before === undefined) asStrict[kind].set(dueAt, 0);
        if (!strict) asStrict[kind].delete(dueAt);
      }
    }
    if (minute === now) break;
    sinceDetection += 1;
    sinceUpdate += 1;
    sincePage += 1;
    sinceInternal += 1;
    sinceEmail += 1;
    sinceFix += 1;
    sinceEnd += 1;
    for (const counters of Object.values(asStrict))
      for (const [dueAt, count] of counters) counters.set(dueAt, count + 1);
  }

  const state: Record<string, readonly [number, number]> = {};
  const is = all[severity]!;
  const one = (kind: string, dueAt: number | undefined, passed: number): void => {
    if (dueAt !== undefined) state[kind] = [dueAt - passed, dueAt - passed];
  };
  if (over) {
    if (policy.postmortemFor.some((key) => had.has(key))) one('postmortem', policy.postmortem, sinceEnd);
    if (policy.summaryFor.some((key) => had.has(key)) && incident.summary === undefined)
      one('summary', policy.summary, sinceEnd);
    return state;
  }
  if (!acknowledged) one('acknowledge', all[incident.severity]!.acknowledge, sinceDetection);
  if (onPage && said === 0) one('first-update', is.first, sincePage);
  if (said > 0 && is.updates) {
    const [low, high] = [...is.updates].toSorted((a, b) => a - b) as [number, number];
    state['next-update'] = [low - sinceUpdate, high - sinceUpdate];
  }
  if (is.internal !== undefined) {
    const strict = asStrict.internal.get(is.internal)!;
    one('internal-update', is.internal, internalSaid ? Math.min(strict, sinceInternal) : strict);
  }
  if (onPage && is.email !== undefined) {
    const strict = Math.min(asStrict.email.get(is.email)!, sincePage);
    one('customer-email', is.email, emailSaid ? Math.min(strict, sinceEmail) : strict);
  }
  if (!fixHolds && is.fix !== undefined) one('fix', is.fix, asStrict.fix.get(is.fix)!);
  if (onPage && fixHolds && is.resolution !== undefined) {
    const late = Math.max(is.resolution, policy.monitoring) + (is.grace ?? 0);
    state['resolution'] = [policy.monitoring - sinceFix, late - sinceFix];
  }
  return state;
}
