import { alertTarget } from './alerts.ts';
import { parserTarget } from './content-files.ts';
import { readerTarget } from './import.ts';
import { issueFormTarget } from './issue-forms.ts';
import { markdownTarget } from './markdown.ts';
import { postedFileTarget, titleTarget, updateTarget } from './response.ts';
import { calendarTarget, recurrenceTarget, sopTarget } from './schedules.ts';
import { judgeTarget, outputTarget } from './site-outputs.ts';
import type { FuzzTarget } from './target.ts';

/** What `npm test` runs with 300 cases each, and `npm run fuzz` with as many as it is told. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  parserTarget,
  markdownTarget,
  judgeTarget,
  outputTarget,
  titleTarget,
  updateTarget,
  postedFileTarget,
  issueFormTarget,
  alertTarget,
  readerTarget,
  recurrenceTarget,
  calendarTarget,
  sopTarget,
];
