/** The folder of a content root for the pictures in its texts. */
export const PICTURE_FOLDER = 'media';

const ADDRESS = /^(?:\/|(?:\.{1,2}\/){1,9})?(media\/[^?#]{1,300})$/;

/**
 * The path in the content root of a picture that a text names: `../media/chart.png`, as GitHub shows it in a preview, or
 * `media/chart.png`. Undefined for every other address.
 */
export function pathOfLocalPicture(address: string): string | undefined {
  const path = ADDRESS.exec(address.trim())?.[1];
  if (path === undefined) return undefined;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** How a text in `incidents/` or `postmortems/` names a picture of this path. */
export function addressOfLocalPicture(path: string): string {
  return `../${path}`;
}
