import { formatMarker } from '../text/comment-marker.ts';
import type { ProposedChanges } from './pull-request.ts';

/** Identifies the comment with the preview of a pull request; its key is the commit that was built. */
export const PREVIEW_MARKER_KIND = 'preview';

/** What is known of a preview; everything is a number, a hash or an address of GitHub, so nothing of it needs escaping. */
export interface PreviewResult {
  /** The commit of the pull request. */
  readonly head: string;
  /** The address of the built page, an artifact of the workflow run. */
  readonly artifact: string;
  /** Why there is no picture of the page, in a sentence. */
  readonly pictureProblem?: string;
  /** The addresses of the pictures; undefined if the home page looks the same. */
  readonly pictures?: { readonly before?: string; readonly after: string };
  /** The page was built although files have errors: it shows their last valid version. */
  readonly hasErrors: boolean;
}

/** Days for which GitHub keeps the artifact, as in `preview.yml`. */
const ARTIFACT_DAYS = 7;

/** The start of every preview comment's marker. */
export const PREVIEW_MARKER = formatMarker(PREVIEW_MARKER_KIND).replace(/ -->$/, '');

export function renderPreviewComment(result: PreviewResult): string {
  const { head, artifact, pictures, pictureProblem, hasErrors } = result;
  const lines = [formatMarker(PREVIEW_MARKER_KIND, head), '### The page with this change', ''];
  if (hasErrors) lines.push('Files with errors are shown in their last valid version.', '');
  if (pictureProblem !== undefined) lines.push(pictureProblem, '');
  else if (!pictures) lines.push('The home page looks the same as before.', '');
  else if (pictures.before === undefined)
    lines.push(`<img src="${pictures.after}" alt="The home page after the change" width="480">`, '');
  else
    lines.push(
      '| before | after |',
      '| --- | --- |',
      `| <img src="${pictures.before}" alt="The home page before the change" width="400"> | <img src="${pictures.after}" alt="The home page after the change" width="400"> |`,
      '',
    );
  lines.push(
    `[The whole page](${artifact}) of ${head.slice(0, 10)} as a ZIP file, for ${ARTIFACT_DAYS} days. Unpack it, and run \`npx serve\` in its folder. It was built with the Candor of the default branch.`,
  );
  return `${lines.join('\n')}\n`;
}

/** The files of a content root that the page shows. */
const ON_THE_PAGE = /^(?:(?:incidents|components|policies|words|media|brand|postmortems)\/|status\.ya?ml$)/;

/** Whether a pull request can change the page. */
export function changesPage({ files, otherPaths }: Pick<ProposedChanges, 'files' | 'otherPaths'>): boolean {
  return files.length > 0 || otherPaths.some((path) => ON_THE_PAGE.test(path));
}
