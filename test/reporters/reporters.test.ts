import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/content/finding.ts';
import { locateSpan } from '../../src/content/source.ts';
import { renderGithubAnnotations } from '../../src/reporters/github.ts';
import { renderJson } from '../../src/reporters/json.ts';
import type { DiagnosticReport } from '../../src/reporters/report.ts';
import { renderSarif } from '../../src/reporters/sarif.ts';
import { renderDiagnostics, renderTerminal } from '../../src/reporters/terminal.ts';
import { PLAIN_STYLE } from '../../src/text/terminal-style.ts';

function reportOf(path: string, message: string, text = 'one\ntwo words\n'): DiagnosticReport {
  const source = { path, text };
  const fix = { start: 4, end: 7, text: 'TWO' };
  const diagnostic: Diagnostic = {
    rule: 'no-jargon',
    clause: 'V6.2',
    level: 'error',
    location: locateSpan(source, fix),
    message,
    help: 'Say it plainly.',
    fix,
  };
  return { files: 1, notes: [], diagnostics: [diagnostic], sources: new Map([[path, source]]) };
}

/** Names and words that end a command, a property, a line or a string in one of the formats. */
const HOSTILE = [
  'incidents/a,b:c%0A::error::x.md',
  'incidents/line\nbreak\r\n::set-output name=x::y.md',
  'incidents/"quotes" and \\ and </script>.md',
  'incidents/%25%0D%0A.md',
  'incidents/\u001b[31mred\u202Eevil.md',
  'incidents/ключ 鍵 🔑.md',
  '::add-mask::a',
];

/** The inverse of GitHub's own escaping, as the runner reads a command. */
function readCommand(line: string): { properties: Record<string, string>; text: string } {
  const parts = /^::(?:error|warning) (.*?)::(.*)$/.exec(line)!;
  const data = (value: string): string =>
    value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const property = (value: string): string => data(value.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const properties = parts[1]!
    .split(',')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), property(pair.slice(pair.indexOf('=') + 1))]);
  return { properties: Object.fromEntries(properties) as Record<string, string>, text: data(parts[2]!) };
}

describe('GitHub annotations', () => {
  test.each(HOSTILE)('keep %j inside one command', (name) => {
    const lines = renderGithubAnnotations(reportOf(name, `Found "${name}".`))
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]!.startsWith('::')).toBe(false);
    const { properties, text } = readCommand(lines[0]!);
    expect(properties).toEqual({
      file: name,
      line: '2',
      endLine: '2',
      col: '1',
      endColumn: '4',
      title: 'no-jargon (V6.2)',
    });
    expect(text).toBe(
      `Found "${name}".\nSay it plainly.\nhttps://candor-status.github.io/candor/rules/no-jargon/`,
    );
  });

  test('hold for any name and message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, message) => {
        const lines = renderGithubAnnotations(reportOf(name, message)).trimEnd().split('\n');
        expect(lines.filter((line) => /^\s*::/.test(line))).toHaveLength(1);
      }),
    );
  });
});

describe('the JSON report', () => {
  test.each(HOSTILE)('says %j as it is', (name) => {
    const { version, files, findings } = JSON.parse(renderJson(reportOf(name, name))) as Record<
      string,
      unknown
    >;
    expect({ version, files }).toEqual({ version: 1, files: 1 });
    expect(findings).toEqual([
      {
        rule: 'no-jargon',
        clause: 'V6.2',
        level: 'error',
        path: name,
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 4,
        message: name,
        help: 'Say it plainly.',
        helpUrl: 'https://candor-status.github.io/candor/rules/no-jargon/',
        fix: { start: 4, end: 7, text: 'TWO' },
      },
    ]);
  });
});

describe('the SARIF report', () => {
  test.each(HOSTILE)('gives %j as an address that decodes to it', (name) => {
    const sarif = JSON.parse(renderSarif(reportOf(name, name), [{ id: 'no-jargon', summary: 'words' }])) as {
      runs: [
        {
          results: [
            { locations: [{ physicalLocation: { artifactLocation: { uri: string }; region: object } }] },
          ];
        },
      ];
    };
    const { artifactLocation, region } = sarif.runs[0].results[0].locations[0].physicalLocation;
    expect(decodeURIComponent(artifactLocation.uri)).toBe(name);
    expect(artifactLocation.uri).toMatch(/^[\w\-.!~*'()%/]+$/);
    expect(region).toEqual({ startLine: 2, startColumn: 1, endLine: 2, endColumn: 4 });
  });
});

describe('the terminal report', () => {
  test('shows the line, a caret, the reason and the line to write', () => {
    expect(renderTerminal(reportOf('incidents/a.md', 'Customers may not know "two".')))
      .toMatchInlineSnapshot(`
        "incidents/a.md:2:1 error no-jargon (V6.2)
          | two words
          | ^^^
          Customers may not know "two".
          Say it plainly.
          write: TWO words

        https://candor-status.github.io/candor/rules/no-jargon/

        1 file checked: 1 error.
        "
      `);
  });

  test.each([
    ['before the end of the room', 60],
    ['across it', 90],
    ['after it', 130],
  ])('shows the whole of a finding that begins %s', (_name, offset) => {
    const text = `${'word '.repeat(40).slice(0, offset)}fixed by 3pm, as planned\n`;
    const source = { path: 'incidents/a.md', text };
    const location = locateSpan(source, { start: offset, end: offset + 'fixed by 3pm'.length });
    const { fix: _fix, ...finding } = { ...reportOf('incidents/a.md', '').diagnostics[0]!, location };
    const [, shown, carets] = renderDiagnostics([finding], () => source).split('\n');
    const at = carets!.indexOf('^');
    expect(shown!.slice(at, carets!.length)).toBe('fixed by 3pm');
  });

  test.each([
    ['Payments by card will be back soon.', 'soon'],
    ['支払いは soon 戻ります。', 'soon'],
    ['Orders\tare back soon.', 'soon'],
    ['Half of a wide word: 支払いは戻ります。', '戻ります'],
    [`${'Payments by card will be back. '.repeat(6)}支払いは soon 戻ります。`, 'soon'],
  ])('puts the carets below the words of %j', (line, found) => {
    const source = { path: 'incidents/a.md', text: `${line}\n` };
    const start = line.indexOf(found);
    const location = locateSpan(source, { start, end: start + found.length });
    const { fix: _fix, ...finding } = { ...reportOf('incidents/a.md', '').diagnostics[0]!, location };
    const [, shown, carets] = renderDiagnostics([finding], () => source, {
      ...PLAIN_STYLE,
      columns: 80,
    }).split('\n');
    const before = shown!.slice(0, shown!.indexOf(found));
    expect(stringWidth(carets!.slice(0, carets!.indexOf('^')))).toBe(stringWidth(before));
    expect(carets!.trim().replace(/^\|\s*/, '')).toBe('^'.repeat(stringWidth(found)));
    expect(stringWidth(shown!)).toBeLessThanOrEqual(80);
  });

  test('breaks lines between words at the edge of a terminal', () => {
    const message = `"two" is a word that customers may not know. ${'Say what they notice. '.repeat(6)}`;
    const lines = renderDiagnostics(
      reportOf('incidents/a.md', message.trim()).diagnostics,
      () => ({ path: 'incidents/a.md', text: 'one\ntwo words\n' }),
      { ...PLAIN_STYLE, columns: 60 },
    ).split('\n');
    expect(lines.filter((line) => !line.includes('://')).every((line) => line.length <= 60)).toBe(true);
    expect(lines.map((line) => line.trim()).join(' ')).toContain(message.trim());
  });

  test.each(HOSTILE)('lets %j steer no terminal', (name) => {
    const drawn = renderTerminal(reportOf(name, name));
    // oxlint-disable-next-line no-control-regex
    expect(drawn).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F\u202E]/);
  });
});
