import type { OverallStatus } from '../status/overall.ts';
import type { Messages } from './i18n/messages.ts';

/** Hebrew, Arabic, Syriac, Thaana and others that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Unicode's marks for a part with a direction of its own, as `<bdi>` in HTML. */
const [START, END] = ['\u2068', '\u2069'] as const;

/** The overall status in one sentence, in whose direction names in another script don't interfere. For plain text. */
export function formatOverallSentence(messages: Messages, overall: OverallStatus): string {
  const needsMarks = (name: string): boolean => RIGHT_TO_LEFT.test(name) !== (messages.dir === 'rtl');
  return messages.overall(markNames(overall, needsMarks));
}

/** The same as HTML, with each name in `<bdi>`. @param escape escapes text for HTML */
export function renderOverallSentence(
  messages: Messages,
  overall: OverallStatus,
  escape: (text: string) => string,
): string {
  const sentence = escape(messages.overall(markNames(overall, () => true)));
  return sentence.replaceAll(START, '<bdi>').replaceAll(END, '</bdi>');
}

function markNames(overall: OverallStatus, needsMarks: (name: string) => boolean): OverallStatus {
  const affected = overall.affected.map((component) => {
    const name = component.name.replaceAll(START, '').replaceAll(END, '');
    return { ...component, name: needsMarks(name) ? `${START}${name}${END}` : name };
  });
  return { ...overall, affected };
}
