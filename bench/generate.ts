import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatInstant } from '../src/time/instant.ts';
import { HOUR, MINUTE } from '../src/time/duration.ts';

/** A content root: text by path. */
export type GeneratedSite = ReadonlyMap<string, string>;

/** After the last incident of a generated site. */
export const GENERATED_NOW = Date.UTC(2026, 10, 22, 12, 0);

const COMPONENTS = [
  'Storefront',
  'Checkout',
  'Payments',
  'Orders',
  'Dashboard',
  'Search',
  'Messages',
  'Reports',
];
const IMPACTS = ['failed payments', 'slow pages', 'missing orders', 'late messages', 'empty search results'];
const IDENTIFIED_TEXTS = [
  'We found what went wrong and are putting it right. Orders that were already paid for are safe.',
  'We know where the fault is and are repairing it. You do not need to do anything.',
  'The fault has been found. Everything you saved before it began is safe.',
];
const MONITORING_TEXTS = [
  'A repair is in place and pages are loading again. We are watching closely.',
  'Payments are going through again. We are watching closely before we close this incident.',
  'Messages are arriving on time again. We continue to watch.',
];
/** What updates in between tell, one to three of them. */
const MORE_SENTENCES = [
  'About a third of our customers notice it, most of them in the afternoon.',
  'New orders arrive as usual; those from before the fault began are still being sorted.',
  'The first repair did not help, so we have taken it back and are trying the second.',
  'If a page stays empty, load it again after a minute.',
  'Nothing that you saved has been lost.',
  'You can follow single orders in the [list of orders](https://example.com/orders) meanwhile.',
  'What is slow now:\n\n- the list of orders\n- the export\n- search in old messages',
  'We are moving the work to another region and will say how it goes.',
];
const CAUSES = [
  'A release was rolled back.',
  "The supplier's certificate had expired; its renewal failed for two days without an alert.",
  'A job ran again after a time-out, and did not check what it had copied before.',
  'An index was missing since the last migration, so each page read the whole year (2025–2026).',
];
const INCIDENT_INTERVAL = 4 * HOUR;

/** Eight components and `size` incidents with four to eleven updates each, every twentieth a maintenance. Deterministic. */
export function generateSite(size: number, seed = 7): GeneratedSite {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const files = new Map<string, string>();
  const site = [
    'name: Example',
    'url: https://status.example.com',
    'policy: vayva',
    'timezone: Europe/Berlin',
  ];
  files.set('status.yaml', `${site.join('\n')}\n`);
  for (const name of COMPONENTS)
    files.set(
      `components/${name.toLowerCase()}.md`,
      `---\nname: ${name}\nslo: 99.9\naliases: [the ${name}]\n---\n`,
    );
  for (let index = 0; index < size; index += 1) {
    const detected = GENERATED_NOW - (size - index) * INCIDENT_INTERVAL + Math.floor(random() * 60) * MINUTE;
    const component = pick(COMPONENTS);
    const impact = pick(IMPACTS);
    const day = formatInstant(detected).slice(0, 10);
    const more = Array.from({ length: Math.floor(random() ** 3 * 8) }, () =>
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(MORE_SENTENCES)).join(' '),
    );
    const texts = { found: pick(IDENTIFIED_TEXTS), more, watched: pick(MONITORING_TEXTS) };
    const text =
      index % 20 === 13
        ? renderMaintenanceFile(detected, component)
        : renderIncidentFile(index, detected, component, impact, texts);
    files.set(`incidents/${day}-${component.toLowerCase()}-${index}.md`, text);
  }
  return files;
}

/** Front matter as people write it: by index, URLs, roles, lists, quotes and now and then a block of notes. */
function renderIncidentFile(
  index: number,
  detected: number,
  component: string,
  impact: string,
  {
    found,
    more,
    watched,
  }: { readonly found: string; readonly more: readonly string[]; readonly watched: string },
): string {
  const at = (minutes: number): string => formatInstant(detected + minutes * MINUTE);
  const id = component.toLowerCase();
  return `---
# yaml-language-server: $schema=../schemas/incident.schema.json
title: ${component} has ${impact}
severity: sev-2
components: { ${id}: partial-outage }
started: ${at(-3)}
detected: ${at(0)}
internal:
  source: ${index % 3 === 0 ? `{ kind: alert, url: "https://example.com/alerts/${index}" }` : 'alert'}
  commander: "@amina-vayva"
  roles: { on-call-engineer: "@chidi-vayva", support-lead: "@zainab-vayva" }
  acknowledged: ${at(2)}
  tracking: https://example.com/INC-${index}
  fixed: ${at(45)}
  fix: rollback
  tested: staging
  cause: ${CAUSES[index % CAUSES.length]!}
  verified: { metrics: true, workflows: true, user: not-applicable }
${index % 4 === 0 ? `  updates: ["${at(12)}", "${at(27)}", "${at(44)}"]\n` : ''}${index % 12 === 0 ? '  notes: |\n    The second update was late.\n    Two people share this now.\n' : ''}---

## ${at(10)} investigating

We are experiencing degraded performance with ${component}. Some users may experience ${impact}. Our team is investigating.

## ${at(30)} identified

${found}
${more.map((text, position) => `\n## ${at(31 + position)} update\n\n${text}\n`).join('')}
## ${at(46)} monitoring
Affects: ${id} degraded

${watched}

## ${at(80)} resolved

The issue affecting ${component} has been resolved. All systems are now operational. We apologize for any inconvenience.
`;
}

function renderMaintenanceFile(starts: number, component: string): string {
  const at = (minutes: number): string => formatInstant(starts + minutes * MINUTE);
  return `---
kind: maintenance
title: ${component} is read-only while we move it
components: { ${component.toLowerCase()}: degraded }
starts: ${at(0)}
ends: ${at(90)}
internal:
  commander: "@amina-vayva"
---

## ${at(-14 * 24 * 60)} scheduled

We move ${component} to a larger system, so that it stays quick in busy weeks. During this time you can read, but not change
anything.

## ${at(5)} in-progress

The work has begun.

## ${at(70)} completed

The work is done, and everything works as usual.
`;
}

export async function writeGeneratedSite(folder: string, site: GeneratedSite): Promise<void> {
  for (const name of ['incidents', 'components']) await mkdir(join(folder, name), { recursive: true });
  for (const [path, text] of site) await writeFile(join(folder, path), text);
}

/** Deterministic random numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
