import type { SentMessageInfo, Transporter } from 'nodemailer';
import { SECOND } from '../../time/duration.ts';
import type { CheckResult, Outcome } from '../channel.ts';
import { firstLine } from './post.ts';

const TIMEOUT = 20 * SECOND;

export interface OutgoingMail {
  /** By name, each one line. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly envelope: { readonly from: string; readonly to: string };
  readonly date: Date;
}

/** A mail server by its address: `smtps://user:password@host`, or `smtp://` with STARTTLS. */
export interface MailServer {
  /** `onData` is called before the text of the mail leaves: until then, another attempt does no harm. */
  readonly send: (mail: OutgoingMail, onData: () => void) => Promise<SentMessageInfo>;
  /** Logs in, and sends nothing. */
  readonly check: () => Promise<CheckResult>;
}

/** Undefined if the text is not such an address. */
export function openMailServer(address: string): MailServer | undefined {
  const url = URL.parse(address.trim());
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return undefined;
  const secure = url.protocol === 'smtps:';
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const [user, pass] = [decode(url.username), decode(url.password)];
  if (user === undefined || pass === undefined) return undefined;
  const connect = async (onData: () => void = () => {}): Promise<Transporter> => {
    // Most commands send no mail.
    const { createTransport } = await import('nodemailer');
    const quiet = (): void => {};
    const watch = createDataWatch(onData);
    return createTransport({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      // A password never travels in the clear, except on the same machine.
      requireTLS: !secure && !isLocal,
      ...(user !== '' && { auth: { user, pass } }),
      connectionTimeout: TIMEOUT,
      greetingTimeout: TIMEOUT,
      socketTimeout: TIMEOUT,
      disableFileAccess: true,
      disableUrlAccess: true,
      transactionLog: true,
      logger: {
        level: quiet,
        trace: quiet,
        debug: watch,
        info: watch,
        warn: quiet,
        error: quiet,
        fatal: quiet,
      },
    });
  };
  return {
    async send({ headers, text, envelope, date }, onData) {
      const transport = await connect(onData);
      const {
        From,
        To,
        Subject,
        References,
        'Message-ID': messageId,
        'In-Reply-To': inReplyTo,
        ...others
      } = headers;
      const prepared = Object.entries(others).map(([key, value]) => ({
        key,
        value: { prepared: true, value },
      }));
      return transport.sendMail({
        from: From,
        to: To,
        subject: Subject,
        messageId,
        inReplyTo,
        references: References,
        headers: prepared,
        text,
        envelope,
        date,
      });
    },
    async check() {
      try {
        await (await connect()).verify();
        return { type: 'ok', text: `${url.hostname} accepts the login.` };
      } catch (error) {
        const reason = describeError(error as MailError);
        return (error as MailError).code === 'EAUTH'
          ? {
              type: 'problem',
              text: `${url.hostname} refuses the login: ${reason}.`,
              help: 'Check the user and the password.',
            }
          : {
              type: 'problem',
              text: `${url.hostname} can't be used: ${reason}.`,
              help: 'Check the host, the port, and smtps:// or smtp://.',
            };
      }
    },
  };
}

/** Undefined if a percent sign is not written as %25. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Watches the dialogue with a server until it accepts `DATA`, which may be sent together with the commands before it. Most
 * servers answer 354, a few 250.
 */
function createDataWatch(onData: () => void) {
  let commands = 0;
  // The greeting answers no command.
  let replies = -1;
  let dataCommand: number | undefined;
  return ({ tnx }: { readonly tnx?: string }, text: string): void => {
    if (tnx === 'client') {
      commands += 1;
      if (text === 'DATA') dataCommand = commands;
    } else if (tnx === 'server') {
      replies += 1;
      if (text.startsWith('354') || (replies === dataCommand && /^[23]/.test(text))) onData();
    }
  };
}

interface MailError extends Error {
  readonly code?: string;
  /** The server's reply. */
  readonly responseCode?: number;
  readonly response?: string;
}

/**
 * Sends one mail and says what is known of it. A server that replied has decided; without a reply after `DATA`, the mail may
 * have arrived.
 */
export async function sendMail(
  server: MailServer,
  mail: OutgoingMail,
  signal: AbortSignal,
): Promise<Outcome> {
  let isTextSent = false;
  const aborted = new Promise<Outcome>((resolve) => {
    const end = (): void => resolve({ type: isTextSent ? 'unknown' : 'retry', reason: 'no answer in time' });
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
  const sending = server
    .send(mail, () => (isTextSent = true))
    .then(
      ({ response }): Outcome => ({ type: 'sent', answer: firstLine(String(response)) }),
      (error: MailError): Outcome => outcomeOfError(error, isTextSent),
    );
  return Promise.race([sending, aborted]);
}

function outcomeOfError(error: MailError, isTextSent: boolean): Outcome {
  const { code, responseCode } = error;
  const reason = describeError(error);
  if (responseCode !== undefined && responseCode >= 500) return { type: 'refused', reason };
  if (code === 'EAUTH' && responseCode === undefined) return { type: 'refused', reason };
  if (responseCode !== undefined || !isTextSent) return { type: 'retry', reason };
  return { type: 'unknown', reason };
}

/** The server's words, or the kind of the error: its message may contain the address. */
function describeError({ code, response }: MailError): string {
  return firstLine(response ?? code ?? 'the connection failed');
}
