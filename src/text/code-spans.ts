/**
 * Replaces each code span of Markdown: a run of backticks up to the next run of the same length. The end of a longer run
 * may open a span too. Takes linear time.
 */
export function replaceCodeSpans(text: string, replace: (code: string) => string): string {
  if (!text.includes('`')) return text;
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: run }) => ({
    length: run.length,
    end: index + run.length,
  }));
  const placesByLength = new Map<number, number[]>();
  for (let place = runs.length - 1; place >= 0; place--) {
    const places = placesByLength.get(runs[place]!.length);
    if (places) places.push(place);
    else placesByLength.set(runs[place]!.length, [place]);
  }
  let replaced = '';
  let from = 0;
  for (let place = 0; place < runs.length; place++) {
    const { length: longest, end } = runs[place]!;
    for (let length = longest; length > 0; length--) {
      const places = placesByLength.get(length);
      if (places === undefined) continue;
      let closing = places.at(-1);
      while (closing !== undefined && closing <= place) {
        places.pop();
        closing = places.at(-1);
      }
      if (closing === undefined) continue;
      const start = end - length;
      replaced += text.slice(from, start) + replace(text.slice(start, runs[closing]!.end));
      from = runs[closing]!.end;
      place = closing;
      break;
    }
  }
  return replaced + text.slice(from);
}
