import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parseComponent, parseSite } from '../../src/content/site.ts';
import { readContent } from '../../src/files/read-content.ts';
import { decodeSource } from '../../src/files/decode.ts';

/** A finding in one line: where, what, and what to do. */
const say = ({ location, message, help, fix }: Diagnostic): string =>
  `${location.line}:${location.column}-${location.endLine}:${location.endColumn} ${message}${help && ` | ${help}`}${fix ? ` | -> ${fix.text}` : ''}`;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const judge = (text: string | Uint8Array, name = '2026-11-22-checkout'): string[] => {
  const source = decodeSource(`incidents/${name}.md`, typeof text === 'string' ? bytesOf(text) : text);
  return parseIncident(source, 'Africa/Lagos').diagnostics.map(say);
};

const FRONT =
  'title: Orders fail\nseverity: sev-2\ncomponents: { checkout: degraded }\ndetected: 2026-11-22T09:02Z\n';
const BODY = '\n## 2026-11-22T09:10Z investigating\n\nWe are looking into it.\n';
const file = (front = FRONT, body = BODY): string => `---\n${front}---\n${body}`;
const changed = (from: string, to: string): string => file(FRONT.replace(from, to));

describe('files that are not incidents', () => {
  test('an empty file', () =>
    expect(judge('')).toMatchInlineSnapshot(`
    [
      "1:1-1:1 The first line must be "---"; found an empty line. | Begin the file with "---", the keys title, severity, components and detected, and "---" again.",
    ]
  `));
  test('blanks only', () =>
    expect(judge(' \n\n')).toMatchInlineSnapshot(`
    [
      "1:1-1:2 The first line must be "---"; found an empty line. | Begin the file with "---", the keys title, severity, components and detected, and "---" again.",
    ]
  `));
  test('no front matter', () =>
    expect(judge('# Orders fail\n')).toMatchInlineSnapshot(`
    [
      "1:1-1:14 The first line must be "---"; found "# Orders fail". | Begin the file with "---", the keys title, severity, components and detected, and "---" again.",
    ]
  `));
  test('front matter that never ends', () =>
    expect(judge('---\ntitle: x\n')).toMatchInlineSnapshot(`
    [
      "1:1-1:4 The front matter is not closed: a second line "---" is missing. | Begin the file with "---", the keys title, severity, components and detected, and "---" again.",
    ]
  `));
  test.each([
    ['999 blanks', 999, false],
    ['1,000 blanks', 1000, true],
  ])('%s in a row', (_, count, isRefused) => {
    const said = judge(`---\ntitle: x${' '.repeat(count)}\n---\n`);
    expect(said.some((line) => line.includes('2:9-2:1009 More than 1,000 blanks in a row.'))).toBe(isRefused);
  });
  test('empty front matter', () =>
    expect(judge('---\n---\n')).toMatchInlineSnapshot(`
      [
        "1:4-1:4 "title" is missing. | Add title: what customers notice, in one line.",
        "1:4-1:4 "severity" is missing. | Add severity: a severity of the policy, in any spelling: sev-2, SEV-2, Severity 2.",
        "1:4-1:4 "detected" is missing. | Add detected: a time with a time zone, such as 2026-11-22T09:10Z.",
      ]
    `));
  test('front matter in JavaScript', () =>
    expect(judge('---js\n{ title: process.exit() }\n---\n')).toMatchInlineSnapshot(`
    [
      "1:1-1:6 The first line must be "---"; found "---js". | Begin the file with "---", the keys title, severity, components and detected, and "---" again.",
    ]
  `));
  test('front matter in TOML', () =>
    expect(judge('+++\ntitle = "x"\n+++\n')).toMatchInlineSnapshot(`
    [
      "1:1-1:4 The first line must be "---"; found "+++". | Begin the file with "---", the keys title, severity, components and detected, and "---" again.",
    ]
  `));
  test('a list', () =>
    expect(judge('---\n- a\n---\n')).toMatchInlineSnapshot(`
    [
      "1:4-2:1 The file is a list; expected keys with values, one per line.",
    ]
  `));
  test('a binary', () =>
    expect(judge(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))).toMatchInlineSnapshot(`
      [
        "1:1-1:1 This is a binary file; expected text.",
      ]
    `));
  test('a binary that is valid UTF-8', () =>
    expect(judge('a\u0000b')).toMatchInlineSnapshot(`
      [
        "1:1-1:1 This is a binary file; expected text.",
      ]
    `));
  test('Latin-1', () =>
    expect(judge(new Uint8Array([...bytesOf('---\ntitle: caf'), 0xe9]))).toMatchInlineSnapshot(`
      [
        "1:1-1:1 This text is Latin-1, not UTF-8. Save it as UTF-8 in your editor, or run "iconv -f ISO-8859-1 -t UTF-8 old.md > new.md".",
      ]
    `));
  test('UTF-16', () =>
    expect(judge(new Uint8Array([0xff, 0xfe, 0x2d, 0x00]))).toMatchInlineSnapshot(`
      [
        "1:1-1:1 This text is UTF-16 (little-endian), not UTF-8. Save it as UTF-8 in your editor, or run "iconv -f UTF-16LE -t UTF-8 old.md > new.md".",
      ]
    `));
  test('10 MB of text', () =>
    expect(judge('word '.repeat(2_000_000))).toMatchInlineSnapshot(`
    [
      "1:1-1:2 The file has 10 million characters; at most 1 million are read.",
    ]
  `));
  test('a million characters of front matter', () =>
    expect(judge(`---\n${'key: 1\n'.repeat(120_000)}---\n`)).toMatchInlineSnapshot(`
    [
      "1:1-1:2 Front matter, policies and status.yaml may have at most 100,000 characters; found 840003.",
    ]
  `));
  test('a Windows path for a name', () =>
    expect(judge(file(), 'C:\\status\\Checkout')).toMatchInlineSnapshot(`
    [
      "1:1-1:4 The file name "C:\\status\\Checkout" must be lower-case letters, digits and hyphens. | Rename it, for example to 2026-11-22-checkout.md: the name is the permanent address of the page.",
    ]
  `));
});

describe('files of other systems read the same', () => {
  test.each([
    ['CRLF', file().replaceAll('\n', '\r\n')],
    ['CR', file().replaceAll('\n', '\r')],
    ['a BOM', `\uFEFF${file()}`],
    ['no line end at the end', file().trimEnd()],
    ['blanks behind the lines', file().replace('---\ntitle', '---  \ntitle')],
  ])('%s', (_name, text) => {
    const { value, diagnostics } = parseIncident(decodeSource('incidents/a.md', bytesOf(text)));
    expect(diagnostics).toEqual([]);
    expect(value!.updates[0]).toMatchObject({ id: '20261122T0910Z', body: 'We are looking into it.' });
  });
});

describe('YAML', () => {
  test('tabs', () =>
    expect(judge(file(`${FRONT}internal:\n\tsource: alert\n`))).toMatchInlineSnapshot(`
    [
      "7:1-7:2 Tabs cannot indent YAML; use spaces.",
    ]
  `));
  test('an unknown key, nearly right', () =>
    expect(judge(changed('severity', 'severty'))).toMatchInlineSnapshot(`
      [
        "3:1-3:8 Unknown key "severty". Did you mean "severity"? | Known here: title, components, drill, internal, imported, kind, severity, started, detected, ended, customer-facing, security, disclosed, merged-into or postmortem-approved. | -> severity",
      ]
    `));
  test('a key of internal at the top', () =>
    expect(judge(file(`${FRONT}source: alert\n`))).toMatchInlineSnapshot(`
      [
        "6:1-6:7 Unknown key "source". | It belongs under "internal:", indented by two blanks.",
      ]
    `));
  test('an unknown key, far off', () =>
    expect(judge(file(`${FRONT}colour: red\n`))).toMatchInlineSnapshot(`
      [
        "6:1-6:7 Unknown key "colour". | Known here: title, components, drill, internal, imported, kind, severity, started, detected, ended, customer-facing, security, disclosed, merged-into or postmortem-approved.",
      ]
    `));
  test('a key twice', () =>
    expect(judge(file(`${FRONT}title: Again\n`))).toMatchInlineSnapshot(`
    [
      "6:1-6:2 This key occurs twice; remove one.",
    ]
  `));
  test('anchors and aliases', () =>
    expect(judge(changed('Orders fail', '&t x').replace('sev-2', '*t'))).toMatchInlineSnapshot(`
      [
        "2:8-2:12 This value needs quotes around it. | -> "&t x"",
        "3:11-3:13 Aliases (\`*name\`) are not supported: write the value out.",
      ]
    `));
  test('a tag', () =>
    expect(judge(changed('Orders fail', '!!js/function "x"'))).toMatchInlineSnapshot(`
      [
        "2:8-2:25 This value needs quotes around it. | -> '!!js/function "x"'",
      ]
    `));
  test('a bomb', () => {
    const lines = Array.from(
      { length: 9 },
      (_, at) =>
        `a${at}: &a${at} [${Array(9)
          .fill(at === 0 ? 'x' : `*a${at - 1}`)
          .join(', ')}]`,
    );
    const diagnostics = judge(file(`${FRONT}${lines.join('\n')}\n`));
    expect(diagnostics).toHaveLength(9 + 8 * 9);
    expect([diagnostics[0], diagnostics.at(-1)]).toMatchInlineSnapshot(`
      [
        "6:9-6:36 Anchors (\`&name\`) are not supported: write the value out.",
        "14:50-14:53 Aliases (\`*name\`) are not supported: write the value out.",
      ]
    `);
  });
  test('a merge key', () =>
    expect(judge(file(`${FRONT}<<: { drill: true }\n`))).toMatchInlineSnapshot(`
      [
        "6:1-6:3 Unknown key "<<". | Known here: title, components, drill, internal, imported, kind, severity, started, detected, ended, customer-facing, security, disclosed, merged-into or postmortem-approved.",
      ]
    `));
  test('a colon too many', () =>
    expect(judge(changed('Orders fail', 'Orders: they fail: often'))).toMatchInlineSnapshot(`
      [
        "2:8-2:32 This value needs quotes around it. | -> "Orders: they fail: often"",
      ]
    `));
  test('an open quote', () =>
    expect(judge(changed('Orders fail', '"Orders fail'))).toMatchInlineSnapshot(`
      [
        "2:8-2:20 The closing quote is missing. | -> "Orders fail"",
      ]
    `));
});

describe('values', () => {
  test('everything missing at once', () =>
    expect(judge(file('drill: false\n'))).toMatchInlineSnapshot(`
      [
        "1:4-2:1 "title" is missing. | Add title: what customers notice, in one line.",
        "1:4-2:1 "severity" is missing. | Add severity: a severity of the policy, in any spelling: sev-2, SEV-2, Severity 2.",
        "1:4-2:1 "detected" is missing. | Add detected: a time with a time zone, such as 2026-11-22T09:10Z.",
      ]
    `));
  test('the wrong kind of value', () =>
    expect(judge(file('title: 42\nseverity: [a]\ncomponents: checkout\ndetected: true\n')))
      .toMatchInlineSnapshot(`
        [
          "2:8-2:10 "title" is "42"; expected text (in quotes, if it looks like a number).",
          "4:13-4:21 "components" is "checkout"; expected names with values, one per line.",
          "3:11-3:14 "severity" is a list; expected a severity of the policy, in any spelling: sev-2, SEV-2, Severity 2.",
          "5:11-5:15 "detected" is "true"; expected a time with a time zone, such as 2026-11-22T09:10Z.",
        ]
      `));
  test('a time without a zone', () =>
    expect(judge(changed('09:02Z', '09:02'))).toMatchInlineSnapshot(`
    [
      "5:11-5:27 "detected" is "2026-11-22T09:02": a time needs a time zone. | Write 2026-11-22T09:02Z if it is UTC, or 2026-11-22T09:02+01:00 if it is Africa/Lagos.",
    ]
  `));
  test('a date of 1900', () =>
    expect(judge(changed('2026-', '1900-'))).toMatchInlineSnapshot(`
    [
      "5:11-5:28 "detected" is "1900-11-22T09:02Z": expected a year from 1990 to 2150. | Write a time such as 2026-11-22T09:10Z.",
    ]
  `));
  test('a date of 2200', () =>
    expect(judge(changed('2026-', '2200-'))).toMatchInlineSnapshot(`
    [
      "5:11-5:28 "detected" is "2200-11-22T09:02Z": expected a year from 1990 to 2150. | Write a time such as 2026-11-22T09:10Z.",
    ]
  `));
  test('no such date', () =>
    expect(judge(changed('2026-11-22', '2026-02-30'))).toMatchInlineSnapshot(`
    [
      "5:11-5:28 "detected" is "2026-02-30T09:02Z": there is no such date or time. | Write a time such as 2026-11-22T09:10Z.",
    ]
  `));
  test('a time in words', () =>
    expect(judge(changed('2026-11-22T09:02Z', 'this morning'))).toMatchInlineSnapshot(`
    [
      "5:11-5:23 "detected" is "this morning"; expected a time with a time zone. | Write a time such as 2026-11-22T09:10Z.",
    ]
  `));
  test('a title of 500 characters', () =>
    expect(judge(changed('Orders fail', 'x'.repeat(500)))).toMatchInlineSnapshot(`
    [
      "2:8-2:508 "title" is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"; expected at most 160 characters.",
    ]
  `));
  test('a title of right-to-left marks', () =>
    expect(judge(changed('Orders fail', 'Orders \u202Eliaf'))).toMatchInlineSnapshot(`
    [
      "2:15-2:16 An invisible character (U+202E) can make text look different from its content. | Delete it. | -> ",
    ]
  `));
  test.each([
    ['"Orders\\u0001 fail"', 'U+0001'],
    ['"Orders \\e[2J fail"', 'U+001B'],
    ['"Orders\\0"', 'U+0000'],
    ['"Orders \\u202eliaf"', 'U+202E'],
    ['"Orders \\x85"', 'U+0085'],
    ['"Orders \\uD83D"', 'U+D83D'],
    ['"Orders \\uFFFF"', 'U+FFFF'],
  ])('a title with an escaped control character: %s', (title, code) =>
    expect(judge(changed('Orders fail', title))).toEqual([
      `2:8-2:${8 + title.length} An escape stands for an invisible character (${code}): delete it.`,
    ]),
  );
  test('a title of emoji and of Arabic is fine', () =>
    expect(judge(changed('Orders fail', '👩‍💻🔥 الطلبات متوقفة'))).toEqual([]));
  test('a title of two lines', () =>
    expect(judge(changed('Orders fail', '"Orders\\nfail"'))).toMatchInlineSnapshot(`
    [
      "2:8-2:22 "title" is "Orders
    fail"; expected one line of text.",
    ]
  `));
  test('a state, nearly right', () =>
    expect(judge(changed('degraded', 'degrated'))).toMatchInlineSnapshot(`
    [
      "4:25-4:33 "components.checkout" is "degrated"; expected "operational", "degraded", "partial-outage" or "major-outage". | Did you mean "degraded"? | -> degraded",
    ]
  `));
  test('a state, far off', () =>
    expect(judge(changed('degraded', 'on-fire'))).toMatchInlineSnapshot(`
    [
      "4:25-4:32 "components.checkout" is "on-fire"; expected "operational", "degraded", "partial-outage" or "major-outage".",
    ]
  `));
  test('an address that runs code', () =>
    expect(judge(file(`${FRONT}internal: { tracking: "javascript:alert(1)" }\n`))).toMatchInlineSnapshot(`
    [
      "6:23-6:44 "internal.tracking" is "javascript:alert(1)"; expected a web address that begins with https://.",
    ]
  `));
  test('a person without @', () =>
    expect(judge(file(`${FRONT}internal: { commander: amina }\n`))).toMatchInlineSnapshot(`
    [
      "6:24-6:29 "internal.commander" is "amina"; expected a name with its @, in quotes, such as "@amina".",
    ]
  `));
  test('a maintenance without its window', () =>
    expect(judge('---\ntitle: x\nkind: maintenance\n---\n## 2026-11-22T09:10Z scheduled\nx\n'))
      .toMatchInlineSnapshot(`
        [
          "1:4-2:1 "starts" is missing. | Add starts: a time with a time zone, such as 2026-11-22T09:10Z.",
          "1:4-2:1 "ends" is missing. | Add ends: a time with a time zone, such as 2026-11-22T09:10Z.",
        ]
      `));
});

describe('updates', () => {
  const body = (text: string): string[] => judge(file(FRONT, text));
  test('text under no heading', () =>
    expect(body('\nWe are looking.\n')).toMatchInlineSnapshot(`
    [
      "8:1-8:16 This text is not part of an update, so it is never shown. | Move it under a heading such as "## 2026-11-22T09:10Z investigating".",
    ]
  `));
  test('a heading that is not an update', () =>
    expect(body('## Update\nx\n')).toMatchInlineSnapshot(`
      [
        "7:1-7:10 Expected a time and a phase in this heading. | Write "## 2026-11-22T09:10Z investigating"; the phases are investigating, identified, monitoring, resolved, withdrawn, merged or update.",
      ]
    `));
  test('a phase, nearly right', () =>
    expect(body('## 2026-11-22T09:10Z investigatng\nx\n')).toMatchInlineSnapshot(`
      [
        "7:22-7:34 Unknown phase "investigatng". Did you mean "investigating"? | The phases are investigating, identified, monitoring, resolved, withdrawn, merged or update. | -> investigating",
      ]
    `));
  test('a phase of maintenance', () =>
    expect(body('## 2026-11-22T09:10Z completed\nx\n')).toMatchInlineSnapshot(`
      [
        "7:22-7:31 Unknown phase "completed". | The phases are investigating, identified, monitoring, resolved, withdrawn, merged or update.",
      ]
    `));
  test('no phase', () =>
    expect(body('## 2026-11-22T09:10Z\nx\n')).toMatchInlineSnapshot(`
      [
        "7:1-7:21 Expected a time and a phase in this heading. | Write "## 2026-11-22T09:10Z investigating"; the phases are investigating, identified, monitoring, resolved, withdrawn, merged or update.",
      ]
    `));
  test('a time without a zone', () =>
    expect(body('## 2026-11-22 09:10 resolved\nx\n')).toMatchInlineSnapshot(`
    [
      "7:4-7:20 "time" is "2026-11-22 09:10": a time needs a time zone. | Write 2026-11-22T09:10Z if it is UTC, or 2026-11-22T09:10+01:00 if it is Africa/Lagos.",
    ]
  `));
  test('an hour too many', () =>
    expect(body('## 2026-11-22T24:10Z resolved\nx\n')).toMatchInlineSnapshot(`
    [
      "7:4-7:21 "time" is "2026-11-22T24:10Z": there is no such date or time. | Write a time such as 2026-11-22T09:10Z.",
    ]
  `));
  test('a note that is not a correction', () =>
    expect(body('## 2026-11-22T09:10Z resolved (typo)\nx\n')).toMatchInlineSnapshot(`
    [
      "7:32-7:36 Unknown note "(typo)" in a heading. | Write a correction as "(corrected 2026-11-22T09:10Z)".",
    ]
  `));
  test('a correction without a zone', () =>
    expect(body('## 2026-11-22T09:10Z resolved (corrected 2026-11-22 09:20)\nx\n')).toMatchInlineSnapshot(`
    [
      "7:42-7:58 "corrected" is "2026-11-22 09:20": a time needs a time zone. | Write 2026-11-22T09:20Z if it is UTC, or 2026-11-22T09:20+01:00 if it is Africa/Lagos.",
    ]
  `));
  test('an unknown state', () =>
    expect(body('## 2026-11-22T09:10Z resolved\nAffects: checkout degrade, orders fine really\nx\n'))
      .toMatchInlineSnapshot(`
    [
      "8:10-8:26 "checkout degrade" is not "component state", such as "checkout degraded". Did you mean "degraded"? | The states are operational, degraded, partial-outage or major-outage.",
      "8:28-8:46 "orders fine really" is not "component state", such as "orders degraded". | The states are operational, degraded, partial-outage or major-outage.",
    ]
  `));
  test('a suppression without a reason', () =>
    expect(body('## 2026-11-22T09:10Z resolved\nx <!-- allow no-promised-fix-time -->\n'))
      .toMatchInlineSnapshot(`
    [
      "8:3-8:38 A suppression needs a rule and a reason. | Write <!-- allow no-promised-fix-time: the provider confirmed 14:00, agreed with @tunde -->.",
    ]
  `));
  test('a heading in code starts no update', () =>
    expect(body('## 2026-11-22T09:10Z resolved\n```\n## not this\n``` nor this\n## nor this\n```\n')).toEqual(
      [],
    ));
  test('a heading after a line separator starts no update', () =>
    expect(body('## 2026-11-22T09:10Z resolved\nx\u2028## y\n')).toEqual([]));
  test('many faults at once', () =>
    expect(
      judge(
        file(
          'titel: x\nseverity: sev-2\ndetected: 2026-11-22 09:02\n',
          '## nope\n\n## 2026-11-22T09:10Z solved\nAffects: a b c\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "4:11-4:27 "detected" is "2026-11-22 09:02": a time needs a time zone. | Write 2026-11-22T09:02Z if it is UTC, or 2026-11-22T09:02+01:00 if it is Africa/Lagos.",
        "2:1-2:6 Unknown key "titel". Did you mean "title"? | Known here: title, components, drill, internal, imported, kind, severity, started, detected, ended, customer-facing, security, disclosed, merged-into or postmortem-approved. | -> title",
        "6:1-6:8 Expected a time and a phase in this heading. | Write "## 2026-11-22T09:10Z investigating"; the phases are investigating, identified, monitoring, resolved, withdrawn, merged or update.",
        "8:22-8:28 Unknown phase "solved". Did you mean "resolved"? | The phases are investigating, identified, monitoring, resolved, withdrawn, merged or update. | -> resolved",
      ]
    `));
});

describe('components and the site', () => {
  const component = (text: string, name = 'checkout') =>
    parseComponent({ path: `components/${name}.md`, text }).diagnostics.map(say);
  const site = (text: string) => parseSite({ path: 'status.yaml', text }).diagnostics.map(say);
  test('a component without front matter', () =>
    expect(component('Checkout\n')).toMatchInlineSnapshot(`
    [
      "1:1-1:9 The first line must be "---"; found "Checkout". | Begin the file with "---", name: and "---" again.",
    ]
  `));
  test('a component with a bad name and a bad objective', () =>
    expect(component('---\nname: Checkout\nslo: 101\n---\n', 'Check Out')).toMatchInlineSnapshot(`
    [
      "3:6-3:9 "slo" is "101"; expected at most 100.",
      "1:1-1:4 The file name "Check Out" must be lower-case letters, digits and hyphens. | Rename it, for example to checkout.md.",
    ]
  `));
  test('a site without anything', () =>
    expect(site('')).toMatchInlineSnapshot(`
      [
        "1:1-1:1 "name" is missing. | Add name: the name of the company or service.",
        "1:1-1:1 "url" is missing. | Add url: the address of the page, with its base path.",
        "1:1-1:1 "policy" is missing. | Add policy: the file name of the policy, without .yaml.",
      ]
    `));
  test('a site with a zone of its own', () =>
    expect(site('name: a\nurl: ftp://x\npolicy: Vayva SOP\ntimezone: Africa/Lagoss\nlanguage: english!\n'))
      .toMatchInlineSnapshot(`
        [
          "2:6-2:13 "url" is not a web address. | Write an address such as https://status.example.com or https://example.com/status.",
          "3:9-3:18 "policy" is "Vayva SOP"; expected lower-case letters, digits and hyphens.",
          "4:11-4:24 "timezone" is "Africa/Lagoss"; expected a time zone such as "Africa/Lagos".",
          "5:11-5:19 "language" is "english!"; the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Did you mean "en"? Until then texts and rules are English. | -> en",
        ]
      `));
});

describe('a content root', () => {
  const root = mkdtempSync(join(tmpdir(), 'candor-bad-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const site = 'name: Shop\nurl: https://shop.test\npolicy: vayva\n';

  test('400 components are read in the order of their names', async () => {
    const folder = join(root, 'many');
    mkdirSync(join(folder, 'components'), { recursive: true });
    writeFileSync(join(folder, 'status.yaml'), site);
    for (let at = 0; at < 400; at += 1)
      writeFileSync(
        join(folder, `components/part-${at}.md`),
        `---\nname: Part ${String(at).padStart(3, '0')}\n---\n`,
      );
    const { siteContext, diagnostics } = parseContent(await readContent(folder));
    expect(diagnostics).toEqual([]);
    expect(siteContext!.components.map(({ id }) => id)).toEqual(
      Array.from({ length: 400 }, (_, at) => `part-${at}`),
    );
  });

  test('links that lead out or nowhere, two files with one name, hidden files', async () => {
    const folder = join(root, 'links');
    mkdirSync(join(folder, 'incidents/2025'), { recursive: true });
    writeFileSync(join(root, 'secret.md'), 'a secret');
    writeFileSync(join(folder, 'status.yaml'), site);
    writeFileSync(join(folder, 'incidents/good.md'), file());
    writeFileSync(join(folder, 'incidents/2025/good.md'), file());
    writeFileSync(join(folder, 'incidents/.draft.md'), 'nothing');
    writeFileSync(join(folder, 'incidents/README.md'), 'nothing');
    symlinkSync(join(root, 'secret.md'), join(folder, 'incidents/out.md'));
    symlinkSync(join(folder, 'incidents/nowhere.md'), join(folder, 'incidents/dangling.md'));
    symlinkSync(join(folder, 'incidents/good.md'), join(folder, 'incidents/inside.md'));
    symlinkSync('/dev/zero', join(folder, 'incidents/zero.md'));
    const { incidents, invalidSources, diagnostics } = parseContent(await readContent(folder));
    expect(incidents.map(({ id }) => id)).toEqual(['good', 'inside']);
    expect(invalidSources.map(({ path }) => path)).toMatchInlineSnapshot(`
      [
        "incidents/dangling.md",
        "incidents/good.md",
        "incidents/out.md",
        "incidents/zero.md",
      ]
    `);
    expect(diagnostics.map((diagnostic) => `${diagnostic.location.path} ${say(diagnostic)}`))
      .toMatchInlineSnapshot(`
      [
        "incidents/dangling.md 1:1-1:1 This symbolic link is broken.",
        "incidents/good.md 1:1-1:4 "good" is also the name of incidents/2025/good.md: a name is an address and must be unique. | Rename the one that is not published yet.",
        "incidents/out.md 1:1-1:1 This symbolic link leads out of the repository.",
        "incidents/zero.md 1:1-1:1 This symbolic link leads out of the repository.",
      ]
    `);
  });

  test('no status.yaml', async () => {
    mkdirSync(join(root, 'none'));
    expect(parseContent(await readContent(join(root, 'none'))).diagnostics.map(say)).toMatchInlineSnapshot(`
      [
        "1:1-1:1 There is no status.yaml. | Create one with name, url, policy and timezone, or run \`npx candor init\`.",
      ]
    `);
  });

  test('a policy that does not exist', async () => {
    mkdirSync(join(root, 'policy'));
    writeFileSync(join(root, 'policy/status.yaml'), site.replace('vayva', 'vayvo'));
    expect(parseContent(await readContent(join(root, 'policy'))).diagnostics.map(say)).toMatchInlineSnapshot(`
      [
        "3:9-3:14 There is no policy "vayvo". Did you mean "vayva"? | Known policies: standard, vauntico or vayva.",
      ]
    `);
  });
});
