/** Agents whose desk is away are reached, on the owner and on a follower, over services that verify what they are sent. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPushStandIn, type PushStandIn } from '../../../../e2e/push/stand-in.ts';
import type { TaskRequest } from '../../../../protocol/agent-manager/server-events.ts';
import { startChat } from '../testing/customer.ts';
import { Desk } from '../testing/desk.ts';
import { startRig, type Rig } from '../testing/rig.ts';

describe.each([
  ['owner', {}],
  ['follower', { follow: {} }],
])('push messages on the %s', (_where, options) => {
  let services: PushStandIn;
  let rig: Rig;
  let token: string;

  const ask = async (method: string, body?: object) => {
    const response = await fetch(`${rig.origin}/agent-manager/push-subscription`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  /** An agent's desk that rings and then is lost. */
  async function ringAndLose(fcm: unknown): Promise<TaskRequest> {
    const desk = new Desk(rig.origin, { token, auth: { fcm } });
    await desk.hear('agentPresence');
    desk.emit('changeAgentState', { action: 'agentState', state: { name: 'READY', reasonCode: null } });
    await desk.hear(
      'agentPresence',
      (one: { agentPresence: { state: { name: string } } }) => one.agentPresence.state.name === 'READY',
    );
    await startChat(rig, 'Jane');
    const offer = await desk.hear<TaskRequest>('taskRequest');
    desk.close();
    return offer;
  }

  beforeAll(async () => {
    services = await startPushStandIn();
    const { project_id, client_email, private_key, token_uri } = services.account;
    rig = await startRig({
      ...options,
      gateway: {
        push: {
          webPush: { subject: 'mailto:operator@example.org', services: [services.url] },
          fcm: {
            account: {
              projectId: project_id,
              clientEmail: client_email,
              privateKey: private_key,
              tokenUrl: token_uri,
            },
            url: services.url,
          },
          names: false,
        },
      },
    });
  });
  afterEach(async () => {
    await rig.signOutEverybody();
    services.fcm.length = 0;
    services.web.length = 0;
    expect(services.refused).toEqual([]);
  });
  afterAll(async () => {
    await rig.close();
    await services.close();
  });

  it('tells FCM of the offer that rings and of the state, without a name; a dead token is forgotten', async () => {
    ({ token } = await rig.signIn('agent1'));
    const offer = await ringAndLose({ desktopFcmKey: 'desk-token', mobileFcmKey: 'dead-token' });
    services.forget('dead-token');
    await expect.poll(() => services.fcm.map(({ data }) => data.event)).toContain('taskRequest');
    const told = services.fcm.find(({ data }) => data.event === 'taskRequest');
    expect(JSON.parse(told?.data.payload ?? '')).toMatchObject({
      conversationId: offer.conversationId,
      taskId: offer.taskId,
      queue: { name: 'Support' },
      channelSession: { channel: { channelType: { name: 'WEB' } } },
    });
    expect(services.fcm.map(({ data }) => data.event)).toContain('agentPresence');
    expect(JSON.stringify(services.fcm)).not.toContain('Jane');
    expect(services.tokens()).toBe(1);
    const known = async () =>
      (await rig.database.db.selectFrom('push_addresses').select('address').execute()).map(
        (row) => row.address,
      );
    await expect.poll(known).toEqual(['desk-token']);
    // Who has signed out is not told of anything any more.
    await rig.signOutEverybody();
    await expect.poll(known).toEqual([]);
  });

  it('tells a subscribed browser what to show and where a click leads; one that is gone is forgotten', async () => {
    ({ token } = await rig.signIn('agent1'));
    const { publicKey } = (await ask('GET')).body as { publicKey: string };
    const browser = services.subscribe(publicKey);
    expect(await ask('PUT', browser)).toMatchObject({ status: 200 });
    const offer = await ringAndLose('');
    await expect
      .poll(() => services.web)
      .toEqual([
        {
          title: 'A customer is waiting',
          body: 'Support',
          tag: offer.taskId,
          taskId: offer.taskId,
          address: `#/conversations/${offer.conversationId}`,
        },
      ]);
    expect((await ask('DELETE', { endpoint: browser.endpoint })).status).toBe(200);
  });

  it('sends to push services alone', async () => {
    ({ token } = await rig.signIn('agent1'));
    const { keys } = services.subscribe('');
    for (const endpoint of [
      'http://127.0.0.1:1/x',
      'https://169.254.169.254/latest',
      'https://fcm.googleapis.com.evil.example/x',
      'nothing',
    ]) {
      expect((await ask('PUT', { endpoint, keys })).status).toBe(400);
    }
    expect(
      (await ask('PUT', { endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/x', keys })).status,
    ).toBe(200);
    token = 'nobody';
    expect((await ask('GET')).status).toBe(401);
  });
});
