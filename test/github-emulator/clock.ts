/** The time at GitHub: the machine's, until a test sets it. Once set, it does not advance. */
export class HubClock {
  /** From each of these moments of the machine on, the hub shows that time. */
  readonly #set: { readonly from: number; readonly shown: number }[] = [];

  /** @param now in milliseconds, UTC */
  set(now: number): void {
    this.#set.push({ from: Date.now(), shown: now });
  }

  /** In milliseconds, UTC. */
  now(): number {
    return this.#set.at(-1)?.shown ?? Date.now();
  }

  stamp(): string {
    return stamped(this.now());
  }

  /** The hub's time at a moment of the machine that another has noted down. */
  translated(noted: string): string {
    const moment = Date.parse(noted);
    if (Number.isNaN(moment)) return noted;
    return stamped(this.#set.findLast(({ from }) => from <= moment)?.shown ?? moment);
  }
}

/** As GitHub writes a moment: in whole seconds. */
export const stamped = (moment: number): string => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
