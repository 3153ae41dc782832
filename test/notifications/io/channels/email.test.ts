import type { AddressInfo, Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { email } from '../../../../src/notifications/io/channels/email.ts';
import { parseSite } from '../../../../src/content/site.ts';
import { createContext, HOSTILE_TEXT, INTERNAL_MESSAGE, MESSAGE } from '../../support/message.ts';

const PLACE = {
  channel: 'email',
  to: 'status@lists.vayva.shop',
  from: 'status@vayva.shop',
  secret: 'SMTP_SERVER',
  unsubscribe: 'https://lists.vayva.shop/leave?id=1',
} as const;
const AT = '@';

interface Delivered {
  readonly raw: string;
  readonly mail: ParsedMail;
}

/** A real SMTP server on a free port. `onText` decides about a mail that has arrived. */
async function startMailServer(
  options: SMTPServerOptions = {},
  onText?: (close: () => void) => Error | undefined,
) {
  const delivered: Delivered[] = [];
  const sockets: Socket[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      username === 'candor' && password === 'right'
        ? done(null, { user: username })
        : done(new Error('535 5.7.8 Authentication failed')),
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString();
        void simpleParser(raw).then((mail) => {
          delivered.push({ raw, mail });
          const error = onText?.(() => {
            for (const socket of sockets) socket.destroy();
          });
          done(error);
        });
      });
    },
    ...options,
  });
  server.server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { delivered, address: `smtp://127.0.0.1:${port}`, port };
}

const refusal = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

async function sendTo(address: string, message = MESSAGE, place = PLACE, timeout = 5000) {
  const context = createContext({ SMTP_SERVER: address }, { signal: AbortSignal.timeout(timeout) });
  return email.send(email.prepare(message, place), place, context);
}

describe('a mail', () => {
  test('arrives once, with what mail programs and lists need', async () => {
    const { address, delivered } = await startMailServer();
    expect(await sendTo(address)).toMatchObject({ type: 'sent' });
    expect(delivered).toHaveLength(1);
    const { mail, raw } = delivered[0]!;
    expect(raw.replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
      "Auto-Submitted: auto-generated
      X-Auto-Response-Suppress: All
      Precedence: list
      List-ID: <status.lists.vayva.shop>
      List-Unsubscribe: <https://lists.vayva.shop/leave?id=1>
      List-Unsubscribe-Post: List-Unsubscribe=One-Click
      From: Vayva <status@vayva.shop>
      To: status@lists.vayva.shop
      In-Reply-To: <2026-11-22-checkout@vayva.shop>
      References: <2026-11-22-checkout@vayva.shop>
      Subject: [Vayva] Some orders fail at checkout
      Message-ID: <0123456789abcdef0123456789abcdef@vayva.shop>
      Date: Sun, 22 Nov 2026 09:12:00 +0000
      Content-Transfer-Encoding: 7bit
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8

      Some orders fail at checkout: Investigating

      We are experiencing degraded performance with Checkout.

      Our team is investigating.

      Next update by: 22 November, 10:40 WAT
      https://vayva.shop/status/incidents/2026-11-22-checkout/

      -- 
      https://lists.vayva.shop/leave?id=1
      "
    `);
    expect(mail.references).toBe('<2026-11-22-checkout@vayva.shop>');
  });

  test('all mails of an incident have one subject and one root', async () => {
    const { address, delivered } = await startMailServer();
    for (const [id, state] of [
      ['1', 'Investigating'],
      ['2', 'Identified'],
      ['3', 'Resolved'],
    ] as const)
      await sendTo(address, { ...MESSAGE, id: id.repeat(32), state });
    expect(new Set(delivered.map(({ mail }) => mail.subject)).size).toBe(1);
    expect(new Set(delivered.map(({ mail }) => mail.inReplyTo)).size).toBe(1);
    expect(new Set(delivered.map(({ mail }) => mail.messageId)).size).toBe(3);
  });

  test('hostile text adds no header and no recipient', async () => {
    const { address, delivered } = await startMailServer();
    const title = `${HOSTILE_TEXT}\r\nBcc: evil@example.com\r\n\r\n`;
    const site = { ...MESSAGE.site, name: 'Vayva" <evil@example.com>, "\r\nBcc: evil@example.com' };
    const message = {
      ...INTERNAL_MESSAGE,
      title,
      body: `.\r\nQUIT\r\n${HOSTILE_TEXT}`,
      thread: 'a>\r\nX: b',
      site,
    };
    expect(await sendTo(address, message)).toMatchObject({ type: 'sent' });
    const { mail } = delivered[0]!;
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.has('x')).toBe(false);
    expect([mail.to, mail.from].flat().flatMap((one) => one!.value.map(({ address: at }) => at))).toEqual([
      'status@lists.vayva.shop',
      'status@vayva.shop',
    ]);
    expect(mail.text).toContain('QUIT');
  });
});

describe('what is known of a mail', () => {
  test.each<[string, SMTPServerOptions, object]>([
    [
      'the server says later (451)',
      { onRcptTo: (_to, _session, done) => done(refusal(451, '4.7.1 Greylisted')) },
      { type: 'retry', reason: expect.stringContaining('451') as string },
    ],
    [
      'the server says later, at the beginning (421)',
      { onConnect: (_session, done) => done(refusal(421, 'Too busy')) },
      { type: 'retry' },
    ],
    [
      'the list does not exist (550)',
      { onRcptTo: (_to, _session, done) => done(refusal(550, '5.1.1 No such list')) },
      { type: 'refused', reason: expect.stringContaining('550') as string },
    ],
    [
      'the sender may not send (553)',
      { onMailFrom: (_from, _session, done) => done(refusal(553, '5.7.1 Not yours')) },
      { type: 'refused' },
    ],
  ])('%s', async (_name, options, expected) => {
    const { address, delivered } = await startMailServer(options);
    expect(await sendTo(address)).toMatchObject(expected);
    expect(delivered).toHaveLength(0);
  });

  test('the text is refused for good, or for now', async () => {
    const refused = await startMailServer({}, () => refusal(554, '5.6.0 Spam'));
    expect(await sendTo(refused.address)).toMatchObject({ type: 'refused' });
    const later = await startMailServer({}, () => refusal(452, '4.3.1 Full'));
    expect(await sendTo(later.address)).toMatchObject({ type: 'retry' });
  });

  test('the connection is lost after DATA: the mail arrived, and no one can know', async () => {
    const { address, delivered } = await startMailServer({}, (close) => {
      close();
      return undefined;
    });
    expect(await sendTo(address)).toMatchObject({ type: 'unknown' });
    expect(delivered).toHaveLength(1);
  });

  test('silence after DATA is unknown; silence before it is a retry', async () => {
    const after = await startMailServer({ onData: (stream) => void stream.resume() });
    expect(await sendTo(after.address, MESSAGE, PLACE, 800)).toEqual({
      type: 'unknown',
      reason: 'no answer in time',
    });
    const before = await startMailServer({ onMailFrom: () => {} });
    expect(await sendTo(before.address, MESSAGE, PLACE, 800)).toEqual({
      type: 'retry',
      reason: 'no answer in time',
    });
  });

  test('of two lists, one refuses: each has its own outcome', async () => {
    const { address, delivered } = await startMailServer({
      onRcptTo: ({ address: to }, _session, done) =>
        done(to.startsWith('gone@') ? refusal(550, '5.1.1 No such list') : null),
    });
    const gone = { ...PLACE, to: 'gone@lists.vayva.shop' };
    expect(await sendTo(address, MESSAGE, gone as typeof PLACE)).toMatchObject({ type: 'refused' });
    expect(await sendTo(address)).toMatchObject({ type: 'sent' });
    expect(delivered).toHaveLength(1);
  });

  test('no server is there', async () => {
    expect(await sendTo('smtp://127.0.0.1:1')).toMatchObject({
      type: 'retry',
      reason: expect.stringMatching(/^E\w+$/) as string,
    });
  });
});

describe('the secret', () => {
  test('a wrong password is refused, and neither printed nor sent to a server without encryption', async () => {
    const { port } = await startMailServer({ authOptional: false });
    const outcome = await sendTo(`smtp://candor:hunter2hunter2${AT}127.0.0.1:${port}`);
    expect(outcome).toMatchObject({ type: 'refused' });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test.each([
    '',
    'hunter2',
    'https://mail.example.com',
    'smtp://',
    `smtps://ann:50%off${AT}mail.example.com`,
  ])('"%s" is not a mail server', async (secret) => {
    const outcome = await sendTo(secret);
    expect(outcome).toEqual({
      type: 'refused',
      reason: '$SMTP_SERVER is not the address of a mail server',
    });
    expect(await email.check(PLACE, createContext({ SMTP_SERVER: secret }))).toMatchObject({
      type: 'problem',
    });
  });

  test('doctor logs in', async () => {
    const { port } = await startMailServer({ authOptional: false });
    const check = (password: string) =>
      email.check(PLACE, createContext({ SMTP_SERVER: `smtp://candor:${password}${AT}127.0.0.1:${port}` }));
    expect(await check('right')).toEqual({ type: 'ok', text: '127.0.0.1 accepts the login.' });
    expect(await check('wrong')).toMatchObject({ type: 'problem', help: 'Check the user and the password.' });
  });
});

test.each(['a@b.example\\nBcc: c@d.example', 'a@b.example, c@d.example', 'A <a@b.example>', 'a b@c.example'])(
  'an address in status.yaml is one address: "%s" is a finding',
  (to) => {
    const text = `name: Shop\nurl: https://shop.example\npolicy: vayva\nnotify: { customers: [{ channel: email, to: "${to}", from: s@shop.example, secret: SMTP }] }\n`;
    const { diagnostics } = parseSite({ path: 'status.yaml', text });
    expect(diagnostics.map(({ message }) => message).join()).toContain('notify.customers.0.to');
  },
);
