import { describe, expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { renderGithubAnnotations } from '../../src/reporters/github.ts';
import { renderTerminal } from '../../src/reporters/terminal.ts';
import { lintIncidentFile } from '../../src/rules/engine/lint.ts';
import { findPrivateAddresses } from '../../src/rules/detectors/private-addresses.ts';
import { redactSecrets, findSecrets } from '../../src/secrets/secret-patterns.ts';
import { EXAMPLE_NOW, exampleContent } from '../support/example-content.ts';
import { PLANTED } from '../support/fake-secrets.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';

const NOBODY = new Set<string>();
const addresses = (text: string): string[] =>
  findPrivateAddresses(text, NOBODY).map((found) => `${found.kind} ${found.text}`);

describe('U6.1: what has the shape of a secret', () => {
  test.each(Object.entries(PLANTED))('%s is found in a sentence, and concealed', (_what, secret) => {
    const text = `Orders fail since we changed ${secret}, sorry.`;
    expect(findSecrets(text)).toHaveLength(1);
    const [{ start, end } = { start: 0, end: 0 }] = findSecrets(text);
    expect(secret).toContain(text.slice(start, end).replace(/,$/, ''));
    expect(redactSecrets(text)).not.toContain(text.slice(start, end));
    expect(end - start).toBeGreaterThan(9);
    expect(redactSecrets(text)).toHaveLength(text.length);
  });

  test.each([
    'You may have to reset your password: open the app and choose "Forgot password".',
    'Password: reset is slow. Token: none is lost. Secret: there is none.',
    'Error code: 503; api: v2; token=expired; signature: sha-256.',
    'Webhooks were signed with a wrong key. Sign in with https://vayva.shop/login?next=/orders.',
    'Basic authentication and bearer tokens work again; Bearer authentication is slow.',
    'See INC-2026-11-22, request 0f8fad5b-d9cb-469f-a165-70867728950e and commit 559d835.',
    'The endpoint /v1/tokens: 12% of requests fail. Access key: [redacted]. Password: ********.',
    'api_key: YOUR KEY HERE, password: $PASSWORD, token: <token>',
  ])('is not seen where there is none: %s', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  test('a report for a terminal or for GitHub has its place, and no letter of it', () => {
    for (const [what, secret] of Object.entries(PLANTED)) {
      const text = `---\ntitle: Some orders fail\nseverity: sev-2\ncomponents: { checkout: degraded }\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:10Z investigating\n\nIt fails with ${secret} in it.\n`;
      const source = { path: 'incidents/example.md', text };
      const content = exampleContent([source]);
      const found = lintIncidentFile(
        parseIncident(source).value!,
        createRuleContext(content.siteContext!, [], EXAMPLE_NOW),
      );
      expect(
        found.map(({ rule }) => rule),
        what,
      ).toContain('no-private-details');
      const report = { files: 1, diagnostics: found, notes: [], sources: new Map([[source.path, source]]) };
      const said = renderTerminal(report) + renderGithubAnnotations(report);
      const { start, end } = findSecrets(text)[0]!;
      expect(said, what).toContain('incidents/example.md:10');
      expect(said, what).not.toContain(text.slice(start, end));
    }
  });
});

describe('V6.2: what leads inside the house', () => {
  test.each([
    ['orders.prod.internal', ['host orders.prod.internal']],
    ['https://wiki.corp/page', ['host wiki.corp']],
    ['printer.local, nas.lan', ['host printer.local', 'host nas.lan']],
    ['api.default.svc.cluster.local:8080', ['host api.default.svc.cluster.local']],
    ['grafana.internal.vayva.shop', ['host grafana.internal.vayva.shop']],
    ['localhost:3000 and http://localhost/x', ['host localhost:3000', 'host http://localhost']],
    ['http://grafana:3000/d/1', ['host http://grafana:3000']],
    ['ip-10-0-3-7 is down', ['host ip-10-0-3-7']],
    [
      '10.0.3.7, 172.16.0.1, 192.168.1.1/24',
      ['network 10.0.3.7', 'network 172.16.0.1', 'network 192.168.1.1/24'],
    ],
    ['127.0.0.1:80 and 169.254.169.254', ['network 127.0.0.1', 'network 169.254.169.254']],
    ['100.64.0.1', ['network 100.64.0.1']],
    ['[::1]:80, fe80::1%eth0, fd12:3456::7', ['network ::1', 'network fe80::1%eth0', 'network fd12:3456::7']],
  ])('%s', (text, expected) => {
    expect(addresses(text)).toEqual(expected);
  });

  test.each([
    'Version 10.2.1.4 of the app and v10.0.0.1 are fine. Use 8.8.8.8, 172.32.0.1, 192.169.0.1 or 300.10.0.1.',
    'Sign-in is back.Local times are shown. Internal work. A local shop. The corp. is fine.',
    'Open https://vayva.shop/status or http://paystack.com:8080/x. At 10:30:00 and 9:05::',
    'Read docs.local-first.com and internal.vayva.shop.',
    '2001:db8::1 is an address for examples. face:book is none.',
  ])('leaves alone: %s', (text) => {
    expect(addresses(text)).toEqual([]);
  });
});

describe("U6.1: people's mailboxes", () => {
  test.each([
    ['Write to jane.doe@vayva.shop.', ['email jane.doe@vayva.shop']],
    ['mailto:amina@gmail.com', ['email amina@gmail.com']],
    [
      'support@paystack.com, incidents@vayva.shop, no-reply@x.io, vayva-support@zendesk.com, vayvasupport@x.io, support+a1@x.io',
      [],
    ],
    ['hiroshi@vayva.shop', ['email hiroshi@vayva.shop']],
    ['carey.enoch@vayva.shop', ['email carey.enoch@vayva.shop']],
    ['someone@example.com, service-PROJECT_NUMBER@x.iam.gserviceaccount.com', []],
    ['@amina leads; 5 @ 3pm; https://lists.vayva.shop/list/dev@vayva.shop/', []],
  ])('%s', (text, expected) => {
    expect(addresses(text)).toEqual(expected);
  });

  test("V16.1: the site's own contact may be anywhere, in any case", () => {
    expect(findPrivateAddresses('Ask Ada@shop.example', new Set(['ada@shop.example']))).toEqual([]);
  });
});

describe('hostile text', () => {
  const long = 60_000;
  test.each([
    ['a'.repeat(long)],
    ['a.'.repeat(long)],
    ['a@'.repeat(long)],
    [`${'a.'.repeat(long)}internal.`],
    ['password: '.repeat(long / 10)],
    ['password'.repeat(long / 8)],
    ['password:"'.repeat(long / 10)],
    ['x://'.repeat(long / 4)],
    [`x://${':'.repeat(long)}`],
    ['eyJ'.repeat(long / 3)],
    [`eyJ${'a'.repeat(long)}.`],
    ['eyJaaaaaaaaaa.'.repeat(long / 14)],
    ['sk-'.repeat(long / 3)],
    ['sk_live_'.repeat(long / 8)],
    ['-----BEGIN '.repeat(long / 11)],
    ['1.'.repeat(long)],
    ['10.10.10.10.'.repeat(long / 12)],
    [':'.repeat(long)],
    ['fd00:'.repeat(long / 5)],
    ['http://a'.repeat(long / 8)],
    ['localhost:'.repeat(long / 10)],
    ['Bearer '.repeat(long / 7)],
    ['Bearer \t'.repeat(long / 8)],
  ])('is read in linear time: %#', (text) => {
    const began = performance.now();
    findSecrets(text);
    findPrivateAddresses(text, NOBODY);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});
