import type { ChannelName, Place, PlaceOf } from '../../../content/schema/places.ts';
import type { Channel } from '../../channel.ts';
import { webhook } from './webhook.ts';

/** To add a channel, add its file, a line here and its schema to `src/content/schema/places.ts`. */
const CHANNELS: { readonly [Name in ChannelName]: Channel<PlaceOf<Name>> } = { webhook };

export function channelOf(place: Place): Channel<Place> {
  return CHANNELS[place.channel] as Channel<Place>;
}
