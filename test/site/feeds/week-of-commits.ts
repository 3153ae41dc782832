import { at } from '../../support/status-view-from-files.ts';

/** What `main` holds from a time on. */
export interface Commit {
  readonly time: number;
  readonly incidents: Readonly<Record<string, string>>;
}

/** The week's days, so that times below are easy to read. */
const DAYS = { mon: 16, tue: 17, wed: 18, thu: 19, fri: 20, sat: 21, sun: 22 } as const;
type Moment = `${keyof typeof DAYS} ${number}:${number}`;

const iso = (moment: Moment): string => {
  const [day, clock] = moment.split(' ') as [keyof typeof DAYS, string];
  return `2026-11-${DAYS[day]}T${clock}Z`;
};

/** An incident file as it grows. */
interface Draft {
  title: string;
  front: string;
  readonly updates: { heading: string; text: string }[];
}

const drafts = new Map<string, Draft>();
const commits: Commit[] = [];

function commit(moment: Moment): void {
  const incidents = [...drafts].map(([id, { title, front, updates }]) => {
    const body = updates.map(({ heading, text }) => `## ${heading}\n\n${text}\n`).join('\n');
    return [id, `---\ntitle: ${title}\n${front}\n---\n\n${body}`] as const;
  });
  commits.push({ time: at(iso(moment)), incidents: Object.fromEntries(incidents) });
}

function open(id: string, title: string, front: string): void {
  drafts.set(id, {
    title,
    front: front.replace(/(mon|tue|wed|thu|fri|sat|sun) \d\d:\d\d/g, (found) => iso(found as Moment)),
    updates: [],
  });
}

function say(id: string, moment: Moment, phase: string, text = `${phase} of ${id}`): void {
  drafts.get(id)!.updates.push({ heading: `${iso(moment)} ${phase}`, text });
}

function correct(id: string, index: number, moment: Moment, text: string): void {
  const update = drafts.get(id)!.updates[index]!;
  update.heading = `${update.heading.replace(/ \(.*/, '')} (corrected ${iso(moment)})`;
  update.text = text;
}

const sev2 = 'severity: sev-2\ncomponents: { checkout: degraded }';

// Monday: an incident from beginning to end, corrected on the way, and a drill that must not be in any feed.
commit('mon 00:00');
open('pay', 'Some payments fail', `${sev2}\ndetected: mon 09:00`);
say('pay', 'mon 09:05', 'investigating');
commit('mon 09:06');
correct('pay', 0, 'mon 09:15', 'Payments by card fail.');
commit('mon 09:16');
say('pay', 'mon 09:35', 'identified');
commit('mon 09:35');
open('drill', 'A rehearsal', `${sev2}\ndrill: true\ndetected: mon 09:00`);
say('drill', 'mon 09:40', 'investigating');
commit('mon 09:41');
say('pay', 'mon 10:20', 'monitoring');
correct('pay', 0, 'mon 10:20', 'Some payments by card failed.');
commit('mon 10:21');
say('pay', 'mon 10:55', 'resolved');
commit('mon 10:56');

// Tuesday: a maintenance is announced; two incidents at once, and an update of each in the same minute.
open(
  'move',
  'Move of the order books',
  'kind: maintenance\ncomponents: { orders: degraded }\nstarts: thu 22:00\nends: thu 23:00',
);
say('move', 'tue 08:00', 'scheduled');
commit('tue 08:00');
open('late', 'Messages are late', 'severity: sev-2\ncomponents: { whatsapp: degraded }\ndetected: tue 12:00');
say('late', 'tue 12:10', 'investigating');
commit('tue 12:11');
open('slow', 'Orders are slow', 'severity: sev-2\ncomponents: { orders: degraded }\ndetected: tue 12:05');
say('slow', 'tue 12:10', 'investigating');
commit('tue 12:14');
say('late', 'tue 12:40', 'update');
say('slow', 'tue 12:40', 'monitoring');
commit('tue 12:40');
say('late', 'tue 13:30', 'resolved');
say('slow', 'tue 13:10', 'resolved');
commit('tue 13:30');

// Wednesday: what was kept inside for nine hours becomes public, and what happened at night is written down by day.
open(
  'inside',
  'A page looks wrong',
  'severity: sev-3\ncomponents: { checkout: degraded }\ndetected: wed 01:00',
);
say('inside', 'wed 01:10', 'investigating');
commit('wed 01:12');
drafts.get('inside')!.front += '\ncustomer-facing: true';
say('inside', 'wed 10:00', 'identified');
commit('wed 10:01');
open(
  'night',
  'Nobody could sign in',
  'severity: sev-2\ncomponents: { checkout: partial-outage }\ndetected: tue 22:00',
);
say('night', 'tue 22:10', 'investigating');
say('night', 'tue 23:10', 'resolved');
commit('wed 11:00');
drafts.get('pay')!.title = 'Some payments by card failed';
correct('pay', 1, 'wed 12:00', 'The fault was found.');
commit('wed 12:00');

// Thursday: seventy updates between breakfast and supper, more than a feed usually holds; then the maintenance.
open(
  'storm',
  'A very long day',
  'severity: sev-1\ncomponents: { checkout: major-outage }\ndetected: thu 07:00',
);
for (let index = 0; index < 70; index += 1) {
  const minutes = 7 * 60 + index * 10;
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  say('storm', `thu ${clock}` as Moment, 'update');
  if (index % 7 === 6) commit(`thu ${clock}` as Moment);
}
say('storm', 'thu 19:00', 'resolved');
commit('thu 19:00');
say('move', 'thu 22:00', 'in-progress');
commit('thu 22:00');
say('move', 'thu 22:50', 'completed');
commit('thu 22:51');

// Friday to Sunday: a correction of old words, one of new ones, an incident begun again.
correct('late', 0, 'fri 08:00', 'WhatsApp messages were late.');
correct('storm', 70, 'fri 08:00', 'It was a long day.');
commit('fri 08:00');
say('inside', 'sat 09:00', 'resolved');
commit('sat 09:00');
say('slow', 'sun 10:00', 'investigating', 'Orders are slow again.');
commit('sun 10:01');
say('slow', 'sun 11:00', 'resolved');
commit('sun 11:00');

export const WEEK: readonly Commit[] = commits;
