import { expect, test } from 'vitest';
import { createMessages } from '../../../src/site/i18n/messages-from-words.ts';
import { enMessages } from '../../../src/site/i18n/en.ts';
import { PAGE_WORD_PLACEHOLDERS } from '../../../src/content/schema/page-words.ts';

const OVERALL = {
  open: 1,
  monitoringOnly: false,
  isUncertain: false,
  components: 3,
  affected: [{ id: 'pay', name: 'X', state: 'major-outage', hasPage: true }],
} as unknown as Parameters<typeof enMessages.overall>[0];

test.each([
  ['ar-AE', 'rtl', 'كل شيء يعمل.', 'X متوقف', 'X متوقف.'],
  ['ja-JP', 'ltr', 'すべて正常です。', 'Xが停止しています', 'Xが停止しています。'],
  ['th-TH', 'ltr', 'ทุกระบบทำงาน', 'X หยุดทำงาน', 'X หยุดทำงาน'],
])(
  'the words of %s are written %s, and a sentence ends as "%s" does',
  (locale, dir, working, down, sentence) => {
    const words = new Map([...PAGE_WORD_PLACEHOLDERS.keys()].map((path) => [path, path] as const));
    words.set('overall.all-working', working);
    words.set('overall.are.major-outage', down.replace('X', '[names]'));
    const messages = createMessages(words, locale, enMessages);
    expect([messages.dir, messages.overall(OVERALL)]).toEqual([dir, sentence]);
  },
);
