import type { ChannelName, Place, PlaceOf } from '../../../content/schema/places.ts';
import type { Channel } from '../../channel.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { googleChat } from './google-chat.ts';
import { listmonk } from './listmonk.ts';
import { mattermost } from './mattermost.ts';
import { pagerduty } from './pagerduty.ts';
import { slackWebhook } from './slack-webhook.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

/** To add a channel, add its file, a line here and its schema to `src/content/schema/places.ts`. */
const CHANNELS: { readonly [Name in ChannelName]: Channel<PlaceOf<Name>> } = {
  discord,
  email,
  'google-chat': googleChat,
  listmonk,
  mattermost,
  pagerduty,
  slack,
  'slack-webhook': slackWebhook,
  teams,
  webhook,
};

export function channelOf(place: Place): Channel<Place> {
  return CHANNELS[place.channel] as Channel<Place>;
}

/** Undefined for a channel of the log that no longer exists. */
export function channelNamed(name: string): Channel<Place> | undefined {
  return Object.hasOwn(CHANNELS, name) ? (CHANNELS[name as ChannelName] as Channel<Place>) : undefined;
}
