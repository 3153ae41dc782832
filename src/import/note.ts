/**
 * What the importer says of one file: `kept` is information that found no field, `repaired` something that the source
 * lacked or had wrong and that follows from the rest, `person` something that only a person can settle.
 */
export interface ImportNote {
  readonly kind: 'kept' | 'repaired' | 'person';
  readonly text: string;
  /** The word that was not known; the report lists it once, with all its uses. */
  readonly unknown?: UnknownWord;
}

/** A word of another tool that no table has, and what it was taken for. */
export interface UnknownWord {
  readonly sort: 'phase' | 'severity' | 'component state';
  readonly word: string;
  readonly takenFor: string;
}

export const createKeptNote = (text: string): ImportNote => ({ kind: 'kept', text });
export const createRepairedNote = (text: string): ImportNote => ({ kind: 'repaired', text });
export const createManualNote = (text: string): ImportNote => ({ kind: 'person', text });
export const createUnknownWordNote = (text: string, unknown: UnknownWord): ImportNote => ({
  kind: 'person',
  text,
  unknown,
});
