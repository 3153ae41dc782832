/**
 * What the importer says of one file: `kept` is information that found no field, `repaired` something that the source
 * lacked or had wrong and that follows from the rest, `person` something that only a person can settle.
 */
export interface Note {
  readonly kind: 'kept' | 'repaired' | 'person';
  readonly text: string;
}

export const kept = (text: string): Note => ({ kind: 'kept', text });
export const repaired = (text: string): Note => ({ kind: 'repaired', text });
export const person = (text: string): Note => ({ kind: 'person', text });
