import type { PlaceOf } from '../../../content/schema/places.ts';
import type { Channel, FindResult, Message } from '../../channel.ts';
import { renderMail } from '../../mail-message.ts';
import { callListmonk, findCampaign, hasStarted } from '../listmonk-api.ts';
import type { Campaign } from '../listmonk-api.ts';

type Listmonk = PlaceOf<'listmonk'>;

/** A campaign is created as a draft and then started. Its name has the message's id, so a repeat finds the first one. */
export const listmonk: Channel<Listmonk> = {
  name: 'listmonk',
  label: 'listmonk',
  describe: ({ url, list }) => `${url} list ${list}`,
  secretsOf: ({ secret }) => [secret],
  whenUnknown: 'look',
  prepare: (message, { url, list }) => {
    const { subject, text, headers } = renderMail(message);
    return {
      to: `POST ${url}/api/campaigns`,
      headers: { 'content-type': 'application/json' },
      body: {
        name: nameOf(message),
        subject: escapeTemplate(subject),
        lists: [list],
        type: 'regular',
        content_type: 'plain',
        messenger: 'email',
        // A plain campaign has no template, which would contain this link.
        body: `${escapeTemplate(text)}\n\n-- \n{{ UnsubscribeURL }}\n`,
        headers: Object.entries(headers).map(([key, value]) => ({ [key]: value })),
        tags: ['candor'],
      },
    };
  },
  async send({ body }, place, context) {
    const { name } = body as { readonly name: string };
    const existing = await findCampaign(name, name.slice(name.lastIndexOf(' ') + 1), place, context);
    if ('type' in existing) return existing.type === 'unknown' ? { ...existing, type: 'retry' } : existing;
    let { campaign } = existing;
    if (!campaign) {
      const created = await callListmonk(place, 'POST', '/campaigns', body, context);
      if ('type' in created) return created;
      campaign = created.data as Campaign;
    }
    if (hasStarted(campaign)) return { type: 'sent', answer: `campaign ${campaign.id}` };
    const started = await callListmonk(
      place,
      'PUT',
      `/campaigns/${campaign.id}/status`,
      { status: 'running' },
      context,
    );
    return 'type' in started ? started : { type: 'sent', answer: `campaign ${campaign.id}` };
  },
  async find(message, place, context): Promise<FindResult> {
    const found = await findCampaign(nameOf(message), message.id, place, context);
    if ('type' in found) return { type: 'unclear', reason: 'reason' in found ? found.reason : 'no answer' };
    const { campaign } = found;
    return campaign && hasStarted(campaign)
      ? { type: 'found', answer: `campaign ${campaign.id}` }
      : { type: 'absent' };
  },
  async check(place, context) {
    const { list, secret, user } = place;
    const reply = await callListmonk(place, 'GET', `/lists/${list}`, undefined, context);
    if ('data' in reply)
      return {
        type: 'ok',
        text: `The list "${String((reply.data as { name?: string }).name).slice(0, 80)}" exists.`,
      };
    const reason = 'reason' in reply ? reply.reason : '';
    return reply.type === 'refused'
      ? {
          type: 'problem',
          text: `listmonk refuses to show list ${list}: ${reason}.`,
          help: `Check list, user (${user}) and ${secret}; the user needs the permissions lists:get_all, campaigns:get_all, campaigns:manage_all and campaigns:send.`,
        }
      : { type: 'unclear', text: `listmonk did not answer: ${reason}.` };
  },
};

const nameOf = ({ thread, id }: Message): string => `${thread} ${id}`;

/** listmonk reads texts as Go templates, and makes tracked links of what ends in `@TrackLink`. */
function escapeTemplate(text: string): string {
  return text.replaceAll('@TrackLink', '@ TrackLink').replace(/\{\{/g, '{{ "{{" }}');
}
