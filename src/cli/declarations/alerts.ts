import { declareCommand } from './declaration.ts';
import type { GroupDeclaration } from './declaration.ts';
import { DRY_RUN, NOW, ROOT, WORKFLOW_ENVIRONMENT } from './common-options.ts';

export const alerts: GroupDeclaration = {
  name: 'alerts',
  summary: 'Turns the alerts of a monitor into draft incidents.',
};

export const alertsIngest = declareCommand({
  name: 'alerts ingest',
  summary: "Turns the alert in a workflow's event into a draft incident, or adds it to an existing draft.",
  description: 'It never publishes or resolves anything. alerts.yml runs this.',
  options: {
    event: { value: 'FILE', help: 'the event payload (default: GITHUB_EVENT_PATH)' },
    ...ROOT,
    ...NOW,
    ...DRY_RUN,
    private: { help: 'treat the repository as private, whatever the event states' },
  },
  environment: {
    ...WORKFLOW_ENVIRONMENT,
    GITHUB_EVENT_PATH: 'GitHub sets it: the event payload',
    GITHUB_SERVER_URL: 'the address of GitHub (default: https://github.com)',
    GITHUB_RUN_ID: 'GitHub sets it: the run that an issue about a failure links to',
    GITHUB_STEP_SUMMARY: 'GitHub sets it: the file of the summary of the run',
  },
  exitCodes: {
    0: 'done',
    1: 'the draft failed; an issue was opened instead',
    2: 'the command could not run',
  },
});

export const alertsServe = declareCommand({
  name: 'alerts serve',
  summary:
    "Receives webhooks from monitors that can't call GitHub themselves, and dispatches them to alerts.yml.",
  description: `POST /SOURCE answers 202 when the alert is on disk, and 401 if authentication fails. GET /health answers 200, or 503 while alerts can't be dispatched or stored.

A secret can also be in a file: append _FILE to the name of the variable. Separate several secrets with commas.`,
  options: {
    host: { value: 'ADDRESS', default: '127.0.0.1', help: 'the address to listen on' },
    port: { value: 'NUMBER', default: '8080', help: 'the port to listen on' },
    source: {
      value: 'NAME',
      repeatable: true,
      choices: ['alertmanager', 'grafana', 'sentry', 'pagerduty'],
      help: 'serve only this source (default: every source that has a secret)',
    },
    insecure: { help: 'accept alerts without a secret, from this computer only' },
    spool: {
      value: 'FILE',
      help: 'where alerts are stored until GitHub has them (default: in STATE_DIRECTORY, otherwise in ~/.local/state/candor)',
    },
    'shutdown-timeout': {
      value: 'TIME',
      default: '20s',
      help: 'how long to keep sending queued alerts after a stop signal',
    },
  },
  environment: {
    RELAY_REPOSITORY: "required: owner/name of the status page's repository",
    GITHUB_TOKEN: "required: a token with write access to that repository's contents",
    GITHUB_API_URL: 'where GitHub is (default: https://api.github.com)',
    RELAY_ALERTMANAGER_TOKEN: 'Alertmanager: its bearer token',
    RELAY_GRAFANA_TOKEN: 'Grafana: its bearer token',
    RELAY_GRAFANA_SECRET: 'Grafana: its HMAC secret; set the token, the secret or both',
    RELAY_GRAFANA_TIME_HEADER: 'Grafana: the header with the signing time, if one is configured in Grafana',
    RELAY_SENTRY_SECRET: "Sentry: the integration's client secret",
    RELAY_PAGERDUTY_SECRET: "PagerDuty: the webhook subscription's secret",
    STATE_DIRECTORY: 'systemd sets it: the folder for the stored alerts',
    XDG_STATE_HOME: 'the folder for the stored alerts, if STATE_DIRECTORY is not set',
  },
  exitCodes: {
    0: 'stopped; every alert was sent',
    1: 'stopped; unsent alerts are on disk for the next start',
    2: 'the command could not run',
  },
});
