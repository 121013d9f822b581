/** Calls that an agent's desk reports, as desks of the family do: `POST /ccm/message/receive` with a body VOICE. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { registerCustomerChannel } from '../gateways/customer-channel/register-customer-channel.ts';
import type { Desk } from '../gateways/agent-manager/testing/desk.ts';
import { startRig, type Rig } from '../gateways/agent-manager/testing/rig.ts';
import { goReady, openDesk } from '../gateways/agent-manager/testing/work.ts';

let rig: Rig;
let desk: Desk | null = null;

beforeAll(async () => {
  rig = await startRig({
    settings: { wrapupSeconds: 0 },
    register: (app, context) => registerCustomerChannel(app, context),
  });
});

afterEach(async () => {
  await rig.signOutEverybody();
  desk?.close();
  desk = null;
});

afterAll(() => rig.close());

type Report = { intent: string; callId?: string; reasonCode: string; at: number; number?: string | null };

async function report(token: string | null, { intent, callId = '4711', reasonCode, at, number }: Report) {
  const agentId = rig.agentId('agent1');
  const answer = await fetch(`${rig.origin}/ccm/message/receive`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({
      id: `${intent}-${at}`,
      header: {
        intent,
        timestamp: at,
        sender: { id: agentId, type: 'AGENT' },
        channelData: {
          channelCustomerIdentifier: number === undefined ? '+4930123456' : number,
          serviceIdentifier: 'demo-calls',
          additionalAttributes: [{ key: 'callVariable1', type: 'String2000', value: 'gold' }],
        },
      },
      body: {
        type: 'VOICE',
        callId,
        leg: `4101:${agentId}:${callId}`,
        reasonCode,
        markdownText: null,
        dialog: { id: callId, fromAddress: '+4930123456' },
      },
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

it('begin and end a task of the agent, once each, and leave a record', async () => {
  desk = await openDesk(rig, 'agent1');
  await goReady(desk);
  const { token } = await rig.signIn('agent1');
  const started = { intent: 'CALL_LEG_STARTED', reasonCode: 'INBOUND', at: 1000 };
  const first = await report(token, started);
  expect(first).toMatchObject({ status: 200, body: { status: 'ok', channelSessionId: '4711' } });
  expect((await report(token, started)).body).toMatchObject({ conversationId: first.body.conversationId });
  const request = await desk.hear<{ taskState: { name: string }; conversationId: string }>('taskRequest');
  expect(request.taskState.name).toBe('STARTED');
  expect(desk.all('taskRequest')).toHaveLength(1);
  const tasks = await fetch(`${rig.origin}/routing-engine/tasks?agentId=${rig.agentId('agent1')}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await tasks.json()).toMatchObject([
    {
      conversationId: first.body.conversationId,
      activeMedia: [
        { state: 'ACTIVE', requestSession: { id: '4711', channel: { channelType: { name: 'CISCO_CC' } } } },
      ],
    },
  ]);
  const ended = { intent: 'CALL_LEG_ENDED', reasonCode: 'DIALOG_ENDED', at: 2000 };
  expect((await report(token, ended)).status).toBe(200);
  await desk.hear('topicUnsubscription');
  expect((await report(token, started)).body).toMatchObject({ conversationId: null });
});

it('are taken from nobody else', async () => {
  const report1 = { intent: 'CALL_LEG_STARTED', reasonCode: 'INBOUND', at: 1000 };
  expect((await report(null, report1)).status).toBe(401);
  const { token } = await rig.signIn('agent2');
  expect((await report(token, report1)).status).toBe(403);
});
