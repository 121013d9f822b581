/** Typed words identify nobody; an own session, a signed identity and a channel's identifier do. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeCustomers, connectCustomer, startChat, textMessage, withForm } from './testing/customer.ts';
import { openRig, type Rig } from './testing/rig.ts';

const SECRET = 'a secret of the shop that nobody knows';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ webChannel: { identitySecret: SECRET, queues: ['Sales'], country: 'DE' } });
});
afterEach(closeCustomers);
afterAll(() => rig.close());

async function customerOf(sessionId: string) {
  const session = await rig.context.people.session(sessionId);
  return rig.context.people.customer(session?.customerId ?? '');
}

type Claims = Record<string, unknown>;
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

function signed(claims: Claims, secret = SECRET): Promise<string> {
  return new SignJWT({ exp: inSeconds(600), ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}

/** A customer whose mail address and telephone number are verified. */
async function knownPerson() {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const number = `+4917${String(Math.floor(1e8 + Math.random() * 9e8))}`;
  const signing = await connectCustomer(rig.url);
  const identityToken = await signed({ sub: id, name: 'Maria Known', email, email_verified: true });
  const { channelSessionId } = await startChat(signing, { identityToken });
  const byPhone = await fetch(`${rig.url}/ccm/message/receive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo-connector' },
    body: JSON.stringify({
      id: randomUUID(),
      header: {
        channelData: {
          channelCustomerIdentifier: number,
          serviceIdentifier: '0900',
          customerFirstName: 'Phone',
        },
      },
      body: { type: 'PLAIN', markdownText: 'hi' },
    }),
  });
  const { channelSessionId: phoneSession } = (await byPhone.json()) as { channelSessionId: string };
  return {
    id,
    email,
    number,
    customer: await customerOf(channelSessionId),
    phoned: await customerOf(phoneSession),
  };
}

describe('typed words', () => {
  it('lead to nobody: neither name nor id of the known customer is told, and nothing is filed there', async () => {
    const { email, number, customer, phoned } = await knownPerson();
    const stranger = await connectCustomer(rig.url);
    const { channelSessionId, conversationId } = await startChat(
      stranger,
      withForm({ name: 'Mallory', email: email.toUpperCase(), phone: `0${number.slice(3)}` }),
    );
    await stranger.ask('MESSAGE_RECEIVED', textMessage('It is me, Maria'));
    const own = await customerOf(channelSessionId);
    expect(own).toMatchObject({ firstName: 'Mallory', isAnonymous: true, identifiers: {} });
    for (const { payload } of stranger.received) {
      expect(JSON.stringify(payload)).not.toContain(customer!.id);
      expect(JSON.stringify(payload)).not.toContain('Known');
      expect(JSON.stringify(payload)).not.toContain(phoned!.id);
    }
    // For agents, who it may be.
    expect(own?.attributes.mayBe).toEqual([customer!.id, phoned!.id]);
    expect(
      await customerOf((await startChat(await connectCustomer(rig.url))).channelSessionId),
    ).toMatchObject({ attributes: {} });
    expect(await rig.context.people.customer(customer!.id)).toEqual(customer);
    const theirs = await rig.context.people.conversationsOfCustomer(customer!.id, { limit: 10 });
    expect(theirs.map(({ id }) => id)).not.toContain(conversationId);
  });

  it('claim no address: the real owner, who comes later, is not taken for who typed it', async () => {
    const email = `${randomUUID()}@example.com`;
    const thief = await startChat(await connectCustomer(rig.url), withForm({ name: 'Thief', email }));
    const identityToken = await signed({ sub: randomUUID(), name: 'Owner', email, email_verified: true });
    const owner = await startChat(await connectCustomer(rig.url), { identityToken });
    const found = await rig.context.people.customersByIdentifier('EMAIL', email);
    expect(found.map(({ id }) => id)).toEqual([(await customerOf(owner.channelSessionId))?.id]);
    expect((await customerOf(thief.channelSessionId))?.id).not.toBe(found[0]?.id);
  });

  it('of the handshake are no proof: who knows an identifier is somebody else', async () => {
    const identifier = randomUUID();
    const one = await startChat(await connectCustomer(rig.url, { identifier }), withForm({ name: 'One' }));
    const other = await startChat(await connectCustomer(rig.url, { identifier }));
    const [first, second] = [
      await customerOf(one.channelSessionId),
      await customerOf(other.channelSessionId),
    ];
    expect(second?.id).not.toBe(first?.id);
    expect(second?.firstName).toBe('');
    expect(other.conversationId).not.toBe(one.conversationId);
  });
});

describe('an own session', () => {
  it('makes the next chat one of the same customer, on the same socket and by its token', async () => {
    const customer = await connectCustomer(rig.url);
    const first = await startChat(customer, withForm({ name: 'Maria' }));
    const { id } = (await customerOf(first.channelSessionId))!;
    await customer.ask('CHAT_ENDED', {});
    const second = await startChat(customer);
    expect(await customerOf(second.channelSessionId)).toMatchObject({
      id,
      firstName: 'Maria',
      isAnonymous: true,
    });
    await customer.ask('CHAT_ENDED', {});
    const returning = await connectCustomer(rig.url, { token: second.sessionToken });
    const third = await startChat(returning);
    expect((await customerOf(third.channelSessionId))?.id).toBe(id);
    expect(third.conversationId).not.toBe(second.conversationId);
  });

  it('is proven by the whole token alone', async () => {
    const customer = await connectCustomer(rig.url);
    const first = await startChat(customer);
    await customer.ask('CHAT_ENDED', {});
    const forged = `${first.channelSessionId}.${'A'.repeat(43)}`;
    const other = await startChat(await connectCustomer(rig.url, { token: forged }));
    expect((await customerOf(other.channelSessionId))?.id).not.toBe(
      (await customerOf(first.channelSessionId))?.id,
    );
  });
});

describe('an identity that the site has signed', () => {
  it('is the same person in every browser, and joins the conversation that goes on', async () => {
    const sub = randomUUID();
    const identityToken = await signed({ sub, given_name: 'Maria', family_name: 'Lopez', aud: 'demo-web' });
    const auth = { serviceIdentifier: 'demo-web', channelCustomerIdentifier: randomUUID(), identityToken };
    const desktop = await connectCustomer(rig.url, { auth });
    const first = await startChat(desktop, withForm({ name: 'typed' }));
    await desktop.ask('MESSAGE_RECEIVED', textMessage('from my desk'));
    expect(await customerOf(first.channelSessionId)).toMatchObject({
      firstName: 'Maria',
      lastName: 'Lopez',
      isAnonymous: false,
      identifiers: { WEB: [sub] },
    });
    const phone = await connectCustomer(rig.url);
    const second = await startChat(phone, { identityToken: await signed({ sub }) });
    expect(second).toMatchObject({ conversationId: first.conversationId });
    expect(second.channelSessionId).not.toBe(first.channelSessionId);
    await phone.waitForText('from my desk');
    await phone.ask('MESSAGE_RECEIVED', textMessage('from the phone'));
    await desktop.waitForText('from the phone');
    expect(await customerOf(second.channelSessionId)).toMatchObject({ firstName: 'Maria' });
  });

  it.each<[string, () => Promise<string>]>([
    ['another secret', () => signed({ sub: 'x' }, 'another secret of the same length....')],
    ['no subject', () => signed({})],
    ['an empty subject', () => signed({ sub: ' ' })],
    ['its time over', () => signed({ sub: 'x', exp: inSeconds(-120) })],
    ['a life of a week', () => signed({ sub: 'x', exp: inSeconds(7 * 86_400) })],
    ['another channel', () => signed({ sub: 'x', aud: 'demo-sales' })],
    [
      'no signature',
      () => Promise.resolve(`${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","exp":9999999999}')}.`),
    ],
    ['no form at all', () => Promise.resolve('maria')],
  ])('is refused with %s', async (_what, token) => {
    const customer = await connectCustomer(rig.url);
    expect(await customer.ask('CHAT_REQUESTED', { identityToken: await token() })).toMatchObject({
      code: 401,
      error: 'IDENTITY_NOT_VALID',
    });
    expect(await customer.ask('CHAT_REQUESTED', {})).toMatchObject({ code: 200 });
  });

  it('is refused on a channel without a secret', async () => {
    const customer = await connectCustomer(rig.url, { channel: 'demo-sales' });
    expect(await customer.ask('CHAT_REQUESTED', { identityToken: await signed({ sub: 'x' }) })).toMatchObject(
      { code: 401 },
    );
  });

  it('says nothing of an address that the site has not verified', async () => {
    const email = `${randomUUID()}@example.com`;
    const customer = await connectCustomer(rig.url);
    await startChat(customer, { identityToken: await signed({ sub: randomUUID(), email }) });
    expect(await rig.context.people.customersByIdentifier('EMAIL', email)).toEqual([]);
  });
});

it('a web customer may name the queues of the channel, and no other', async () => {
  await startChat(await connectCustomer(rig.url), withForm({}, 'Sales'));
  const customer = await connectCustomer(rig.url, { channel: 'demo-sales' });
  expect(await customer.ask('CHAT_REQUESTED', withForm({}, 'Support'))).toMatchObject({
    code: 404,
    error: 'QUEUE_NOT_FOUND',
  });
});
