import type { Picture } from '../content/pictures/picture.ts';
import { findPictureUses } from '../text/find-pictures.ts';
import type { StatusView } from '../status/status-view.ts';
import type { Links } from './links.ts';

/** A picture of `media/` as the site shows it. */
export interface ShownPicture {
  /** With the base path. */
  readonly href: string;
  /** For readers outside of the site: feeds, the API, calendars. */
  readonly address: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** By their path in the content root. */
export type ShownPictures = ReadonlyMap<string, ShownPicture>;

export const NO_PICTURES: ShownPictures = new Map();

export function placePictures(
  pictures: ReadonlyMap<string, Picture> | undefined,
  { file, absolute }: Links,
): ShownPictures {
  if (!pictures) return NO_PICTURES;
  return new Map(
    [...pictures].map(([path, { width, height }]) => [
      path,
      { href: file(path), address: absolute(file(path)), width, height },
    ]),
  );
}

/** The pictures in all texts that the site publishes, by their path in the content root, known or not. */
export function listPublicPictures(view: Omit<StatusView, 'pictures'>): Set<string> {
  const texts = [
    ...view.events.flatMap(({ event, postmortem }) => [
      ...event.updates.map(({ text }) => text),
      postmortem?.text ?? '',
    ]),
    ...[...view.components, ...view.retired].map(({ description }) => description),
  ];
  return new Set(texts.flatMap(findPictureUses).map(({ path }) => path));
}

/** Those of the pictures that are named in the data of a page, with what its HTML says of them. */
export function selectPicturesOf(data: string, pictures: ShownPictures): [string, ShownPicture][] {
  return [...pictures].filter(([path]) => data.includes(path));
}
