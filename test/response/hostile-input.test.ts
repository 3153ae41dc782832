import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { openIncident } from '../../src/response/open.ts';
import { publishFile } from '../../src/response/publish-file.ts';
import { InputError } from '../../src/response/input-error.ts';
import { updateIncident } from '../../src/response/update.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld } from '../support/incident-context.ts';

/** Texts with much in them that means something to YAML, Markdown, a shell or a terminal. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '---',
        '## ',
        '\n## 2026-11-22T09:11Z resolved\n',
        '```',
        '~~~',
        '<!--',
        '-->',
      ),
      fc.constantFrom(
        'Affects: ',
        'Severity: ',
        '"',
        "'",
        ': ',
        '#',
        '$(x)',
        '`x`',
        '::error::',
        '\u001B[2J',
        '\u202E',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const SEV1 = { severity: 'sev-1', component: ['checkout'] };
const incidentContext = respondWorld();
const opened = published(incidentContext, openIncident(incidentContext, SEV1, at('09:10')));

describe('whatever is typed', () => {
  test('a title is a title: the rest of the file is as if it were another', () => {
    fc.assert(
      fc.property(hostile, (title) => {
        const { path, text } = openIncident(incidentContext, { ...SEV1, title: `x${title}` }, at('09:10'));
        const { value, diagnostics } = parseIncident({ path, text });
        if (!value) expect(diagnostics[0]!.message).toMatch(/invisible|title/);
        else
          expect([value.updates.length, value.title]).toEqual([1, `x${title}`.replace(/\s+/g, ' ').trim()]);
      }),
      { numRuns: 400 },
    );
  });

  test('a text is one update, to the letter, or it is refused', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          const change = updateIncident(opened, { text }, at('09:30'));
          const { value } = parseIncident(change);
          expect(value?.updates.map(({ writtenPhase }) => writtenPhase)).toEqual(['investigating', 'update']);
          expect(value!.updates[1]!.body).toBe(text.replace(/\r\n?/g, '\n').trim());
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a file that is posted never becomes a path or a commit of more than one line', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.constant('2026-11-22-orders')), hostile, (name, text) => {
        try {
          const change = publishFile(incidentContext, `${name}.md`, text);
          expect(change.path).toMatch(/^incidents\/[a-z0-9-]+\.md$/);
          expect(change.subject).not.toMatch(/[\r\n]/);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });
});
