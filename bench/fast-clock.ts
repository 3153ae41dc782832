/**
 * Loaded into a process by --import: its clock runs faster. `FAST_CLOCK=RATE:START` gives how many times, and the instant, in
 * milliseconds, at which it left the machine's clock. The pauses of the watch loop are shortened by the same rate; time limits
 * of requests and of git stay, because these are as fast as ever.
 */
const [rate, start] = (process.env['FAST_CLOCK'] ?? '1:0').split(':').map(Number) as [number, number];
const machineNow = Date.now.bind(Date);
const machineTimeout = globalThis.setTimeout;

Date.now = () => start + (machineNow() - start) * rate;
globalThis.setTimeout = Object.assign((run: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
  const caller = new Error().stack?.split('\n')[2] ?? '';
  const isPause = caller.includes('/reminders/io/watch.ts');
  return machineTimeout(run, isPause ? delay / rate : delay, ...args);
}, machineTimeout) as typeof setTimeout;
