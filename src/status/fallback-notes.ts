import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';

/** An incident whose newest version is invalid, and the version shown in its place. */
export interface RestoredIncident {
  readonly entry: StatusEvent;
  readonly commit: string;
  /** When the version was committed. */
  readonly at: Instant;
  /** What the version was valid with; absent if it is valid with today's policy and components. */
  readonly siteContext?: SiteContext;
}

/** Another file that is shown as it was before, because its newest version is invalid. */
export type RestoredPart =
  | { readonly kind: 'component'; readonly id: string; readonly title: string; readonly at: Instant }
  | { readonly kind: 'postmortem'; readonly id: string; readonly at: Instant }
  /** `status.yaml`, the policy or the logo. */
  | { readonly kind: 'settings'; readonly at: Instant };

/** Files in `incidents/` of which no valid version is known. Only counted: their names may be internal. */
export interface MissingIncidents {
  /** Without those that are known to be off the page. */
  readonly count: number;
  /** Whether one of them may be an open incident. */
  readonly mayBeOpen: boolean;
}

export const NOTHING_MISSING: MissingIncidents = { count: 0, mayBeOpen: false };

/** Tells readers that something is not shown as last written. */
export type FallbackNote =
  | {
      readonly kind: 'event' | 'component' | 'postmortem';
      readonly id: string;
      readonly title: string;
      readonly at: Instant;
    }
  | { readonly kind: 'settings'; readonly at: Instant };
