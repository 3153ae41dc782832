import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

/** What happened, of which a message informs. Reminders, digests and summaries go without a change of the incident. */
export type EventType =
  | 'opened'
  | 'update'
  | 'severity'
  | 'resolved'
  | 'scheduled'
  | 'started'
  | 'completed'
  | 'announced'
  | 'ended'
  | 'digest'
  | 'reminder'
  | 'summary'
  | 'failure'
  | 'test';

/** Customers get public words only. */
export type AudienceType = 'customers' | 'internal';

/** A label and a value, each one line of plain text. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What a person does next: a link, or a command to copy. */
export interface NextStep {
  readonly label: string;
  readonly url?: string;
  readonly command?: string;
}

/**
 * A message before a channel gives it its form. All text is plain: each channel escapes it for its own markup. It may
 * come from an attacker (alerts, issue forms), so it may contain any character.
 */
export interface Message {
  /** 32 hexadecimal digits: the same on each attempt, different for each event and place. For channels that take a key. */
  readonly id: string;
  /** `opened`, `update:2026-11-22T09:10Z`: the same for all audiences and places. */
  readonly key: string;
  readonly event: EventType;
  /** When it happened. */
  readonly at: Instant;
  /** The audience of the policy, or a role. */
  readonly audience: string;
  readonly audienceType: AudienceType;
  /** The id of the incident, maintenance or notice; absent in a test and in messages about Candor itself. */
  readonly incident?: string;
  /** Messages with the same thread belong together: the incident's id, or `candor`. */
  readonly thread: string;
  /** One line: the incident's title, after DRILL if it is one. The same for all messages of an incident. */
  readonly title: string;
  /** One or two words, in the language of the site: Investigating. */
  readonly state: string;
  /** From grey to red; `good` is the end of the incident. */
  readonly tone: 'good' | 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
  /** Paragraphs with an empty line between them; may be empty. */
  readonly body: string;
  /** Severity, commander, next update. */
  readonly facts: readonly Fact[];
  /** Where to read more; customers' messages always have one. */
  readonly url?: string;
  readonly nextStep?: NextStep;
  /** Whether someone has to look at it now: a channel that can ring does. */
  readonly isUrgent: boolean;
  readonly site: { readonly name: string; readonly url: string; readonly language: string };
  /**
   * For webhooks: the incident as Statuspage sends it, with `meta`, `page` and `incident`. Only in messages for customers
   * about an incident, a maintenance or a notice.
   */
  readonly statuspage?: Readonly<Record<string, unknown>>;
}

/** What is sent, without secrets: `candor notify --dry-run` prints it. */
export interface Payload {
  /** Where to, for people: `POST https://hooks.example.com/status`; a secret as `$NAME`. */
  readonly to: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body: unknown;
}

/** What the place knows of a message, for the next one of the thread. Kept in the delivery log, so never a secret. */
export interface Receipt {
  /** The id by which later messages of the thread refer to this one: Slack's `ts`. */
  readonly thread?: string;
  /** The id or the words of the answer, in one line of at most 200 characters. */
  readonly answer?: string;
}

export type Outcome =
  | ({ readonly type: 'sent' } & Receipt)
  /** Another attempt would be refused as well. */
  | { readonly type: 'refused'; readonly reason: string }
  /** The place certainly has not got it. */
  | { readonly type: 'retry'; readonly reason: string; readonly after?: Duration }
  /** The place may have got it. */
  | { readonly type: 'unknown'; readonly reason: string };

export type FindResult =
  | ({ readonly type: 'found' } & Receipt)
  | { readonly type: 'absent' }
  | { readonly type: 'unclear'; readonly reason: string };

export type CheckResult =
  | { readonly type: 'ok'; readonly text: string }
  | { readonly type: 'problem'; readonly text: string; readonly help: string }
  /** It can't be checked without sending, or the place didn't answer. */
  | { readonly type: 'unclear'; readonly text: string };

/** What a channel gets from outside. */
export interface ChannelContext {
  /** The value of a secret by the name in `status.yaml`. The runner has checked that it is set. */
  readonly secret: (name: string) => string;
  readonly now: () => Instant;
  /** Ends the attempt; the outcome is then `unknown`, unless nothing was sent yet. */
  readonly signal: AbortSignal;
  /** The thread that an earlier message of the same incident got at this place. */
  readonly thread?: string;
}

/**
 * One way to send messages. `Place` is what `status.yaml` says of a destination; its schema lies in
 * `src/content/schema/places.ts`, under the channel's name.
 */
export interface Channel<Place> {
  readonly name: string;
  /** As people write it. */
  readonly label: string;
  /** Who is behind the place, without secrets: a place whose text changes is a new one and gets no old messages. */
  readonly describe: (place: Place) => string;
  /** The names of the secrets that the place needs. */
  readonly secretsOf: (place: Place) => readonly string[];
  /**
   * What to do when it is unknown whether a message arrived. `repeat`: the channel drops a second message with the same
   * key. `look`: `find` asks the place. `ask`: a person decides, unless someone has to be woken.
   */
  readonly whenUnknown: 'repeat' | 'look' | 'ask';
  /** The shortest time between two messages to one place, in milliseconds. */
  readonly pause?: Duration;
  /** Pure: the same message and place give the same payload. */
  readonly prepare: (message: Message, place: Place, thread?: string) => Payload;
  readonly send: (payload: Payload, place: Place, context: ChannelContext) => Promise<Outcome>;
  /** Whether a message has arrived. Only with `whenUnknown: 'look'`. */
  readonly find?: (message: Message, place: Place, context: ChannelContext) => Promise<FindResult>;
  /** For `candor doctor`: without sending anything. */
  readonly check: (place: Place, context: ChannelContext) => Promise<CheckResult>;
}
