import { readFileSync } from 'node:fs';
import { Statuspage } from 'statuspage.io';
import { describe, expect, test } from 'vitest';
import { ENDPOINT_NAMES, renderApiDocument } from '../../../src/site/statuspage-api/endpoints.ts';
import { hasBrowser, openPage } from '../../support/browser.ts';
import { viewFor } from '../../support/status-view-from-files.ts';
import type { PageFiles } from '../../support/status-view-from-files.ts';
import { SITUATIONS } from '../sample-incidents.ts';
import { serve } from '../static-server.ts';

/** The API's files of a page, below a base path. */
function apiFiles(files: PageFiles, base = ''): Record<string, string> {
  const view = viewFor(files);
  return Object.fromEntries(
    ENDPOINT_NAMES.map((endpoint) => [`${base}/api/v2/${endpoint}.json`, renderApiDocument(view, endpoint)]),
  );
}

const widget = readFileSync(
  new URL('../../../node_modules/@statuspage/status-widget/dist/index.js', import.meta.url),
  'utf8',
);

describe.each(Object.entries(SITUATIONS))('%s', (_, files) => {
  test.each(['', '/status'])('the client of npm reads it below "%s"', async (base) => {
    const answers = apiFiles(files, base);
    const file = (path: string): unknown => JSON.parse(answers[`${base}/api/v2/${path}.json`]!);
    const client = new Statuspage('vayva');
    client.setApiUrl((await serve(answers)) + base);
    const { api } = client;
    expect(await api.getSummary()).toEqual(file('summary'));
    expect(await api.getStatus()).toEqual(file('status'));
    expect(await api.getComponents()).toEqual(file('components'));
    expect(await api.incidents.getAll()).toEqual(file('incidents'));
    expect(await api.incidents.getUnresolved()).toEqual(file('incidents/unresolved'));
    // Its getActive and getAll ask for this file too: a fault of the client.
    expect(await api.scheduledMaintenances.getUpcoming()).toEqual(file('scheduled-maintenances/upcoming'));
  });

  test('exporters that ask first by HEAD find each file, as JSON, without a redirect', async () => {
    const host = await serve(apiFiles(files));
    for (const endpoint of ENDPOINT_NAMES) {
      for (const path of [`/api/v2/${endpoint}.json`, `//api/v2/${endpoint}.json`]) {
        const head = await fetch(host + path, { method: 'HEAD', redirect: 'error' });
        expect([path, head.status, head.headers.get('content-type')]).toEqual([
          path,
          200,
          'application/json',
        ]);
      }
    }
  });

  test.runIf(hasBrowser)("Statuspage's own widget shows it", async () => {
    const answers = apiFiles(files);
    const page = await openPage();
    const host = await serve({ ...answers, '/widget.js': widget });
    const shop = await serve({
      '/': `<!doctype html><title>Shop</title><script src="${host}/widget.js"></script>
        <statuspage-widget src="${host}"></statuspage-widget>`,
    });
    const said = JSON.parse(answers['/api/v2/status.json']!) as { status: { description: string } };
    await page.goto(shop);
    await page.getByText(said.status.description).waitFor();
  });
});
