import type { PlaceOf } from '../../../content/schema/places.ts';
import { SECOND } from '../../../time/duration.ts';
import type { Channel } from '../../channel.ts';
import { cleanLine } from '../../escape.ts';
import { renderMail, renderUnsubscribeHeaders } from '../../mail-message.ts';
import { openMailServer, sendMail } from '../mail-server.ts';

type Email = PlaceOf<'email'>;

/** A mailing list, by SMTP. Each attempt has one recipient: the list. */
export const email: Channel<Email> = {
  name: 'email',
  label: 'E-mail',
  describe: ({ to }) => to,
  secretsOf: ({ secret }) => [secret],
  whenUnknown: 'ask',
  pause: SECOND,
  prepare: (message, { to, from, unsubscribe, secret }) => {
    const { subject, text, messageId, headers } = renderMail(message);
    return {
      to: `mail to ${to} by $${secret}`,
      headers: {
        From: `"${cleanLine(message.site.name).replace(/["\\]/g, '')}" <${from}>`,
        To: to,
        Subject: subject,
        'Message-ID': messageId,
        ...headers,
        Precedence: 'list',
        'List-Id': `<${to.replace('@', '.')}>`,
        ...renderUnsubscribeHeaders(unsubscribe),
      },
      body: unsubscribe === undefined ? text : `${text}\n\n-- \n${unsubscribe}`,
    };
  },
  async send({ headers = {}, body }, { to, from, secret }, { secret: read, signal, now }) {
    const server = openMailServer(read(secret));
    if (!server) return { type: 'refused', reason: `$${secret} is not the address of a mail server` };
    const mail = { headers, text: String(body), envelope: { from, to }, date: new Date(now()) };
    return sendMail(server, mail, signal);
  },
  async check({ secret }, { secret: read }) {
    const server = openMailServer(read(secret));
    if (!server)
      return {
        type: 'problem',
        text: `${secret} is not the address of a mail server.`,
        help: 'Set it to smtps://USER:PASSWORD@smtp.example.com or smtp://USER:PASSWORD@smtp.example.com:587; write % as %25.',
      };
    return server.check();
  },
};
