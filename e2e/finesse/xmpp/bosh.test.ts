import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFinesse, type RunningFinesse } from '../start.ts';
import { PlainClient } from '../testing/plain-client.ts';
import { child, readXml, textOf, type XmlNode } from '../xml/read.ts';

let finesse: RunningFinesse;

beforeEach(async () => {
  finesse = await startFinesse(0, { eventDelay: 1 });
});
afterEach(() => finesse.close());

/** A stream over BOSH, signed in and bound, with its next request id. */
class BoshClient {
  sid = '';
  rid = 4_711;

  async post(attributes: string, content = '', rid = this.rid++): Promise<XmlNode> {
    const sid = this.sid === '' ? '' : ` sid="${this.sid}"`;
    const body = `<body xmlns="http://jabber.org/protocol/httpbind" xmlns:xmpp="urn:xmpp:xbosh" rid="${rid}"${sid} ${attributes}>${content}</body>`;
    const response = await fetch(`${finesse.url}/http-bind`, { method: 'POST', body });
    const root = readXml(await response.text());
    if (!root) throw new Error('No XML');
    return root;
  }

  async signIn(): Promise<void> {
    const first = await this.post('to="finesse.sim" wait="10" hold="1" ver="1.6" xmpp:version="1.0"');
    this.sid = first.attributes.sid ?? '';
    expect(child(first, 'features')).toBeDefined();
    const plain = Buffer.from(['', '1001001', 'Passw0rd'].join('\0')).toString('base64');
    const signedIn = await this.post(
      '',
      `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${plain}</auth>`,
    );
    expect(child(signedIn, 'success')).toBeDefined();
    const again = await this.post('xmpp:restart="true" to="finesse.sim"');
    expect(child(child(again, 'features'), 'bind')).toBeDefined();
    const bound = await this.post(
      '',
      '<iq xmlns="jabber:client" type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>bosh</resource></bind></iq>',
    );
    expect(textOf(child(child(bound, 'iq'), 'bind'), 'jid')).toBe('1001001@finesse.sim/bosh');
    await this.post('', '<presence xmlns="jabber:client"/>');
  }
}

test('a held request brings the notification, and a repeated one the same answer', async () => {
  const client = new BoshClient();
  await client.signIn();
  const rid = client.rid;
  const held = client.post('');
  const rest = new PlainClient(finesse.url, '1001001');
  await rest.setUser({ state: 'LOGIN', extension: '4001' });
  const answer = await held;
  const items = child(child(child(answer, 'message'), 'event'), 'items');
  expect(items?.attributes.node).toBe('/finesse/api/User/1001001');
  const update = readXml(textOf(child(items, 'item'), 'notification') ?? '');
  expect(textOf(child(child(update, 'data'), 'user'), 'state')).toBe('NOT_READY');
  expect(await client.post('', '', rid)).toEqual(answer);
});

test('requests that come in the wrong order are taken in the right one; strangers are sent away', async () => {
  const client = new BoshClient();
  await client.signIn();
  const first = client.rid++;
  const ping =
    '<iq xmlns="jabber:client" type="get" id="p" to="finesse.sim"><ping xmlns="urn:xmpp:ping"/></iq>';
  const later = client.post('', ping);
  // The oldest request that is held brings the answer.
  const earlier = await client.post('', '', first);
  expect(child(earlier, 'iq')?.attributes).toMatchObject({ id: 'p', type: 'result' });
  await client.post('type="terminate"');
  expect((await later).name).toBe('body');
  const stranger = new BoshClient();
  stranger.sid = 'nobody';
  expect((await stranger.post('')).attributes).toMatchObject({
    type: 'terminate',
    condition: 'item-not-found',
  });
});

test('a session that is ended answers what is held', async () => {
  const client = new BoshClient();
  await client.signIn();
  const held = client.post('');
  const end = await client.post('type="terminate"', '<presence xmlns="jabber:client" type="unavailable"/>');
  expect([(await held).name, end.attributes.type]).toEqual(['body', 'terminate']);
});
