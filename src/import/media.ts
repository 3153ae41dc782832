/** The folder of a content root for pictures. */
const MEDIA_FOLDER = 'media';

/** Where each picture of a source goes: a name of its own in `media/`. */
export function planMedia(paths: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    paths.map((path) => {
      const name = path.replace(/^.*\//, '').replace(/[^\w.-]+/g, '-');
      let target = `${MEDIA_FOLDER}/${name}`;
      for (let count = 2; taken.has(target); count += 1) target = `${MEDIA_FOLDER}/${count}-${name}`;
      taken.add(target);
      return [path, target];
    }),
  );
}

/** A text whose pictures from the source's folder are those in `media/`; addresses on the web stay as they are. */
export function moveMedia(text: string, media: ReadonlyMap<string, string> | undefined): string {
  if (!media || media.size === 0) return text;
  return text.replace(/(\]\(\s*<?)(?!\w+:)([^\s)>]+)/g, (whole, open: string, address: string) => {
    const target = findMedia(address, media);
    return target === undefined ? whole : `${open}${target}`;
  });
}

function findMedia(address: string, media: ReadonlyMap<string, string>): string | undefined {
  const wanted = address.replace(/[?#].*$/, '').replace(/^(?:\.{0,2}\/)+/, '');
  if (wanted === '') return undefined;
  const path = [...media.keys()].find((one) => one === wanted || one.endsWith(`/${wanted}`));
  return path === undefined ? undefined : media.get(path);
}

/** The pictures that a text leads to, by their place in the content root. */
export function mediaIn(text: string): string[] {
  return [...text.matchAll(/\]\(\s*<?(media\/[^\s)>]+)/g)].map((match) => match[1]!);
}
