/** A range of text; offsets are UTF-16 code units. */
export interface ProseSpan {
  readonly start: number;
  readonly end: number;
}

export const spansOverlap = (a: ProseSpan, b: ProseSpan): boolean => a.start < b.end && b.start < a.end;

export const containsSpan = (outer: ProseSpan, inner: ProseSpan): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
