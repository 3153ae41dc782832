import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAlert, toDispatchPayload } from '../../src/alerts/alert.ts';
import { ALERT_SOURCES } from '../../src/alerts/sources/index.ts';
import { createTarget } from './target.ts';

const bodies = fc.tuple(
  fc.anything({ withNullPrototype: true, maxDepth: 4 }),
  fc.constantFrom(...ALERT_SOURCES),
);

export const alertTarget = createTarget('the body of an alert', bodies, ([body, source]) => {
  for (const read of [
    source.read(body, () => undefined),
    source.read(
      { alerts: [body], event: { event_type: 'incident.triggered', data: body }, data: body },
      () => 'event_alert',
    ),
  ]) {
    for (const alert of read) {
      const payload = toDispatchPayload(alert);
      assert.ok(Object.keys(payload).length <= 10);
      assert.deepEqual(parseAlert(JSON.parse(JSON.stringify(payload))), alert);
    }
  }
});
