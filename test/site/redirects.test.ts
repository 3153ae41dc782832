import { expect, test } from 'vitest';
import { renderRedirectPage, listIncidentRedirects } from '../../src/site/redirects.ts';
import { hasBrowser, openPage } from '../support/browser.ts';
import { pageFor, viewFor } from '../support/status-view-from-files.ts';
import { RESOLVED } from './sample-incidents.ts';
import { serve } from './static-server.ts';

const imported = (url: string): string =>
  RESOLVED.replace('severity: sev-2', `severity: sev-2\nimported: { from: tool, id: a, url: "${url}" }`);

const site = (url: string): string => `name: Vayva\nurl: ${url}\npolicy: vayva\ntimezone: UTC\n`;

test.each([
  ['https://status.vayva.shop', 'https://status.vayva.shop/incidents/7k5wl5j4f1t4', '7k5wl5j4f1t4'],
  ['https://status.vayva.shop', 'https://vayva.statuspage.io/incidents/7k5wl5j4f1t4/', '7k5wl5j4f1t4'],
  ['https://vayva.shop/status', 'https://old.example/status/incidents/slow-pages', 'slow-pages'],
  ['https://vayva.shop/status', 'https://old.example/incidents/7k5wl5j4f1t4', undefined],
  ['https://status.vayva.shop', 'https://old.example/issues/7', undefined],
  ['https://status.vayva.shop', 'https://old.example/incidents/late', undefined],
  ['https://status.vayva.shop', 'https://old.example/incidents/..%2F..%2Fx', undefined],
])('on %s, what was at %s', (url, formerly, former) => {
  const view = viewFor({ site: site(url), incidents: { late: imported(formerly) } });
  expect(listIncidentRedirects(view)).toEqual(former === undefined ? [] : [{ former, id: 'late' }]);
});

test('two that say the same do not both get it', () => {
  const address = 'https://old.example/incidents/7k5wl5j4f1t4';
  const incidents = { a: imported(address), b: imported(address) };
  expect(listIncidentRedirects(viewFor({ site: site('https://x.example'), incidents }))).toHaveLength(1);
});

test.runIf(hasBrowser)('the old address leads to the new one', async () => {
  const files: Record<string, string> = { '/incidents/late/': '<!doctype html><title>Here</title>' };
  const host = await serve(files);
  const moved = pageFor({ site: site(host), incidents: { late: imported(`${host}/incidents/old`) } });
  files['/incidents/old/'] = renderRedirectPage(moved, listIncidentRedirects(moved.view)[0]!);
  const page = await openPage();
  await page.goto(`${host}/incidents/old/`);
  await page.waitForURL(`${host}/incidents/late/`);
});
