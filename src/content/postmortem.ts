import type { Suppression } from './incident.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile, TextSpan } from './source.ts';
import type { Day } from '../time/calendar.ts';

/** The only section of a postmortem that can be published (V8.4). */
export const PUBLIC_SUMMARY = 'Public summary';

/** A level-2 heading with the Markdown under it. */
export interface PostmortemSection {
  readonly title: string;
  readonly body: string;
  readonly spans: { readonly heading: TextSpan; readonly body: TextSpan };
}

/** From its checkbox. */
export type ActionItemState = 'open' | 'done';

/** An action item as written (V8.5). */
export interface PostmortemActionItem {
  readonly description: string;
  /** Absent if the item has no checkbox. */
  readonly state?: ActionItemState;
  /** As written; `@tunde` if valid. */
  readonly owner?: string;
  /** As written; a date if valid. */
  readonly due?: string;
  readonly dueDay?: Day;
  /** It prevents a recurrence, rather than repairing what failed. */
  readonly preventive: boolean;
  readonly spans: { readonly item: TextSpan; readonly owner?: TextSpan; readonly due?: TextSpan };
}

/** Internal, except for the section "Public summary" if `publish` is set. */
export interface Postmortem {
  /** The name of its file, which is the incident's id. */
  readonly id: string;
  readonly source: SourceFile;
  readonly incident: string;
  readonly severity?: string;
  /** GitHub login. */
  readonly commander?: string;
  readonly due?: Instant;
  readonly publish: boolean;
  readonly published?: Instant;
  readonly runbooks?: 'updated' | 'not-needed';
  readonly sections: readonly PostmortemSection[];
  /** From the section that the policy names for action items. */
  readonly actionItems: readonly PostmortemActionItem[];
  readonly suppressions: readonly Suppression[];
  /** From the end of the front matter to the end of the file. */
  readonly body: TextSpan;
}

/** Ignores case. */
export function findSection(
  { sections }: Pick<Postmortem, 'sections'>,
  title: string,
): PostmortemSection | undefined {
  return sections.find((section) => isSameTitle(section.title, title));
}

/** Ignores case and surrounding blanks. */
export function isSameTitle(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
