import { parseAlertGroup } from '../alert-group.ts';
import { firstNonEmpty } from '../coerce.ts';
import type { AlertSource } from '../source.ts';

/** Grafana's webhook contact point: an Alertmanager group with links to panels and dashboards. */
export const grafana: AlertSource = {
  name: 'grafana',
  label: 'Grafana',
  auth: {
    bearer: { variable: 'RELAY_GRAFANA_TOKEN' },
    hmac: {
      variable: 'RELAY_GRAFANA_SECRET',
      header: 'x-grafana-alerting-signature',
      timeHeader: {
        variable: 'RELAY_GRAFANA_TIME_HEADER',
      },
    },
  },
  read: (body) => [
    parseAlertGroup(body, 'grafana', (alert) =>
      firstNonEmpty(alert['panelURL'], alert['dashboardURL'], alert['generatorURL']),
    ),
  ],
};
