import { readFileSync } from 'node:fs';
import { openLogStore } from '../../../src/delivery-log/io/log-store.ts';
import { runNotifications } from '../../../src/notifications/io/runner.ts';
import { companyInput } from './content.ts';
import type { CompanyFiles } from './content.ts';

// One run, which kill-runners.ts kills: the clone, a JSON file with the company's files, and the offset of its clock.
const [root = '', file = '', offset = '0'] = process.argv.slice(2);
const input = companyInput(JSON.parse(readFileSync(file, 'utf8')) as CompanyFiles);
await runNotifications(openLogStore(root, 'origin'), input, {
  secret: () => `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  signal: new AbortController().signal,
  now: () => Date.now() + Number(offset),
});
