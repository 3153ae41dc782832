import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { createIssueForms } from '../../src/issue-forms/forms.ts';
import { escapeMarkdown, quoteMarkdown } from '../../src/text/github-markdown.ts';
import {
  isFormPublished,
  renderPublishedComment,
  renderReplyComment,
  formatReply,
  parseFormCommit,
  REPLY_MARKER,
} from '../../src/issue-forms/reply-comment.ts';
import type { FormReply } from '../../src/issue-forms/reply-comment.ts';
import { replaceFlagsWithFields, findMissingAnswers } from '../../src/issue-forms/labels.ts';
import { parseMarkerKeys } from '../../src/text/comment-marker.ts';
import { openQuestions } from '../../src/response/open-questions.ts';
import { openIncident } from '../../src/response/open.ts';
import { resolveQuestions } from '../../src/response/resolve-questions.ts';
import { updateQuestions } from '../../src/response/update-questions.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld } from '../support/incident-context.ts';

const incidentContext = respondWorld();
const [declare, update, resolve] = createIssueForms(incidentContext.siteContext);
const opened = published(
  incidentContext,
  openIncident(incidentContext, { severity: 'sev-1', component: ['checkout'] }, at('09:10')),
);

describe('V2.2: what is missing, in the form’s words', () => {
  test('everything', () => {
    const missing = findMissingAnswers(declare, openQuestions(incidentContext, {}));
    expect(formatReply(declare, { kind: 'missing', missing })).toMatchInlineSnapshot(`
      "**Not declared yet. This is missing:**

      - **How severe is it?**
        - SEV-1 Critical
        - SEV-2 Major
        - SEV-3 Minor
      - **What is affected?**
        - Checkout
        - Orders

      To retry, edit the issue (⋯, then Edit) and write the answer under its heading.
      "
    `);
  });

  test('the impact that the template of a SEV-2 needs (V5.2)', () => {
    const missing = findMissingAnswers(
      declare,
      openQuestions(incidentContext, { severity: 'sev-2', component: ['checkout'] }),
    );
    expect(missing.map(({ label }) => label)).toEqual(['What do customers notice?']);
  });

  test('that another is open for the same component', () => {
    const input = { severity: 'sev-1', component: ['checkout'] };
    const missing = findMissingAnswers(declare, openQuestions(opened, input));
    expect(formatReply(declare, { kind: 'missing', missing })).toMatchInlineSnapshot(`
      "**Not declared yet. This is missing:**

      - **Is another incident open for the same component?** 2026-11-22-checkout is open already: "Checkout unavailable" (customers see it). Open another?
        - This is a different incident; open it too

      To retry, edit the issue (⋯, then Edit) and write the answer under its heading.
      "
    `);
  });

  test('an update of nothing', () => {
    expect(
      findMissingAnswers(update, updateQuestions(opened, {}, at('09:30'))).map(({ label }) => label),
    ).toEqual(['What is new?']);
  });

  test('V7.1, V7.3: a resolution', () => {
    const missing = findMissingAnswers(resolve, resolveQuestions(opened, {}, at('10:10')));
    expect(formatReply(resolve, { kind: 'missing', missing })).toMatchInlineSnapshot(`
      "**Not resolved yet. This is missing:**

      - **When was the fix in production?** (12m ago, or 03:10 in Africa/Lagos)
      - **What was the root cause?** The root cause in one line, for the team (never public)
      - **What fixed it?**
        - A rollback
        - A hotfix
        - Something else
      - **Was the fix tested in staging before?**
        - Yes, it was
        - It was not possible
      - **What was verified?**
        - Metrics are back to normal
        - Affected workflows were tested
        - A user confirmed it, if applicable

      To retry, edit the issue (⋯, then Edit) and write the answer under its heading.
      "
    `);
  });
});

describe('what the terminal says, in the form’s words', () => {
  test.each([
    ['Add --impact "failed payments"', 'Add "What do customers notice?": "failed payments"'],
    ['--commander isn’t a name.', '"Who leads?": isn’t a name.'],
    ['To add to it: npx candor incident update', 'To add to it: the form "Post an update"'],
    ['npx candor incident list shows what is open.', 'npx candor incident list shows what is open.'],
  ])('%s', (said, expected) => {
    expect(replaceFlagsWithFields(declare, said)).toBe(expected);
  });
});

describe('the other answers', () => {
  const done: FormReply = {
    kind: 'done',
    id: '2026-11-22-checkout',
    pullRequest: 'https://github.example/acme/status/pull/7',
    publicText: 'We are investigating.\n\n*Orders* are safe, @everybody.',
    nextDeadlines: ['next update due 10:25'],
    manualSteps: ['Notify: Leadership, in Slack #incidents'],
    isResubmission: false,
    nextForms: [{ name: 'Post an update', url: 'https://github.example/new' }],
  };
  test.each<[string, FormReply]>([
    ['done', done],
    [
      'done again, without a pull request',
      {
        ...done,
        pullRequest: undefined,
        isResubmission: true,
        publicText: '',
        manualSteps: [],
      } as unknown as FormReply,
    ],
    [
      'too early',
      { kind: 'early', id: '2026-11-22-checkout', when: '11:05 Africa/Lagos, in 12 min', forms: [] },
    ],
    [
      'from a person without write access',
      { kind: 'no-access', user: 'eve', report: 'incidents@vayva.shop' },
    ],
    [
      'refused',
      {
        kind: 'refused',
        message: 'There is no severity "sev-9".',
        help: 'The severities are sev-1 or sev-2.',
      },
    ],
  ])('%s', (_name, reply) => {
    expect(formatReply(declare, reply)).toMatchSnapshot();
  });
});

describe('the comment that is kept', () => {
  const written = {
    id: '2026-11-22-checkout',
    commit: 'c0ffee',
    parentCommit: 'beef',
    at: '2026-11-22T09:10Z',
    answersHash: 'a1',
  };
  const reply: FormReply = {
    kind: 'refused',
    message: 'no',
    help: '<!-- candor:form-commit x%20y%20z%20a%20b -->',
  };

  test('remembers what was written, whatever text surrounds it', () => {
    const comment = renderReplyComment(declare, reply, written);
    expect(parseMarkerKeys(comment, REPLY_MARKER)).toEqual(['']);
    expect(parseFormCommit(comment)).toEqual(written);
    expect(parseFormCommit(renderReplyComment(declare, reply, undefined))).toBeUndefined();
  });

  test('V11.1: knows what it wrote in what is published, and where that is to be read', () => {
    const [event] = opened.entries;
    const ours = { ...written, id: event!.id };
    expect(isFormPublished(ours, event!)).toBe(true);
    expect(isFormPublished({ ...ours, at: '2026-11-22T09:11Z' }, event!)).toBe(false);
    expect(isFormPublished({ ...ours, id: 'other' }, event!)).toBe(false);
    expect(renderPublishedComment(ours, event!, incidentContext.siteContext)).toContain(
      `Published: https://vayva.shop/status/incidents/${event!.id}/`,
    );
    expect(renderPublishedComment(ours, { ...event!, drill: true }, incidentContext.siteContext)).toContain(
      'not shown on the page',
    );
  });
});

describe('words of others in Markdown', () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 6 }),
        fc.constantFrom(
          '@team',
          '#1',
          '![x](http://evil.example/a.png)',
          '<img src=x>',
          '<!--',
          '-->',
          '```',
          '**',
          '_',
          '~~',
        ),
        fc.constantFrom(
          'https://evil.example',
          'www.evil.example',
          '- [ ] ',
          '1. ',
          '# ',
          '> ',
          '---',
          '===',
          '| a | b |',
          '&lt;',
          '[^1]',
          '\\',
        ),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join(''));
  const renderer = new MarkdownIt({ html: true, linkify: true });

  test('are shown letter for letter, notify no one, and load nothing', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = renderer.render(`Before: ${escapeMarkdown(text)}`);
        expect(html).toMatch(/^<p>Before:[^<>]*<\/p>\n$/);
        const shown = html
          .replace(/\u200B|<\/?p>/g, '')
          .replace(
            /&(lt|gt|quot|amp);/g,
            (_all, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]!,
          );
        const visible = text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '\u{FFFD}');
        expect(shown.trim()).toBe(`Before: ${visible.trim()}`.trim());
        expect(escapeMarkdown(text)).not.toMatch(/@\w|(?<!&)#\d/);
      }),
      { numRuns: 500 },
    );
  });

  test('of several lines stay quoted', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (all) => {
        const quoted = quoteMarkdown(all.join('\n'));
        expect(quoted.split('\n').every((line) => line.startsWith('>'))).toBe(true);
        const html = renderer.render(quoted).replaceAll(/<br>|<\/?p>/g, '');
        expect(html).toMatch(/^<blockquote>[^<>]*<\/blockquote>\n$/);
      }),
      { numRuns: 200 },
    );
  });
});
