import type { Content } from '../../content/content.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { PictureFile } from '../../content/pictures/picture.ts';
import { findSection, PUBLIC_SUMMARY } from '../../content/postmortem.ts';
import { findPictureUses } from '../../text/find-pictures.ts';
import { findPictureProblems } from '../detectors/pictures.ts';
import { validPicture } from '../valid-picture.ts';
import { createFinding } from './create-finding.ts';
import { policyLevel } from './lint.ts';

/**
 * Findings on the files in `media/`, and on the pictures in the descriptions of components. A file that can't be
 * published is an error where a text shows it, and otherwise a warning.
 */
export function checkPictures({
  siteContext,
  incidents,
  partialIncidents,
  postmortems,
}: Content): Diagnostic[] {
  if (!siteContext?.pictures) return [];
  const { pictures, components, policy } = siteContext;
  const level = policyLevel(validPicture, policy);
  if (level === 'off') return [];
  const texts = [
    ...[...incidents, ...partialIncidents].flatMap(({ updates }) => updates.map(({ body }) => body)),
    ...postmortems.map((postmortem) => findSection(postmortem, PUBLIC_SUMMARY)?.body ?? ''),
    ...components.map(({ description }) => description),
  ];
  const used = new Set(texts.flatMap(findPictureUses).map(({ path }) => path));
  return [
    ...[...pictures.values()].flatMap((file) => checkFile(file, used.has(file.path))),
    ...components.flatMap(({ source, description }) => {
      const offset = source.text.lastIndexOf(description);
      return findPictureProblems(description, pictures).map(({ span, message, help }) =>
        createFinding(
          validPicture,
          level,
          source,
          { start: offset + span.start, end: offset + span.end },
          { message, help },
        ),
      );
    }),
  ];
}

function checkFile({ path, fault, size }: PictureFile, isUsed: boolean): Diagnostic[] {
  const source = { path, text: '' };
  const start = { start: 0, end: 0 };
  // Where a text shows it, the finding is in that text.
  if (fault) return isUsed ? [] : [createFinding(validPicture, 'warn', source, start, fault)];
  const findings: Diagnostic[] = [];
  if (!isUsed) {
    const message = 'No text shows this picture, so it is not published.';
    const help = 'Show it in an update, or delete it.';
    findings.push(createFinding(validPicture, 'warn', source, start, { message, help }));
  }
  if (size?.hasLocation) {
    const message = 'This photo says where it was taken.';
    const help = 'Save it without its location, for example as a screenshot.';
    findings.push(createFinding(validPicture, 'warn', source, start, { message, help }));
  }
  return findings;
}
