import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { email } from '../../../../src/notifications/io/channels/email.ts';
import { createContext, MESSAGE } from '../../support/message.ts';

const RECEIVE = '/usr/bin/mlmmj-receive';
const hasMlmmj = existsSync(RECEIVE);
if (!hasMlmmj)
  process.stderr.write(
    '\nNOT TESTED: mlmmj is not installed, so no mail goes through a real mailing list.\n\n',
  );

const LIST = 'status@lists.vayva.shop';
const PLACE = { channel: 'email', to: LIST, from: 'status@vayva.shop', secret: 'SMTP' } as const;

/** A mail server that gives what is for the list to mlmmj, and keeps what mlmmj and Candor send to people. */
async function startList() {
  const spool = mkdtempSync(join(tmpdir(), 'candor-list-'));
  const list = join(spool, 'status');
  const inbox: { readonly to: string; readonly from: string; readonly mail: ParsedMail }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        const [to = ''] = session.envelope.rcptTo.map(({ address }) => address);
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        done();
        if (to.startsWith('status') && to.endsWith('@lists.vayva.shop')) return void receive(to, from, raw);
        void simpleParser(raw).then((mail) => void inbox.push({ to, from, mail }));
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  for (const folder of [
    'incoming',
    'queue/discarded',
    'archive',
    'text',
    'subconf',
    'unsubconf',
    'bounce',
    'control',
    'moderation',
    'subscribers.d',
    'digesters.d',
    'requeue',
    'nomailsubs.d',
  ])
    mkdirSync(join(list, folder), { recursive: true });
  const control = (name: string, text: string) => writeFileSync(join(list, 'control', name), `${text}\n`);
  control('listaddress', LIST);
  control('owner', 'owner@vayva.shop');
  control('delimiter', '+');
  control('tocc', '');
  control('relayhost', '127.0.0.1');
  control('smtpport', String(port));
  writeFileSync(join(list, 'index'), '');
  // The texts of the mails that mlmmj sends; Debian's are in its documentation.
  const texts = '/usr/share/mlmmj/text.skel/en';
  if (existsSync(texts)) cpSync(texts, join(list, 'text'), { recursive: true });
  /** Asynchronous: mlmmj sends its mail to the server of this process. */
  function receive(to: string, from: string, raw: Buffer): void {
    const extension = /\+([^@]*)/.exec(to)?.[1] ?? '';
    const env = { ...process.env, RECIPIENT: to, SENDER: from, EXTENSION: extension };
    spawn(RECEIVE, ['-L', `${list}/`, '-F'], { env, stdio: ['pipe', 'ignore', 'inherit'] }).stdin.end(raw);
  }
  onTestFinished(async () => {
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    rmSync(spool, { recursive: true, force: true });
  });
  /** What a person's mail program sends. */
  const write = (from: string, to: string): void =>
    receive(to, from, Buffer.from(`From: ${from}\nTo: ${to}\nSubject: x\nMessage-ID: <${from}.${to}>\n\n`));
  const waitFor = async (to: string, count: number): Promise<ParsedMail> => {
    for (let tries = 0; tries < 300; tries += 1) {
      const mails = inbox.filter((one) => one.to === to);
      if (mails.length >= count) return mails[count - 1]!.mail;
      await new Promise((resolve) => void setTimeout(resolve, 100));
    }
    throw new Error(`${to} has no mail ${count}; the queue: ${readdirSync(join(list, 'queue')).join(' ')}`);
  };
  return { inbox, write, waitFor, address: `smtp://127.0.0.1:${port}` };
}

/** Where a person answers to confirm. */
function replyAddress(mail: ParsedMail): string {
  const address = mail.replyTo?.value[0]?.address ?? mail.from?.value[0]?.address;
  expect(address).toMatch(/^status\+conf/);
  return address!;
}

describe.skipIf(!hasMlmmj)('a real mailing list', () => {
  test(
    'a person signs up by mail, gets the update once, leaves, and gets no more',
    { timeout: 120_000 },
    async () => {
      const { inbox, write, waitFor, address } = await startList();
      const reader = 'ada@reader.example';
      write(reader, 'status+subscribe@lists.vayva.shop');
      write(reader, replyAddress(await waitFor(reader, 1)));
      await waitFor(reader, 2);
      const send = (id: string) => {
        const message = { ...MESSAGE, id: id.repeat(32) };
        return email.send(email.prepare(message, PLACE), PLACE, createContext({ SMTP: address }));
      };
      expect(await send('1')).toMatchObject({ type: 'sent' });
      const update = await waitFor(reader, 3);
      expect(update.subject).toBe('[Vayva] Some orders fail at checkout');
      expect(update.text).toContain('Our team is investigating.');
      expect(update.inReplyTo).toBe('<2026-11-22-checkout@vayva.shop>');
      write(reader, 'status+unsubscribe@lists.vayva.shop');
      write(reader, replyAddress(await waitFor(reader, 4)));
      await waitFor(reader, 5);
      expect(await send('2')).toMatchObject({ type: 'sent' });
      await new Promise((resolve) => void setTimeout(resolve, 2000));
      expect(
        inbox.filter(({ to, mail }) => to === reader && mail.subject?.startsWith('[Vayva]')),
      ).toHaveLength(1);
    },
  );
});
