import { findNearest } from '../text/did-you-mean.ts';
import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';

/** The folders of a content root, with the extension of their files. */
const EXTENSIONS = {
  policies: '.yaml',
  words: '.yaml',
  components: '.md',
  incidents: '.md',
  postmortems: '.md',
} as const;

export type ContentFolder = keyof typeof EXTENSIONS;

export const CONTENT_FOLDERS = Object.keys(EXTENSIONS) as ContentFolder[];

/** Whether a file below a content folder is content; `ignored` are README files and hidden ones. */
export function classifyContentFile(folder: ContentFolder, name: string): 'content' | 'ignored' | 'unread' {
  if (/^(?:\.|readme(?:\.|$))/i.test(name)) return 'ignored';
  return (EXTENSIONS[folder] === '.yaml' ? /\.ya?ml$/ : /\.md$/).test(name) ? 'content' : 'unread';
}

/** The content folder that a misnamed folder, such as `incident` or `Incidents`, was meant to be. */
export function findMisnamedFolder(name: string): ContentFolder | undefined {
  if (CONTENT_FOLDERS.some((folder) => folder === name)) return undefined;
  const candidates = [...CONTENT_FOLDERS, ...Object.keys(SINGULARS)];
  const nearest = findNearest(name, candidates) ?? '';
  return SINGULARS[nearest] ?? CONTENT_FOLDERS.find((folder) => folder === nearest);
}

const SINGULARS: Readonly<Record<string, ContentFolder>> = {
  policy: 'policies',
  word: 'words',
  component: 'components',
  incident: 'incidents',
  postmortem: 'postmortems',
};

/** A finding for a file that looks like content and is not read. */
export function unreadFileError(path: string): Diagnostic {
  const [top = '', ...rest] = path.split('/');
  const folder = CONTENT_FOLDERS.find((known) => known === top) ?? findMisnamedFolder(top) ?? 'incidents';
  const extension = EXTENSIONS[folder];
  const name = rest.at(-1) ?? '';
  const stem = name.replace(
    /(?:\.(?:md|markdown|mdown|mkd|mdx|txt|yaml|yml|json|bak|orig|rej|tmp)|~)+$/i,
    '',
  );
  const right = [folder, ...rest.slice(0, -1), `${stem}${extension}`].join('/');
  const message =
    folder === top
      ? `This file is not read: the name of a file in ${folder}/ ends in "${extension}".`
      : `This file is not read: the folder is called "${folder}".`;
  const help = `Rename it to ${right}, or move it out of ${top}/.`;
  return createParseError({ path, text: '' }, { start: 0, end: 0 }, message, help);
}
