import { describeSop } from './sop-table.ts';

/** The GitLab handbook's communications manager on call (CMOC), and its incident management. */
const POLICY = `name: GitLab
roles:
  incident-manager: { name: Incident manager }
  communications-manager: { name: Communications manager, deputies: [incident-manager] }
  engineer: { name: Engineer on call }
  security-operations: { name: Security engineer on call }
audiences:
  incidents: { name: The incidents channel, type: internal, team: true }
  leadership: { name: Leadership, type: internal, events: [opened, severity, resolved] }
  page: { name: Customers, type: customers, page: true }
required: { commander: incident-manager }
hand-over: 30m
severities:
  s1:
    name: S1
    impact: critical
    notify: [incidents, leadership, page]
    acknowledge: 15m
    first-update: 10m
    updates: { due: 10m, late: 10m, phases: { monitoring: { due: 30m, late: 30m } } }
    escalation: [engineer, incident-manager]
  s2:
    name: S2
    impact: major
    notify: [incidents, page]
    first-update: 15m
    updates: { due: 30m, late: 30m, phases: { monitoring: { due: 60m, late: 60m } } }
  s3: { name: S3, impact: minor, public: customer-facing, notify: [incidents] }
  s4: { name: S4, impact: none, public: never }
owner-roles: { first-update: communications-manager, next-update: communications-manager }
publishing: { approver: communications-manager, self-approval: true, approval-timeout: 10m }
templates: { first: "We are investigating a problem with [component]. Some users may experience [specific impact]." }
maintenance: { notice: 5d }
security: { approver: security-operations, notify: [security-operations] }
postmortem: { due: 2 business days, for: [s1, s2], sections: [{ title: Timeline, prefill: timeline }], internal: false }
office-hours: { timezone: UTC }
`;
const SITE = `people: { incident-manager: ["@ina"], communications-manager: ["@max", "@noa"], engineer: ["@emil"], security-operations: ["@sol"] }
on-call:
  incident-manager: { timezone: UTC, shifts: [{ from: "00:00", to: "12:00", people: ["@ina"] }], allow-gaps: true }
  communications-manager:
    timezone: UTC
    shifts:
      - { from: "00:00", to: "08:00", people: ["@max"] }
      - { from: "08:00", to: "11:00", people: ["@noa"], backups: ["@max"] }
    allow-gaps: true
`;
const S1 = { severity: 's1' };

describeSop('GitLab', POLICY, SITE, [
  [
    'the page is updated within ten minutes of the most severe',
    (sop) => sop.due('first-update', S1),
    '09:10',
  ],
  [
    'then every ten minutes',
    (sop) => sop.due('next-update', { ...S1, updates: ['09:08 investigating'] }),
    '09:18',
  ],
  [
    'and every thirty while the fix is watched',
    (sop) => sop.due('next-update', { ...S1, updates: ['09:08 investigating', '09:40 monitoring'] }),
    '10:10',
  ],
  [
    'the next severity begins after fifteen, then every thirty and sixty',
    (sop) => [
      sop.due('first-update', { severity: 's2' }),
      sop.due('next-update', { severity: 's2', updates: ['09:10 investigating'] }),
      sop.due('next-update', { severity: 's2', updates: ['09:10 investigating', '09:40 monitoring'] }),
    ],
    ['09:15', '09:40', '10:40'],
  ],
  [
    'who communicates depends on the hour',
    (sop) => [
      sop.asked('first-update', { ...S1, now: '09:01' }),
      sop.asked('first-update', { ...S1, detected: '03:00', now: '03:01' }),
    ],
    [['Communications manager @noa'], ['Communications manager @max']],
  ],
  [
    'while no one is on that shift, the incident manager communicates',
    (sop) => sop.asked('first-update', { ...S1, detected: '11:00', now: '11:01' }),
    ['Communications manager (deputy: Incident manager) @ina'],
  ],
  [
    'when it is late the backup is asked, then the engineer',
    (sop) => sop.asked('first-update', { ...S1, now: '09:16' }),
    ['Communications manager @noa', 'Communications manager (backup) @max', 'Engineer on call @emil'],
  ],
  [
    'leadership hears of the most severe',
    (sop) => sop.notified(S1),
    ['incidents', 'leadership', 'page', 'engineer', 'incident-manager'],
  ],
  [
    'a manager whose shift ends hands over',
    (sop) =>
      sop.due('hand-over', {
        ...S1,
        detected: '11:00',
        more: 'internal: { commander: "@ina" }',
        now: '11:30',
      }),
    '12:00 late 12:30',
  ],
  [
    'minor ones are on the page only if customers notice',
    (sop) => [sop.onPage({ severity: 's3' }), sop.onPage({ severity: 's3', more: 'customer-facing: true' })],
    [false, true],
  ],
  [
    'the first text is written in advance',
    (sop) => sop.firstText('s1', 'slow pages'),
    'We are investigating a problem with Checkout. Some users may experience slow pages.',
  ],
  ['maintenance is announced five days before', (sop) => sop.promised('s1').length > 0, true],
  [
    'the review begins within two business days',
    (sop) =>
      sop.due('postmortem', {
        ...S1,
        updates: ['09:08 investigating', '10:00 monitoring', '11:00 resolved'],
      }),
    '2026-11-24T17:00',
  ],
  [
    'security incidents are led by their own engineers',
    (sop) => sop.notified({ ...S1, more: 'security: true' }),
    ['security-operations'],
  ],
  ['customers of certain contracts are told by their account manager', 'messages to single customers'],
  ['the issue tracker is moved from one status to the next', 'labels and states of another tracker'],
]);
