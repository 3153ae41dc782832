import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createIssueForms } from '../../src/issue-forms/forms.ts';
import { parseFormAnswers } from '../../src/issue-forms/parse-answers.ts';
import { toIncidentInput } from '../../src/issue-forms/to-inputs.ts';
import { at } from '../support/incident-content.ts';
import { respondWorld } from '../support/incident-context.ts';
import { issueBody } from '../issue-forms/issue-body.ts';
import { hostileText } from './hostile-text.ts';
import { unlessRefused } from './refusal.ts';
import { createTarget } from './target.ts';

const forms = createIssueForms(respondWorld().siteContext);
const oneLine = hostileText.map((text) => text.replace(/[\r\n\u2028\u2029\u0085]/g, ' ').trim());
const inputs = fc.constantFrom(...forms).chain((form) =>
  fc.record({
    form: fc.constant(form),
    texts: fc.record(
      Object.fromEntries(
        form.fields
          .filter(({ kind }) => kind === 'line' || kind === 'text')
          .map(({ id, kind }) => [id, kind === 'line' ? oneLine : hostileText]),
      ),
    ),
    garbage: fc.option(hostileText, { freq: 4 }),
  }),
);

/** A body without a form is refused with a message. No text selects anything. */
export const issueFormTarget = createTarget('issue forms', inputs, ({ form, texts, garbage }) => {
  const body = issueBody(form, texts);
  const read = parseFormAnswers(form, garbage === null ? body : `${garbage}${body}`);
  if ('message' in read) return assert.notEqual(read.message, '');
  assert.deepEqual(Object.values(read.selections).flat(), []);
  unlessRefused(() => toIncidentInput(form, read, at('09:10'), 'Africa/Lagos'));
});
