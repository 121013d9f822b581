/** A transcript by e-mail, to the address that the customer has given. */
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { MailServer } from '../../../settings/mail-settings.ts';

/** One address: what customers type could name many. */
const address = z.email().check(z.maxLength(254));

/** Each step with the mail server, and all of them, take at most so long (ms). */
const STEP_MS = 5_000;
const ALL_MS = 15_000;

/** @throws ProtocolError NOT_FOUND without one address */
export function requireAddress(given: unknown): string {
  const parsed = address.safeParse(typeof given === 'string' ? given.trim() : given);
  if (!parsed.success) throw new ProtocolError('NOT_FOUND', 'The customer has given no e-mail address.');
  return parsed.data;
}

/** Hands a transcript to the mail server. @throws ProtocolError UNAVAILABLE when it does not take it in time */
export async function mailTranscript(
  { url, from }: MailServer,
  to: string,
  pdf: Buffer,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The mail server is too slow.')), ALL_MS);
  });
  const sent = transport.sendMail({
    from,
    to: { name: '', address: to },
    subject: 'Your chat',
    text: 'What was said in your chat is in the attached file.',
    attachments: [{ filename: 'transcript.pdf', content: pdf, contentType: 'application/pdf' }],
  });
  try {
    await Promise.race([sent, late]);
  } catch (error) {
    // The text of what went wrong may name the customer, or the account at the mail server.
    const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
    logger.warn({ code, responseCode }, 'the mail server does not take a transcript');
    throw new ProtocolError('UNAVAILABLE', 'The mail server does not accept the transcript.');
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}
