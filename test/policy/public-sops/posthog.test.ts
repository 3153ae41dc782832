import { describeSop } from './sop-table.ts';

/** The PostHog handbook: incidents, incident communication, post-mortems. */
const POLICY = `name: PostHog
roles:
  incident-lead: { name: Incident lead, deputies: [engineer-on-call] }
  engineer-on-call: { name: Engineer on call }
  communications-lead: { name: Communications lead }
  security-lead: { name: Security lead }
audiences:
  incidents: { name: "#incidents", type: internal, team: true }
  support: { name: Support and customer success, type: internal, events: [opened, update, resolved] }
  page: { name: Customers, type: customers, page: true }
required: { commander: incident-lead, source: true }
severities:
  critical: { name: Critical, impact: critical, notify: [incidents, support, page], first-update: 30m, updates: { due: 1h, late: 2h, ages: [{ after: 12h, due: 6h, late: 6h }] } }
  major: { name: Major, impact: major, notify: [incidents, support, page], first-update: 1h, updates: { due: 6h, late: 6h } }
  minor: { name: Minor, impact: minor, public: customer-facing, notify: [incidents] }
classify:
  - { ask: "Are events lost, or is the product down for most?", severity: critical }
  - { ask: "Do many notice that something does not work?", severity: major }
  - { ask: "Is it small, or noticed by few?", severity: minor }
templates:
  title: "[component]: [specific impact]"
  first: We are investigating reports of [specific impact] with [component].
impact-phrases: [delayed events, slow insights, failed logins]
publishing: { approver: communications-lead, approval-timeout: 15m }
security: { approver: security-lead, notify: [security-lead], details: file }
postmortem:
  due: 5d
  for: [critical, major]
  sections: [{ title: Summary }, { title: Timeline, prefill: timeline }, { title: Root cause analysis, prefill: cause }, { title: Impact, prefill: impact }, { title: Follow-ups, prefill: items }]
  approvals: [{ role: incident-lead }]
  blameless: true
`;
const SITE =
  'people: { incident-lead: [], engineer-on-call: ["@quin"], communications-lead: ["@rae"], security-lead: ["@sam"] }\n';
const CRITICAL = { severity: 'critical' };

describeSop('PostHog', POLICY, SITE, [
  ['three severities, chosen by questions', (sop) => sop.classified(false, true), 'major'],
  [
    'who is in doubt declares one: everyone in the channel is told',
    (sop) => sop.notified({ severity: 'minor' }).includes('incidents'),
    true,
  ],
  ['support hears what customers will ask about', (sop) => sop.notified(CRITICAL).includes('support'), true],
  ['the page says something soon', (sop) => sop.due('first-update', CRITICAL), '09:30'],
  [
    'then within two hours',
    (sop) => sop.due('next-update', { ...CRITICAL, updates: ['09:20 investigating'] }),
    '10:20 late 11:20',
  ],
  [
    'a long one has an update at least every six hours',
    (sop) => sop.due('next-update', { ...CRITICAL, updates: ['09:20 investigating', '21:30 update'] }),
    '2026-11-23T03:30',
  ],
  [
    'the incident says how it was found',
    (sop) =>
      sop
        .refused({ ...CRITICAL, more: 'internal: { commander: "@pia" }', updates: ['09:20 investigating'] })
        .includes('require-detection-source'),
    true,
  ],
  [
    'the title and the text come from templates',
    (sop) => sop.firstText('critical', 'delayed events'),
    'We are investigating reports of delayed events with Checkout.',
  ],
  [
    'someone else stands in for the lead',
    (sop) => sop.asked('first-update', CRITICAL),
    ['Incident lead (deputy: Engineer on call) @quin'],
  ],
  [
    'a review within five days',
    (sop) =>
      sop.due('postmortem', {
        ...CRITICAL,
        updates: ['09:20 investigating', '10:00 monitoring', '11:00 resolved'],
      }),
    '2026-11-27T11:00',
  ],
  [
    'minor ones need none',
    (sop) => sop.due('postmortem', { severity: 'minor', updates: ['09:20 investigating', '11:00 resolved'] }),
    'none',
  ],
  [
    'a security incident is private until it is spoken about, with its notes',
    (sop) => {
      const apart = { ...CRITICAL, more: 'security: true' };
      return [sop.onPage(apart), sop.notified(apart)];
    },
    [false, ['security-lead']],
  ],
  ['customers of a region are told on a page of theirs', 'pages or regions of which readers see one'],
  ['big customers get a message of their own', 'messages to single customers'],
  ['a meeting about the review', 'meetings'],
]);
