/** What the responder said, by flag, as it was typed. The same words come from flags, from prompts and from forms. */
export interface IncidentInput {
  /** The incident's id, or enough of it. */
  readonly incident?: string;
  readonly severity?: string;
  /** `checkout`, or `checkout=degraded`. */
  readonly component?: readonly string[];
  readonly title?: string;
  /** What customers notice, for `[specific impact]`. */
  readonly impact?: string;
  /** A time with its zone, or how long ago: `12m`. */
  readonly detected?: string;
  readonly started?: string;
  readonly commander?: string;
  readonly source?: string;
  readonly tracking?: string;
  readonly customerFacing?: boolean;
  readonly drill?: boolean;
  /** Opened by a machine: nobody has taken it up yet. */
  readonly unattended?: boolean;
  /** Opens one although another is open for the same component. */
  readonly allowDuplicate?: boolean;
  /** The words that go out, in Markdown. */
  readonly text?: string;
  readonly phase?: string;
  /** `checkout degraded, orders operational`. */
  readonly affects?: string;
  readonly noChange?: boolean;
  readonly mitigation?: string;
  readonly cause?: string;
  readonly fix?: string;
  /** A time with its zone, or how long ago. */
  readonly fixed?: string;
  readonly tested?: string;
  /** `metrics`, `user=not-applicable`, or `all`. */
  readonly verified?: readonly string[];
  /** Which update: its time or id, `first` or `last`. */
  readonly update?: string;
}

/** One answer to choose from. */
export interface QuestionChoice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** What an asked person answers: a line, several choices, or yes and no. */
export type QuestionAnswer = string | readonly string[] | boolean;

/** Something that isn't known yet and has no right default. */
export interface Question {
  /** The flag that answers it, with an example, for those who have no terminal: `--severity sev-2`. */
  readonly flag: string;
  readonly kind: 'choose' | 'choose-many' | 'line' | 'text' | 'yes-no';
  readonly prompt: string;
  /** What helps to answer, shown above the question. */
  readonly guide?: string;
  readonly choices?: readonly QuestionChoice[];
  /** What stands there already: to be taken by pressing return. */
  readonly initial?: string;
  /** May be left out without a terminal. */
  readonly optional?: true;
  /** What an answer adds to what was said. */
  readonly toInput: (answer: QuestionAnswer) => IncidentInput;
}

/** The choice that asks for words of one's own. */
export const OTHER_CHOICE = 'other';
