import type { Waiver } from './incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Source, Span } from './source.ts';
import type { Day } from '../time/calendar.ts';

/** The one section of a postmortem that customers may ever read (V8.4). */
export const PUBLIC_SUMMARY = 'Public summary';

/** A level-2 heading of a postmortem with the Markdown under it. */
export interface PostmortemSection {
  readonly title: string;
  readonly body: string;
  readonly spans: { readonly heading: Span; readonly body: Span };
}

/** What an item's checkbox says. */
export type ItemState = 'open' | 'done';

/** Something that the review decided to do, as it was written (V8.5). */
export interface WrittenItem {
  readonly what: string;
  /** Absent where the item has no checkbox. */
  readonly state?: ItemState;
  /** As it was written; `@tunde` where it is right. */
  readonly owner?: string;
  /** As it was written; a date where it is right. */
  readonly due?: string;
  readonly dueDay?: Day;
  /** It keeps the same from happening again, rather than mending what broke. */
  readonly preventive: boolean;
  readonly spans: { readonly item: Span; readonly owner?: Span; readonly due?: Span };
}

/** The review of an incident. All of it is internal but its section "Public summary", and that only if `publish` says so. */
export interface Postmortem {
  /** The name of its file, which is the incident's. */
  readonly id: string;
  readonly source: Source;
  readonly incident: string;
  readonly severity?: string;
  /** As GitHub spells them. */
  readonly commander?: string;
  readonly due?: Instant;
  readonly publish: boolean;
  readonly published?: Instant;
  readonly runbooks?: 'updated' | 'not-needed';
  readonly sections: readonly PostmortemSection[];
  /** Of the section that the policy names for them. */
  readonly items: readonly WrittenItem[];
  readonly waivers: readonly Waiver[];
  /** From the end of the front matter to the end of the file. */
  readonly body: Span;
}

/** A section by its title, whatever its capitals. */
export function sectionTitled(
  { sections }: Pick<Postmortem, 'sections'>,
  title: string,
): PostmortemSection | undefined {
  return sections.find((section) => sameTitle(section.title, title));
}

/** Whether two headings are the same to a reader. */
export function sameTitle(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
