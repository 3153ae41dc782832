/**
 * The folders of `src`, floor by floor from the bottom, each with what it does. A file may import from folders on lower
 * floors only. `floors.test.ts` checks every import; `docs/architecture.md` draws this list.
 */
export const FLOORS: readonly Readonly<Record<string, string>>[] = [
  {
    time: 'instants, durations, calendars and time zones',
    text: 'escaping and styling text for terminals and Markdown; spelling suggestions; short hashes',
    wording: 'the phrase matcher and the lexicon behind the wording rules',
  },
  {
    actions: 'runs the actions of a plan: dry run, log, manual steps',
    content: 'a company’s files as typed values: YAML, front matter, schemas, policy, branding',
  },
  {
    hosting: 'the headers of a site, and the settings of hosts that send them',
    files: 'reads and writes files, starts child processes',
    templates: 'matches text to the SOP’s templates',
    status: 'StatusView: what the public sees, derived once; uptime and SLO',
  },
  { git: 'runs git and reads its objects', github: 'the GitHub client, events and bot comments' },
  {
    'delivery-log': 'which messages were delivered, kept on a git ref',
    'on-call': 'who is on call now: shifts, rotations and calendars',
    'publication-history': 'what was published when, read from git',
    secrets: 'finds secrets in files and commits',
    publishing: 'builds, checks and publishes a site; rolls back',
  },
  {
    rules: 'one rule, one pair of files; the engine that runs them',
    deadlines: 'what the SOP expects, and when',
    reporters: 'findings as text: terminal, GitHub, SARIF, JSON',
  },
  {
    compliance: 'SOP compliance: what was met, late or missed',
    editor: 'findings, explanations and quick fixes in editors',
    import: 'history from other status pages',
  },
  {
    response: 'open, update, resolve, correct and publish an incident; drills',
    site: 'the site’s data: feeds, API, messages, images',
  },
  { notifications: 'who is notified of what, where and when: plan, delivery log, channels' },
  {
    policy: 'tries, shows and writes policies',
    alerts: 'turns alerts into draft incidents',
    'issue-forms': 'turns GitHub issue forms into updates',
    'pull-requests': 'validates pull requests, merges templates, requests approval',
    ui: 'Astro components and stylesheets',
  },
  {
    postmortems: 'drafts, approvals and follow-ups',
    reminders: 'tracking issues, reminders, the watcher and its watchdog',
    setup: 'init, doctor, CODEOWNERS',
    pages: 'Astro routes',
  },
  { cli: 'one module per command', api: 'what programs import from the package' },
];

/** Folders whose files may touch the clock, the disk, the network or the process. All other files are pure. */
export const EDGES = [
  'io',
  'cli',
  'files',
  'git',
  'github',
  'publishing',
  'site',
  'ui',
  'pages',
  'api',
] as const;
