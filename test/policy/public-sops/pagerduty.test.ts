import { describeSop } from './sop-table.ts';

/** PagerDuty/incident-response-docs. */
const POLICY = `name: PagerDuty
roles:
  incident-commander: { name: Incident commander, deputies: [deputy] }
  deputy: { name: Deputy }
  scribe: { name: Scribe }
  customer-liaison: { name: Customer liaison }
  internal-liaison: { name: Internal liaison }
  security-lead: { name: Security lead }
audiences:
  responders: { name: Responders, type: internal, team: true }
  executives: { name: Executives, type: internal }
  customers: { name: "Customers, on the page", type: customers, page: true }
required: { commander: incident-commander }
severities:
  sev-1:
    name: Critical
    impact: critical
    notify: [responders, executives, customers]
    acknowledge: 5m
    first-update: 5m
    updates: { due: 5m, late: 5m, ages: [{ after: 10m, due: 20m, late: 20m }, { after: 2h, due: 1h, late: 1h }], longest-promise: 4h }
    internal-updates: 30m
    escalation: [incident-commander, deputy]
  sev-2: { name: Major, impact: major, notify: [responders, customers], first-update: 5m, updates: { due: 20m, late: 20m } }
  sev-3: { name: Minor, impact: minor, public: customer-facing, notify: [responders] }
  sev-4: { name: Low, impact: none, public: never }
  sev-5: { name: Cosmetic, impact: none, public: never }
owner-roles: { next-update: customer-liaison, first-update: customer-liaison, internal-update: internal-liaison }
office-hours: { timezone: UTC }
publishing: { approver: incident-commander, approval-timeout: 5m }
security: { approver: security-lead, notify: [security-lead] }
summary: { due: 1 business day, for: [sev-1], audience: executives }
postmortem:
  due: 5 business days
  for: [sev-1, sev-2]
  sections: [{ title: Timeline, prefill: timeline }, { title: Action items, prefill: items }]
  approvals: [{ role: incident-commander }]
  by-severity: { sev-1: { due: 3d, approvals: [{ role: incident-commander }, { role: customer-liaison }] } }
wording: { promise: on, jargon: on }
`;
const SITE = `people: { incident-commander: ["@ana"], deputy: ["@ben"], customer-liaison: ["@cleo"], internal-liaison: ["@dan"], security-lead: ["@eve"] }
on-call: { incident-commander: { timezone: UTC, rotation: { start: 2026-11-16, every: 1 week, people: ["@ana"], backup: none } } }
`;
const LED = 'internal: { commander: "@ana" }';
const SEV1 = { severity: 'sev-1' };
const ENDED = ['09:04 investigating', '10:00 monitoring', '11:00 resolved'];

describeSop('PagerDuty', POLICY, SITE, [
  [
    'five severities; the lowest two are tickets that customers never see',
    (sop) => sop.onPage({ severity: 'sev-4' }),
    false,
  ],
  ['a responder takes it up within five minutes', (sop) => sop.due('acknowledge', SEV1), '09:05'],
  ['the first public post comes within five minutes', (sop) => sop.due('first-update', SEV1), '09:05'],
  [
    'a second post, with the scope, comes within five minutes of the first',
    (sop) => sop.due('next-update', { ...SEV1, updates: ['09:04 investigating'] }),
    '09:09',
  ],
  [
    'then every twenty minutes in the first two hours',
    (sop) => sop.due('next-update', { ...SEV1, updates: ['09:04 investigating', '09:10 update'] }),
    '09:30',
  ],
  [
    'then less often in a long incident',
    (sop) => sop.due('next-update', { ...SEV1, updates: ['09:04 investigating', '11:10 update'] }),
    '12:10',
  ],
  [
    'each update says when the next one comes, and the writer may say later',
    (sop) =>
      sop.due('next-update', { ...SEV1, updates: ['11:10 investigating\nNext update: 2026-11-22T14:00Z'] }),
    '14:00',
  ],
  [
    'executives read every thirty minutes, from the internal liaison',
    (sop) => [sop.due('internal-update', SEV1), sop.asked('internal-update', SEV1)],
    ['09:30', ['Internal liaison @dan']],
  ],
  [
    'executives hear of the most severe one at once',
    (sop) => sop.notified(SEV1),
    ['responders', 'executives', 'customers', 'incident-commander'],
  ],
  [
    'the customer liaison writes what customers read',
    (sop) => sop.asked('first-update', { ...SEV1, now: '09:01' }),
    ['Customer liaison @cleo'],
  ],
  [
    'the deputy is asked when it is late',
    (sop) => sop.asked('acknowledge', { ...SEV1, now: '09:12' }),
    ['Incident commander @ana', 'Deputy @ben'],
  ],
  [
    'no time of a fix is promised',
    (sop) =>
      sop.refused({
        ...SEV1,
        more: LED,
        updates: ['09:04 investigating'],
        text: 'It will be fixed by 10:30.',
      }),
    ['no-promised-fix-time'],
  ],
  [
    'the review is due within three calendar days of the most severe',
    (sop) => sop.due('postmortem', { ...SEV1, updates: ENDED }),
    '2026-11-25T11:00',
  ],
  [
    'and within five business days of the next',
    (sop) => sop.due('postmortem', { severity: 'sev-2', updates: ENDED }),
    '2026-11-27T17:00',
  ],
  [
    'an internal message afterwards says what happened',
    (sop) => sop.due('summary', { ...SEV1, updates: ENDED }),
    '2026-11-23T17:00',
  ],
  [
    'a post about a false alarm is taken back',
    (sop) => sop.refused({ ...SEV1, more: LED, updates: ['09:04 investigating', '09:10 withdrawn'] }),
    [],
  ],
  [
    'security incidents follow another process',
    (sop) => {
      const apart = { ...SEV1, more: 'security: true' };
      return [sop.onPage(apart), sop.notified(apart)];
    },
    [false, ['security-lead']],
  ],
  ['premium customers are told one by one, by their account team', 'messages to single customers'],
  [
    'executives and premium customers each have an interval of their own',
    'several internal audiences with an interval each',
  ],
  ['a shadow rota for people who learn', 'a rota of people who only learn'],
  ['the last update says whether data was lost', 'statements that an update has to contain'],
  ['the commander names an owner of the review, who is not the commander', 'an owner of a postmortem'],
  ['a meeting about the review', 'meetings'],
  ['updates name the region, and readers see theirs', 'pages or regions of which readers see one'],
  ['follow-up tickets carry the severity as a tag, with a maximum age', 'maximum ages of action items'],
]);
