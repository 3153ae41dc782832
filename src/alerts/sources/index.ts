import type { AlertSource } from '../source.ts';
import { alertmanager } from './alertmanager.ts';
import { grafana } from './grafana.ts';
import { pagerduty } from './pagerduty.ts';
import { sentry } from './sentry.ts';

/** The monitors that the webhook receiver understands. To add one, add its file and a line here. */
export const ALERT_SOURCES: readonly AlertSource[] = [alertmanager, grafana, sentry, pagerduty];
