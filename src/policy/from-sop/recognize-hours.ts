import { WEEKDAYS } from '../../content/schema/on-call.ts';
import { isTimeZone } from '../../time/calendar.ts';
import type { Recognizer, SopFact } from './fact.ts';

const DAYS =
  /\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\s*(?:-|–|to|until|through)\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b/i;
const TIMES = /\b([01]?\d|2[0-3])[:.]([0-5]\d)\s*(?:-|–|to|until)\s*([01]?\d|2[0-3])[:.]([0-5]\d)\b/;
const ZONE = /\b([A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?|UTC)\b/;

/** `Our office hours are Monday to Friday, 08:30 to 17:30 (Europe/Dublin).` */
export const recognizeHours: Recognizer = ({ text, label = '', headings }) => {
  const isHours = /\b(?:office|business|working|support|opening) hours\b/i;
  if (!isHours.test(text) && !isHours.test(label) && !isHours.test(headings.at(-1) ?? '')) return [];
  const times = TIMES.exec(text);
  if (!times) return [];
  const from = `${times[1]!.padStart(2, '0')}:${times[2]}`;
  const to = `${times[3]!.padStart(2, '0')}:${times[4]}`;
  if (from >= to) return [];
  const zone = ZONE.exec(text)?.[1];
  if (zone === undefined || !isTimeZone(zone))
    return [{ ask: `In which time zone are these hours, such as Europe/Paris? (office-hours) ${text}` }];
  const facts: SopFact[] = [
    { path: ['office-hours', 'timezone'], value: zone },
    { path: ['office-hours', 'from'], value: from },
    { path: ['office-hours', 'to'], value: to },
    { ask: 'Which days are holidays, by year? (office-hours.holidays)' },
  ];
  const [, first, last] = DAYS.exec(text) ?? [];
  if (first === undefined) return [...facts, { ask: 'On which days are these hours? (office-hours.days)' }];
  return [...facts, { path: ['office-hours', 'days'], value: daysBetween(first, last!) }];
};

function daysBetween(first: string, last: string): string[] {
  const [from, to] = [first, last].map((day) => WEEKDAYS.findIndex((one) => one === day.toLowerCase()));
  return Array.from({ length: ((to! - from! + 7) % 7) + 1 }, (_, index) => WEEKDAYS[(from! + index) % 7]!);
}
