/*
 * Loaded into every Node of a run by NODE_OPTIONS: the machine's clock, so many milliseconds ahead of the real one. It
 * goes on as the real one does; timers are as they were.
 */
const AHEAD = Number(process.env['STORY_AHEAD'] ?? 0);
const real = Date.now.bind(Date);

Date.now = () => real() + AHEAD;
globalThis.Date = new Proxy(Date, {
  construct: (target, args: unknown[], by: new () => unknown) =>
    Reflect.construct(target, args.length === 0 ? [real() + AHEAD] : args, by) as object,
});
