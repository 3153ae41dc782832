import type { PictureFile } from '../../content/pictures/picture.ts';
import type { TextFix } from '../../content/finding.ts';
import type { TextSpan } from '../../content/source.ts';
import { findNearest } from '../../text/did-you-mean.ts';
import { findPictureUses } from '../../text/find-pictures.ts';
import type { PictureUse } from '../../text/find-pictures.ts';
import { addressOfLocalPicture } from '../../text/local-picture.ts';

export interface PictureProblem {
  readonly span: TextSpan;
  readonly message: string;
  readonly help: string;
  readonly fix?: TextFix;
}

/** A description such as "image.png" says nothing to people who don't see the picture. */
const EMPTY_WORDS = /^(?:image|img|picture|photo|screenshot)?[\s\d_-]{0,40}$/i;

const FILE_NAME = /^[^\s/]{1,100}\.(?:png|jpe?g|gif|webp|avif)$/i;

/** What is wrong with the pictures in a text. Without the files, only their descriptions are checked. */
export function findPictureProblems(
  markdown: string,
  files: ReadonlyMap<string, PictureFile> | undefined,
): PictureProblem[] {
  return findPictureUses(markdown).flatMap((use) => [
    ...(files ? checkFile(use, files) : []),
    ...checkWords(use),
  ]);
}

function checkFile(
  { path, span, isExact }: PictureUse,
  files: ReadonlyMap<string, PictureFile>,
): PictureProblem[] {
  const file = files.get(path);
  if (file?.fault)
    return [
      {
        span,
        message: `The picture ${path} cannot be published. ${file.fault.message}`,
        help: file.fault.help,
      },
    ];
  if (file) return [];
  const usable = [...files.values()].filter(({ fault }) => !fault).map((one) => one.path);
  const meant = usable[findNearestName(path, usable)];
  const did = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  const help =
    meant === undefined
      ? 'Add the file to media/ in the same change, or describe in words what it shows.'
      : `Write ![what it shows](${addressOfLocalPicture(meant)}).`;
  return [
    {
      span,
      message: `There is no picture ${path}.${did}`,
      help,
      ...(meant !== undefined && isExact && { fix: { ...span, text: meant } }),
    },
  ];
}

/** The folder and the extension, which all have in common, would make every name look alike. */
function findNearestName(path: string, usable: readonly string[]): number {
  const nameOf = (one: string): string => one.replace(/^media\/|\.\w+$/g, '').toLowerCase();
  const names = usable.map(nameOf);
  const nearest = names.includes(nameOf(path)) ? nameOf(path) : findNearest(nameOf(path), names);
  return nearest === undefined ? -1 : names.indexOf(nearest);
}

function checkWords({ path, alt, span }: PictureUse): PictureProblem[] {
  if (!EMPTY_WORDS.test(alt) && !FILE_NAME.test(alt)) return [];
  const message =
    alt === ''
      ? `The picture ${path} has no description for people who can't see it.`
      : `"${alt.slice(0, 60)}" does not describe the picture ${path}.`;
  const help = `Write what it shows: ![Failed payments rose at 09:10](${addressOfLocalPicture(path)}).`;
  return [{ span, message, help }];
}
