import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { openIncident } from '../../src/response/open.ts';
import { publishFile } from '../../src/response/publish-file.ts';
import { updateIncident } from '../../src/response/update.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld } from '../support/incident-context.ts';
import { hostileText } from './hostile-text.ts';
import { unlessRefused } from './refusal.ts';
import { createTarget } from './target.ts';

const SEV1 = { severity: 'sev-1', component: ['checkout'] };
const incidentContext = respondWorld();
const opened = published(incidentContext, openIncident(incidentContext, SEV1, at('09:10')));

export const titleTarget = createTarget('the title of a new incident', hostileText, (title) =>
  unlessRefused(() => {
    const change = openIncident(incidentContext, { ...SEV1, title: `x${title}` }, at('09:10'));
    const { value, diagnostics } = parseIncident(change);
    if (!value) return assert.match(diagnostics[0]!.message, /invisible|title|character/i);
    assert.equal(value.updates.length, 1);
    assert.equal(value.title, `x${title}`.replace(/\s+/g, ' ').trim());
  }),
);

export const updateTarget = createTarget('the text of an update', hostileText, (text) =>
  unlessRefused(() => {
    const { value } = parseIncident(updateIncident(opened, { text }, at('09:30')));
    assert.deepEqual(
      value?.updates.map(({ writtenPhase }) => writtenPhase),
      ['investigating', 'update'],
    );
    assert.equal(value!.updates[1]!.body, text.replace(/\r\n?/g, '\n').trim());
  }),
);

const posted = fc.tuple(fc.oneof(hostileText, fc.constant('2026-11-22-orders')), hostileText);

export const postedFileTarget = createTarget('a file that is posted', posted, ([name, text]) =>
  unlessRefused(() => {
    const change = publishFile(incidentContext, `${name}.md`, text);
    assert.match(change.path, /^incidents\/[a-z0-9-]+\.md$/);
    assert.doesNotMatch(change.subject, /[\r\n]/);
  }),
);
