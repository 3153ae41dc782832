import type { SubscribeMessages } from './subscribe-messages.ts';

export const enSubscribeMessages: SubscribeMessages = {
  title: 'Subscribe',
  lead: 'Get every update where you already read. You don’t have to give us your address.',
  people: 'For you',
  components: 'One system only',
  componentsText: 'The same feeds, only for the systems that you depend on.',
  programs: 'For your programs',
  sites: 'For your own pages',
  methods: {
    rss: {
      name: 'RSS',
      description:
        'For feed readers, for Slack and Teams channels, and for services that turn a feed into e-mail.',
    },
    atom: { name: 'Atom', description: 'The same feed, for readers that show when an update was corrected.' },
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
      description: 'One entry per incident in the format of Statuspage’s feed, for bots that expect it.',
    },
    api: {
      name: 'API',
      description: 'Everything on this page as JSON, compatible with Statuspage’s API.',
    },
    metrics: {
      name: 'Metrics',
      description: 'States and times for Prometheus, for your own alerts.',
    },
    badge: { name: 'Badge', description: 'An image with the current status, for a readme or a dashboard.' },
    element: {
      name: 'Banner',
      description:
        'One line in your own page with the current status. With the attribute “quiet” it is hidden while everything works.',
    },
    frame: { name: 'Frame', description: 'The same, without a script.' },
  },
};
