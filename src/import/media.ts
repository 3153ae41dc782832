import { isPicturePath } from '../content/pictures/picture.ts';
import { formatCount } from '../text/count.ts';
import { findPictureUses } from '../text/find-pictures.ts';
import { addressOfLocalPicture, pathOfLocalPicture, PICTURE_FOLDER } from '../text/local-picture.ts';
import { splitFencedCode } from './markdown/fenced-code.ts';
import { escapeInline } from './markdown/markdown-lines.ts';
import { inlinePictures } from './markdown/references.ts';
import { replaceOutsideCode } from './markdown/replace-outside-code.ts';
import { createKeptNote, createManualNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { OutputFile } from './yaml-file.ts';

/** A picture, or another file that a text may show, in the source's folder. */
export interface SourceMediaFile {
  /** In the source's folder. */
  readonly path: string;
  /** The extension that its content asks for; absent where it can't be published. */
  readonly extension?: string;
  /** A hash of its bytes. */
  readonly version?: string;
  /** Why it can't be published. */
  readonly fault?: string;
}

/** Where a file goes: a place in `media/`, or nowhere and why. */
export type MediaPlace = { readonly target: string } | { readonly fault: string };

/** Files of the source by their path there. */
export type MediaPlan = ReadonlyMap<string, MediaPlace>;

/**
 * Plans a name of its own in `media/` for each picture; one that `candor export` wrote keeps its path. The same picture is
 * written once, and never over another one.
 * @param existing what `media/` has already: hashes by path
 */
export function planMedia(
  files: readonly SourceMediaFile[],
  existing: ReadonlyMap<string, string> = new Map(),
): MediaPlan {
  const taken = new Map(existing);
  return new Map(
    files.map(({ path, extension, version = '', fault = '' }): [string, MediaPlace] => {
      if (extension === undefined) return [path, { fault }];
      if (isPicturePath(path, extension) && (taken.get(path) ?? version) === version) {
        taken.set(path, version);
        return [path, { target: path }];
      }
      const stem = path
        .replace(/^.*\//, '')
        .replace(/\.[^.]*$/, '')
        .replace(/[^\w-]+/g, '-')
        .slice(0, 80)
        .replace(/^-+|-+$/g, '');
      const nameOf = (count: number): string =>
        `${PICTURE_FOLDER}/${stem || 'picture'}${count === 1 ? '' : `-${count}`}.${extension}`;
      let count = 1;
      while ((taken.get(nameOf(count)) ?? version) !== version) count += 1;
      taken.set(nameOf(count), version);
      return [path, { target: nameOf(count) }];
    }),
  );
}

/** A file of a content root whose pictures had to get another path, because the target has other ones there. */
export function movePictures(file: OutputFile, plan: MediaPlan): OutputFile {
  let text = '';
  let from = 0;
  for (const { path, span, isExact } of findPictureUses(file.text)) {
    const place = plan.get(path);
    if (!isExact || !place || !('target' in place) || place.target === path) continue;
    text += file.text.slice(from, span.start) + place.target;
    from = span.end;
  }
  return from === 0 ? file : { path: file.path, text: text + file.text.slice(from) };
}

const TARGET = String.raw`\([ \t\n]{0,9}(?:\\?<([^<>\n]{1,2000})>|([^\s()<>]{1,2000}))(?:[ \t\n]{1,9}(?:"([^"\n]{0,500})"|'[^'\n]{0,500}'))?[ \t\n]{0,9}\)`;
const WORDS = String.raw`\[((?:[^\][\\]|\\.){0,2000})\]`;

const LINKED_PICTURE = new RegExp(`\\[!${WORDS}${TARGET}\\]${TARGET}`, 'dg');
const PICTURE_OR_LINK = new RegExp(`(!?)${WORDS}${TARGET}`, 'dg');

/**
 * A Markdown text with the pictures of the source's folder in `media/`. Pictures on the web become links, because the site
 * loads nothing from others; of those that can't be published the description stays.
 * @param from the file of the text in the source's folder
 */
export function placePictures(
  text: string,
  plan: MediaPlan,
  from: string,
): { readonly text: string; readonly notes: readonly ImportNote[] } {
  if (!text.includes('](') && !text.includes(']:')) return { text, notes: [] };
  const inlined = inlinePictures(text);
  const notes = inlined.removed.map((line) =>
    createKeptNote(`the address of a picture was below the text: ${line}`),
  );
  const parts = splitFencedCode(inlined.text).map((part) => {
    if (part.fence) return part.text;
    const linked = replaceOutsideCode(part.text, LINKED_PICTURE, ([, alt, a, b, title, c, d]) => {
      const href = (c ?? d)!;
      const picture = placeOne({ alt: alt || title || '', address: (a ?? b)! }, plan, from, notes);
      if (picture === undefined) return undefined;
      if (!isOnWeb(href)) {
        notes.push(createKeptNote(`the picture ${(a ?? b)!} was a link to ${href}`));
        return picture;
      }
      return picture.startsWith('![') ? `[${picture}](${href})` : `${picture} (<${encodeURI(decode(href))}>)`;
    });
    return replaceOutsideCode(linked, PICTURE_OR_LINK, ([, mark, alt, a, b, title]) => {
      const address = (a ?? b)!;
      // A link to a page stays; one to a file of the folder is a picture, or can't be followed.
      if (mark === '' && (isOnWeb(address) || findMedia(address, plan, from) === undefined)) return undefined;
      return placeOne({ alt: alt || title || '', address }, plan, from, notes);
    });
  });
  return { text: parts.join('\n'), notes };
}

/**
 * What is said of the pictures that the texts show.
 * @param existing what `media/` of the target has already
 */
export function notePictures(
  shown: ReadonlySet<string>,
  media: MediaPlan,
  existing: ReadonlyMap<string, string>,
): ImportNote[] {
  const copied = new Set(media.values().flatMap((place) => ('target' in place ? [place.target] : [])));
  const missing = [...shown].filter((path) => !copied.has(path) && !existing.has(path));
  const count = shown.size - missing.length;
  return [
    ...(count === 0
      ? []
      : [createKeptNote(`${formatCount(count, 'picture')} in media/: the site shows them in the texts`)]),
    ...(missing.length === 0
      ? []
      : [createManualNote(`the texts show pictures that are not in the input: ${missing.join(', ')}`)]),
  ];
}

function isOnWeb(address: string): boolean {
  return /^(?:https?:)?\/\//i.test(address);
}

function decode(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/** Undefined for a picture that is in its place already. */
function placeOne(
  { alt, address }: { readonly alt: string; readonly address: string },
  plan: MediaPlan,
  from: string,
  notes: ImportNote[],
): string | undefined {
  if (isOnWeb(address)) {
    const whole = address.startsWith('//') ? `https:${address}` : address;
    return alt.trim() === '' ? `<${whole}>` : `[${alt}](${whole})`;
  }
  const found = findMedia(address, plan, from);
  if (found && 'target' in found) return `![${alt}](${addressOfLocalPicture(found.target)})`;
  if (!found && pathOfLocalPicture(address) !== undefined) return undefined;
  const short = address.length > 200 ? `${address.slice(0, 200)}…` : address;
  notes.push(
    createManualNote(
      found
        ? `the file ${short} was left out: ${found.fault}`
        : `the picture ${short} is not in the given folder: only its description was kept`,
    ),
  );
  return `${alt} (${escapeInline(short)})`.trim();
}

/** A file by the end of its path; of several, the one that is nearest to the text. */
function findMedia(address: string, plan: MediaPlan, from: string): MediaPlace | undefined {
  const wanted = decode(address)
    .replace(/[?#].*$/, '')
    .replace(/^(?:\.{0,2}\/)+/, '');
  if (plan.size === 0 || wanted === '') return undefined;
  const near = (path: string): number => {
    let at = 0;
    while (at < path.length && path[at] === from[at]) at += 1;
    return at;
  };
  const paths = [...plan.keys()].filter((path) => path === wanted || path.endsWith(`/${wanted}`));
  const nearest = paths.toSorted((a, b) => near(b) - near(a) || (a < b ? -1 : 1))[0];
  return nearest === undefined ? undefined : plan.get(nearest);
}
