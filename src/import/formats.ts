/** What `candor import` reads: the name of the format, and which tool's files it means. */
export const IMPORT_FORMATS = {
  jsonl: 'JSON lines, for every other tool',
  statuspage: 'Statuspage: incidents.json, scheduled-maintenances.json, components.json, summary.json',
  'statuspage-feed': 'Statuspage feeds: history.rss or history.atom, for a page that is gone',
  betterstack: 'Better Stack: index.json of the page',
  cachet: 'Cachet: incidents.json?include=components,updates and schedules.json of its API',
  checkly: 'Checkly: incidents.json and maintenance-windows.json of its API',
  cstate: "cState: the site's folder, or files of content/issues",
  gatus: 'Gatus: config.yaml, or the JSON of /api/v1/config',
  'incident-io': "incident.io: the page's own incidents.json and components.json (/proxy/<host>/incidents)",
  instatus: 'Instatus: incidents.json, maintenances.json and components.json of its API',
  'issue-status': 'Issue Status: issues.json from GitHub',
  kener: 'Kener: incidents.json, maintenances.json and monitors.json of its API, or issues.json from GitHub',
  stactus: "stactus: the site's folder",
  statusfy: "Statusfy: the site's folder, or files of content",
  statuskit: "netlify-statuskit: the site's folder, or files of content/incidents",
  upptime: 'Upptime: issues.json from GitHub and .upptimerc.yml; with --runs also the log of the repository',
  'uptime-kuma': 'Uptime Kuma: incident-history.json and maintenance.json',
} as const;

export type ImportFormat = keyof typeof IMPORT_FORMATS;
