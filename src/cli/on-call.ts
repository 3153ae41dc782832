import { resolve } from 'node:path';
import { parseSiteContext } from '../content/content.ts';
import { requireSiteContext } from '../deadlines/io/require-site-context.ts';
import { parseNow } from '../files/command-errors.ts';
import { readContent } from '../files/read-content.ts';
import { keepCalendars, readCalendars } from '../on-call/io/read-calendars.ts';
import type { Site } from '../content/site.ts';
import type { Instant } from '../time/instant.ts';
import { createRotas, peopleOnCallAt } from '../on-call/on-call.ts';
import { renderOnCall } from '../on-call/report.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { onCall } from './declarations/on-call.ts';

export const runOnCall: CommandRun<typeof onCall> = async (values) => {
  const root = resolve(values.root);
  const now = parseNow(values.now);
  const siteContext = requireSiteContext(parseSiteContext(await readContent(root)));
  const { site } = siteContext;
  if (values.keep) return keep(root, site, now);
  const people = peopleOnCallAt(createRotas(site, await readCalendars(root, site, now)), now);
  process.stdout.write(renderOnCall(siteContext, people, now));
  return [...people.values()].some((one) => one.people.length === 0) ? 1 : 0;
};

async function keep(root: string, site: Site, now: Instant): Promise<number> {
  const { kept, unread } = await keepCalendars(root, site, now);
  for (const [role, reason] of unread)
    process.stderr.write(`The calendar of ${role} could not be read: ${reason} Its earlier list stays.\n`);
  const names = kept.length === 0 ? 'no list' : kept.join(', ');
  process.stdout.write(`Kept for later runs: ${names}.\n`);
  return unread.size > 0 ? 1 : 0;
}
