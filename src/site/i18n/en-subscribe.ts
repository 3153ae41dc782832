import type { SubscribeWords } from './subscribe-messages.ts';

/** English, of the page that says how to follow this one. */
export const enSubscribe: SubscribeWords = {
  title: 'Subscribe',
  lead: 'Hear of every update where you already read. Nothing here asks for your address.',
  people: 'For you',
  components: 'One system alone',
  componentsText: 'The same feeds for what you depend on, and nothing else.',
  programs: 'For your programs',
  sites: 'For your own pages',
  ways: {
    rss: {
      name: 'RSS',
      good: 'For feed readers, for Slack and Teams channels, and for services that turn a feed into e-mail.',
    },
    atom: { name: 'Atom', good: 'The same, for readers that show when an update was corrected.' },
    json: { name: 'JSON Feed', good: 'Every update as JSON, easiest to read in a program of your own.' },
    calendar: {
      name: 'Calendar',
      good: 'Planned maintenance in your own calendar, kept up to date.',
    },
    incidents: {
      name: 'Incidents as Atom',
      good: 'One entry for each incident in the shape of Statuspage’s feed, for bots made for it.',
    },
    api: {
      name: 'API',
      good: 'Everything on this page as JSON, in the shape of Statuspage’s API: what reads that reads this.',
    },
    metrics: {
      name: 'Metrics',
      good: 'States and times for Prometheus, so that your own alerts know about ours.',
    },
    badge: { name: 'Badge', good: 'A picture with the current state, for a readme or a dashboard.' },
    element: {
      name: 'Banner',
      good: 'One line in your own page that names what is wrong; with the attribute “quiet”, only when something is.',
    },
    frame: { name: 'Frame', good: 'The same without a script.' },
  },
};
