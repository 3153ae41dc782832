import type { SiteContext } from '../content/content.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatInZone } from '../time/zone.ts';
import type { PeopleOnCall } from './on-call.ts';
import type { OnCallNow } from './rota.ts';

/** Who is on call, role by role, by the clock of the site's zone. */
export function renderOnCall({ site, policy }: SiteContext, onCall: PeopleOnCall, now: Instant): string {
  const zone = site.timezone;
  const head = `${formatInZone(now, zone).slice(0, 16).replace('T', ' ')} in ${zone}, ${formatInstant(now)}`;
  if (onCall.size === 0) return `${head}\nstatus.yaml has no rota: see on-call in docs/adopter/on-call.md.\n`;
  const roles = [...onCall].flatMap(([role, one]) => [
    `${policy.roles[role]?.name ?? role}: ${one.people.length === 0 ? 'no one on call is known' : one.people.join(' ')}`,
    ...describe(one, zone).map((line) => `  ${line}`),
  ]);
  return `${[head, ...roles].map(escapeControlCharacters).join('\n')}\n`;
}

function describe({ backups, until, next, note }: OnCallNow, zone: string): string[] {
  const time = (instant: Instant): string => formatInZone(instant, zone).slice(0, 16).replace('T', ' ');
  return [
    ...(backups.length > 0 ? [`backup: ${backups.join(' ')}`] : []),
    ...(until === undefined ? [] : [`until ${time(until)}`]),
    ...(next ? [`next: ${next.people.join(' ')} from ${time(next.from)}`] : []),
    ...(note === undefined ? [] : [`note: ${note}`]),
  ];
}
