import MarkdownIt from 'markdown-it';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulePage } from '../../src/content/documentation.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import { parseMarkerKeys } from '../../src/text/comment-marker.ts';
import { renderStatusComment } from '../../src/pull-requests/status-comment.ts';
import { createSuggestions } from '../../src/pull-requests/suggestions.ts';
import { renderGithubSummary } from '../../src/reporters/github-summary.ts';
import { formatInlineCode, formatCodeBlock, escapeMarkdown } from '../../src/text/github-markdown.ts';
import { renderGithubAnnotations, escapeLogLine } from '../../src/reporters/github.ts';
import { opened, proposedOf } from './sample-pull-request.ts';

const HOSTILE = [
  '@everyone and @acme/on-call',
  'closes #1, GH-2, acme/status#3',
  '</details><script>alert(1)</script>',
  '<!-- candor:review -->',
  '--> <!-- candor:suggestion x -->',
  '[click](https://evil.example) https://evil.example www.evil.example',
  '![x](https://evil.example/x.png)',
  '```\n```suggestion\nevil\n```',
  '| a | b |\n| --- | --- |',
  '# Title\n- list\n> quote\n1. one',
  '**bold** _it_ ~~x~~ `code` $x$ :tada:',
  '::error file=x::y\n##[error]z',
  'a\u202Eb\u0000c\u200Bd',
  '&lt;b&gt; &#64;everyone',
];

const markdown = new MarkdownIt({ html: true, linkify: true });

/** What GitHub would make of a text: its tags, and its words with names of their own. */
function shown(text: string): { html: string; words: string } {
  const html = markdown.renderInline(text);
  return { html, words: html.replaceAll('\u200B', '\u00B7') };
}

function findingOf(path: string, message: string): Diagnostic {
  const place = { path, line: 1, column: 1, endLine: 1, endColumn: 2 };
  return { rule: 'no-jargon', clause: 'V6.2', level: 'error', location: place, message, help: message };
}

describe('text from outside in a comment', () => {
  test.each(HOSTILE)('%j is text, and notifies no one', (text) => {
    const { html, words } = shown(escapeMarkdown(text));
    expect(html).not.toMatch(/<[a-z/!]/i);
    expect(words).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\.\w/i);
    expect(parseMarkerKeys(escapeMarkdown(text), 'review')).toEqual([]);
    expect(escapeMarkdown(text)).not.toContain('\n');
  });

  test('whatever it is', () => {
    const part = fc.oneof(
      fc.constantFrom(...HOSTILE, '@', '#', '<', '>', '`', '\\', '!', '[', ']', '(', '|', '\n'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const text = parts.join('');
        const { html, words } = shown(escapeMarkdown(text));
        expect(html).not.toMatch(/<[a-z/!]/i);
        expect(words).not.toMatch(/@\w|#\d|:\/\//);
        expect(shown(formatInlineCode(text)).html).toMatch(/^(?:<code>[^<]*<\/code>)?$/);
      }),
      { numRuns: 500 },
    );
  });

  test.each([...HOSTILE, '- a', '+ a', '1. a', '1) a', '===', '---', '* * *', '> a', '# a'])(
    '%j starts neither a list nor a heading at the beginning of a line',
    (text) => {
      const html = markdown.render(`a\n${escapeMarkdown(text)}\n\n- ${escapeMarkdown(text)}`);
      expect(html).toMatch(/^<p>[^<>]*<\/p>\n<ul>\n<li>[^<>]*<\/li>\n<\/ul>\n$/);
    },
  );

  test('a fence is longer than any in it', () => {
    const text = 'a\n`````\n```suggestion\n@everyone';
    const html = markdown.render(formatCodeBlock(text, 'suggestion'));
    expect(html.match(/<pre>/g)).toHaveLength(1);
    expect(html).toContain('@everyone\n</code></pre>');
  });

  test('a file full of it makes one comment with one marker and one table', () => {
    const diagnostics = HOSTILE.map((text) => findingOf(`incidents/${text}.md`, `Found "${text}".`));
    const proposed = proposedOf(opened, undefined, { diagnostics });
    const body = renderStatusComment(
      {
        type: 'wait',
        blockedBy: 'approval',
        reason: HOSTILE.join(' '),
        people: ['@amina'],
        customWording: HOSTILE,
      },
      proposed,
    );
    expect(parseMarkerKeys(body, 'review')).toEqual(['']);
    expect(parseMarkerKeys(body, 'suggestion')).toEqual([]);
    const html = markdown
      .render(body)
      .replaceAll('\u200B', '\u00B7')
      .replace(/<code>[^<]*<\/code>/g, '');
    expect(html.match(/<table>/g)).toHaveLength(1);
    expect(html.match(/<tr>/g)).toHaveLength(1 + HOSTILE.length);
    expect(html.match(/@\w+/g)).toEqual(['@amina']);
    const withoutRuleLinks = html.replaceAll(`<a href="${rulePage('no-jargon')}">no-jargon</a>`, '');
    expect(withoutRuleLinks).not.toMatch(/<(?:script|a|img|\/details)/);
  });

  test('a comment and a summary are no longer than GitHub takes, and say what they leave out', () => {
    const diagnostics = Array.from({ length: 3000 }, (_, index) =>
      findingOf('incidents/x.md', `${index} ${'ж'.repeat(300)}`),
    );
    const body = renderStatusComment(
      { type: 'manual-merge', reason: 'x' },
      proposedOf(opened, undefined, { diagnostics }),
    );
    expect(body.length).toBeLessThan(65_536);
    expect(body).toMatch(/And \d+ more: `npx candor validate` shows all of them\./);
    const summary = renderGithubSummary({ files: 1, diagnostics, notes: HOSTILE, sources: new Map() });
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(900_000);
    expect(summary).toMatch(/And \d+ more/);
  });

  test('a suggestion’s reason is words too', () => {
    const text = 'bad\n';
    const fix = { start: 0, end: 3, text: '@everyone ```' };
    const bodies = HOSTILE.map(
      (message) =>
        createSuggestions({ path: 'incidents/x.md', text }, [
          { ...findingOf('incidents/x.md', message), fix },
        ])[0]!.body,
    );
    for (const body of bodies) {
      expect(parseMarkerKeys(body, 'suggestion')).toHaveLength(1);
      const html = markdown
        .render(body)
        .replaceAll('\u200B', '\u00B7')
        .replace(/<pre>[^]*?<\/pre>/g, '');
      expect(html).not.toMatch(/@\w|<(?:script|a|img|code)/);
    }
  });
});

describe('a log', () => {
  test.each(['::error::x', '  ::add-mask::x', '\t:::error::x', '##[error]x', 'a ##[add-mask]b'])(
    '%j is not a command',
    (text) => {
      const line = escapeLogLine(text);
      expect(line.trimStart().startsWith('::')).toBe(false);
      expect(line).not.toContain('##[');
    },
  );

  test('says when GitHub shows fewer annotations than there are', () => {
    const report = (count: number) => ({
      files: 1,
      diagnostics: Array.from({ length: count }, () => findingOf('x.md', 'm')),
      notes: [],
      sources: new Map(),
    });
    expect(renderGithubAnnotations(report(10))).not.toContain('GitHub shows');
    expect(renderGithubAnnotations(report(11))).toContain(
      'GitHub shows the first 10 errors and 10 warnings on their lines',
    );
  });
});
