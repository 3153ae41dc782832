import type { Suppression } from './incident.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile, TextSpan } from './source.ts';
import type { Day } from '../time/calendar.ts';

/** The one section of a postmortem that customers may ever read (V8.4). */
export const PUBLIC_SUMMARY = 'Public summary';

/** A level-2 heading of a postmortem with the Markdown under it. */
export interface PostmortemSection {
  readonly title: string;
  readonly body: string;
  readonly spans: { readonly heading: TextSpan; readonly body: TextSpan };
}

/** What an item's checkbox says. */
export type ActionItemState = 'open' | 'done';

/** Something that the review decided to do, as it was written (V8.5). */
export interface PostmortemActionItem {
  readonly description: string;
  /** Absent where the item has no checkbox. */
  readonly state?: ActionItemState;
  /** As it was written; `@tunde` where it is right. */
  readonly owner?: string;
  /** As it was written; a date where it is right. */
  readonly due?: string;
  readonly dueDay?: Day;
  /** It keeps the same from happening again, rather than mending what broke. */
  readonly preventive: boolean;
  readonly spans: { readonly item: TextSpan; readonly owner?: TextSpan; readonly due?: TextSpan };
}

/** The review of an incident. All of it is internal but its section "Public summary", and that only if `publish` says so. */
export interface Postmortem {
  /** The name of its file, which is the incident's. */
  readonly id: string;
  readonly source: SourceFile;
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
  readonly actionItems: readonly PostmortemActionItem[];
  readonly suppressions: readonly Suppression[];
  /** From the end of the front matter to the end of the file. */
  readonly body: TextSpan;
}

/** A section by its title, whatever its capitals. */
export function findSection(
  { sections }: Pick<Postmortem, 'sections'>,
  title: string,
): PostmortemSection | undefined {
  return sections.find((section) => isSameTitle(section.title, title));
}

/** Whether two headings are the same to a reader. */
export function isSameTitle(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
