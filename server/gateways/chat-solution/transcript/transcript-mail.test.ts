/** The transcript by e-mail, with a real mail server. */
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startChat } from '../testing/client.ts';
import { rigOfTests } from '../testing/rig-of-tests.ts';
import { requireAddress } from './transcript-mail.ts';

type Mail = { from: string; to: string[]; text: string };

let mailbox: SMTPServer;
const mails: Mail[] = [];
/** Whether the server takes what it is sent. */
let isOpen = true;

beforeAll(async () => {
  mailbox = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (!isOpen) {
          done(new Error('full'));
          return;
        }
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, text: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  const { server } = mailbox;
  mailbox.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  mails.length = 0;
});
afterAll(() => new Promise<void>((resolve) => mailbox.close(resolve)));
const rig = rigOfTests(() => {
  const bound = mailbox.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { gateway: { mail: { url: `smtp://127.0.0.1:${String(port)}`, from: 'desk@example.org' } } };
});

async function endedChat(email: string): Promise<string> {
  const customer = await startChat(rig.origin, {}, { email });
  const { conversationId } = customer;
  await customer.say('hello');
  await customer.must('endConversation', { conversationId });
  return `${rig.origin}/api/customer/transcript/${conversationId}/email`;
}

describe('a transcript by e-mail', () => {
  it('goes to the address that the customer has given, at most twice a minute', async () => {
    const url = await endedChat('kashif@ef.com');
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(mails).toMatchObject([{ from: 'desk@example.org', to: ['kashif@ef.com'] }]);
    expect(mails[0]?.text).toContain('filename=transcript.pdf');
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url)).status).toBe(429);
    expect(mails).toHaveLength(2);
  });

  it.each(['', 'nobody', 'a@ef.com, b@ef.com'])('is refused for the address %j', async (email) => {
    const answer = await fetch(await endedChat(email));
    expect(answer.status).toBe(404);
    expect(mails).toEqual([]);
  });

  it('is refused when the mail server does not take it', async () => {
    isOpen = false;
    const answer = await fetch(await endedChat('kashif@ef.com'));
    isOpen = true;
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ status: 'error', code: 'UNAVAILABLE' });
  });

  it('has one address, without what is around it', () => {
    expect(requireAddress(' a@ef.com ')).toBe('a@ef.com');
    expect(() => requireAddress(undefined)).toThrow('no e-mail address');
    expect(() => requireAddress('a@ef.com\nBcc: b@ef.com')).toThrow('no e-mail address');
  });
});
