import type { SubscribeMessages } from './subscribe-messages.ts';

/** English, of the page that says how to follow this one. */
export const enSubscribeMessages: SubscribeMessages = {
  title: 'Subscribe',
  lead: 'Hear of every update where you already read. Nothing here asks for your address.',
  people: 'For you',
  components: 'One system alone',
  componentsText: 'The same feeds for what you depend on, and nothing else.',
  programs: 'For your programs',
  sites: 'For your own pages',
  methods: {
    rss: {
      name: 'RSS',
      description:
        'For feed readers, for Slack and Teams channels, and for services that turn a feed into e-mail.',
    },
    atom: { name: 'Atom', description: 'The same, for readers that show when an update was corrected.' },
    json: {
      name: 'JSON Feed',
      description: 'Every update as JSON, easiest to read in a program of your own.',
    },
    calendar: {
      name: 'Calendar',
      description: 'Planned maintenance in your own calendar, kept up to date.',
    },
    incidents: {
      name: 'Incidents as Atom',
      description: 'One entry for each incident in the shape of Statuspage’s feed, for bots made for it.',
    },
    api: {
      name: 'API',
      description:
        'Everything on this page as JSON, in the shape of Statuspage’s API: what reads that reads this.',
    },
    metrics: {
      name: 'Metrics',
      description: 'States and times for Prometheus, so that your own alerts know about ours.',
    },
    badge: { name: 'Badge', description: 'A picture with the current state, for a readme or a dashboard.' },
    element: {
      name: 'Banner',
      description:
        'One line in your own page that names what is wrong; with the attribute “quiet”, only when something is.',
    },
    frame: { name: 'Frame', description: 'The same without a script.' },
  },
};
