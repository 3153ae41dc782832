import { parseAlertGroup } from '../alert-group.ts';
import { firstNonEmpty } from '../coerce.ts';
import type { AlertSource } from '../source.ts';

/** Alertmanager's webhook, version 4. Each request has one group, which becomes one alert. */
export const alertmanager: AlertSource = {
  name: 'alertmanager',
  label: 'Alertmanager',
  auth: { bearer: { variable: 'RELAY_ALERTMANAGER_TOKEN' } },
  read: (body) => [parseAlertGroup(body, 'alertmanager', (alert) => firstNonEmpty(alert['generatorURL']))],
};
