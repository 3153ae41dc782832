import { formatClockOffset, readClockOffset, timeServerOf } from '../clock-offset.ts';
import type { RemoteInfo } from '../plan.ts';
import type { Clock } from './simulated-clock.ts';

const TIMEOUT_MS = 2000;

/**
 * Compares this computer's clock with a server's, and puts it right for this command. Without an answer, nothing is known
 * about it; a clock that is far behind what was committed is a finding later.
 */
export async function correctClock(
  { remote }: RemoteInfo,
  { clock, print }: { readonly clock: Clock; readonly print: (text: string) => void },
): Promise<void> {
  const url = timeServerOf(remote?.url);
  // GitHub's own machines have the right time.
  const isWorkflow = process.env['GITHUB_ACTIONS'] === 'true';
  if (!clock.adjust || url === undefined || isWorkflow) return;
  const asked = clock.now();
  const date = await readServerDate(url);
  const answered = clock.now();
  const offset = readClockOffset(date, asked, answered);
  if (offset === 0) return;
  print(formatClockOffset(offset, answered));
  clock.adjust(offset);
}

async function readServerDate(url: string): Promise<string | null> {
  const options = { method: 'HEAD', redirect: 'manual', cache: 'no-store' } as const;
  try {
    return (await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) })).headers.get('date');
  } catch {
    return null;
  }
}
