/** A responder's input by option, unparsed. It comes from command-line options, prompts or issue forms. */
export interface IncidentInput {
  /** `incident`, the default, `maintenance` or `notice`. */
  readonly kind?: string;
  /** The incident's id, or part of it. */
  readonly incident?: string;
  /** The incident that it is merged into: its id, or part of it. */
  readonly into?: string;
  readonly severity?: string;
  /** `checkout`, or `checkout=degraded`. */
  readonly component?: readonly string[];
  readonly title?: string;
  /** What customers notice, for `[specific impact]`. */
  readonly impact?: string;
  /** A time with a time zone, or how long ago: `12m`. */
  readonly detected?: string;
  readonly started?: string;
  /** When a maintenance or notice begins: a time with a time zone, or how long from now. */
  readonly starts?: string;
  /** When a maintenance or notice ends: a time with a time zone, or how long after its start; in an update, from now. */
  readonly ends?: string;
  /** The policy's template of a notice, by its key. */
  readonly template?: string;
  /** When customers were no longer affected: a time with a time zone, or how long ago. */
  readonly ended?: string;
  readonly commander?: string;
  readonly source?: string;
  readonly tracking?: string;
  readonly customerFacing?: boolean;
  readonly drill?: boolean;
  /** A security incident, under embargo until it is disclosed. */
  readonly security?: boolean;
  /** Opened by an alert, and not yet acknowledged by a person. */
  readonly unattended?: boolean;
  /** Allows opening it while another incident is open for the same component. */
  readonly allowDuplicate?: boolean;
  /** The public text, in Markdown. */
  readonly text?: string;
  readonly phase?: string;
  /** `checkout degraded, orders operational`. */
  readonly affects?: string;
  /** When the writer promises the next update: a time with a time zone, or how long from now. */
  readonly nextUpdate?: string;
  readonly noChange?: boolean;
  /** The incident was a rehearsal that was published by mistake. */
  readonly rehearsal?: boolean;
  readonly mitigation?: string;
  readonly cause?: string;
  readonly fix?: string;
  /** A time with a time zone, or how long ago. */
  readonly fixed?: string;
  readonly tested?: string;
  /** `metrics`, `user=not-applicable`, or `all`. */
  readonly verified?: readonly string[];
  /** The right time of an update: a time with a time zone, or how long ago. */
  readonly time?: string;
  /** Which update: its time or id, `first` or `last`. */
  readonly update?: string;
}

export interface QuestionChoice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** A letter that selects it at once. */
  readonly key?: string;
}

/** A text or choice, several choices, or yes or no. */
export type QuestionAnswer = string | readonly string[] | boolean;

/** Asks a person at a terminal. */
export type Prompt = (question: Question) => Promise<QuestionAnswer>;

/** A missing input that has no default. */
export interface Question {
  /** The option that answers it, with an example, for use without a terminal: `--severity sev-2`. */
  readonly flag: string;
  readonly kind: 'choose' | 'choose-many' | 'line' | 'text' | 'yes-no';
  readonly prompt: string;
  /** Guidance shown above the question. */
  readonly guide?: string;
  readonly choices?: readonly QuestionChoice[];
  /** The default answer, accepted by pressing return. */
  readonly initial?: string;
  /** The answer if return is pressed on an empty line. */
  readonly emptyAnswer?: string;
  /** What is wrong with an answer, so that it is asked again at once. */
  readonly findProblem?: (answer: string) => string | undefined;
  /** Whether it is skipped without a terminal. */
  readonly optional?: true;
  /** Whether return alone answers nothing: a person has to choose. */
  readonly isDeliberate?: true;
  /** Whether keys that were typed before it is shown do not count. */
  readonly awaitsFreshKeys?: true;
  /** The input that an answer adds. */
  readonly toInput: (answer: QuestionAnswer) => IncidentInput;
}

/** The choice to write custom text. */
export const OTHER_CHOICE = 'other';
