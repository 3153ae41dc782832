/** One figure beside what it may be. */
export interface Measure {
  readonly what: string;
  readonly found: string;
  readonly allowed: string;
  readonly kept: boolean;
  /** What is at fault, line by line. */
  readonly faults?: readonly string[];
}

/** A figure that may be no more than so many. */
export function atMost(what: string, found: number, allowed: number, unit = ''): Measure {
  const say = (count: number): string => `${count.toLocaleString('en-GB')}${unit}`;
  return { what, found: say(found), allowed: `≤ ${say(allowed)}`, kept: found <= allowed };
}

/** Faults of which there may be none. */
export function none(what: string, faults: readonly string[], of: string): Measure {
  return { what, found: `${faults.length} in ${of}`, allowed: '0', kept: faults.length === 0, faults };
}

/** A site built for measuring. */
export interface BuiltSite {
  readonly name: string;
  readonly dist: string;
  /** The path in its address: `/status`, or nothing. */
  readonly base: string;
}
