/** One agent, one session, many tabs; and what a second sign-in elsewhere does (D5). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AgentPresenceEvent,
  OnCimEvent,
  OnTopicData,
  TaskRequest,
} from '../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import { startChat } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import { desksOfTests } from './testing/desks-of-tests.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, textMessage } from './testing/work.ts';

let rig: Rig;
const open = desksOfTests(() => rig);

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 40 }, gateway: { tokenGraceMs: 300 } });
});

afterAll(() => rig.close());

describe('one agent, one session, many tabs', () => {
  it('all tabs are served and see the same; L-B2: an offer accepted in one is accepted in all', async () => {
    const { token } = await rig.signIn('agent1');
    const one = await open('agent1', { token });
    const two = await open('agent1', { token, agent: JSON.stringify({ id: rig.agentId('agent1') }) });
    await goReady(one);
    await two.hear<AgentPresenceEvent>(
      'agentPresence',
      ({ agentPresence }) => agentPresence.state.name === 'READY',
    );
    const { conversationId, customer } = await acceptChat(rig, one);
    const [whole] = await Promise.all([two.hear<OnTopicData>('onTopicData'), customer.say('hello both')]);
    expect(whole.conversationId).toBe(conversationId);
    const text = await two.hear<OnCimEvent<string>>('onCimEvent', ({ cimEvent }) =>
      cimEvent.includes('hello both'),
    );
    expect((JSON.parse(text.cimEvent) as CimEvent).name).toBe('CUSTOMER_MESSAGE');
    const id = randomUUID();
    await one.ask('publishCimEvent', textMessage(conversationId, 'from one', id));
    await two.hear<OnCimEvent<string>>('onCimEvent', ({ cimEvent }) => cimEvent.includes(id));
    two.close();
    await one.ask('publishCimEvent', textMessage(conversationId, 'still here'));
    const agent = await rig.engine.read(({ world }) => world.state.agents[rig.agentId('agent1')]);
    expect(agent?.connected).toBe(true);
  });

  it('a desk that asks first is refused while another browser is at work, and takes over when it does not ask', async () => {
    const auth = { askFirst: true };
    const there = await rig.signIn('agent1');
    const at = await open('agent1', { token: there.token, auth });
    // A second tab of the same sign-in is no other desk.
    await open('agent1', { token: there.token, auth });
    const { token } = await rig.signIn('agent1');
    const here = new Desk(rig.origin, { token, auth });
    expect(await here.refused()).toMatchObject({
      message: 'signed-in-elsewhere',
      data: { content: { code: 'SIGNED_IN_ELSEWHERE' } },
    });
    here.close();
    expect(at.all('socketSessionRemoved')).toEqual([]);
    await open('agent1', { token });
    await at.hear('socketSessionRemoved');
  });

  it('L-S6, L-S7, L-S8: two tabs never fight over the state; the last command holds', async () => {
    const { token } = await rig.signIn('agent1');
    const one = await open('agent1', { token });
    const two = await open('agent1', { token });
    for (const [desk, name] of [
      [one, 'READY'],
      [two, 'NOT_READY'],
      [one, 'READY'],
      [two, 'NOT_READY'],
    ] as const) {
      expect(await desk.ask('changeAgentState', { action: 'agentState', state: { name } })).toEqual({
        status: 'ok',
      });
    }
    const settled = (desk: Desk) =>
      desk.all<AgentPresenceEvent>('agentPresence').map(({ agentPresence }) => agentPresence.state.name);
    await one.until(() => settled(one).length === 5, 'five presences');
    await two.until(() => settled(two).length >= 4, 'the same presences');
    expect(settled(one)).toEqual(['NOT_READY', 'READY', 'NOT_READY', 'READY', 'NOT_READY']);
    expect(settled(two).slice(-4)).toEqual(['READY', 'NOT_READY', 'READY', 'NOT_READY']);
  });

  it('L-S2: a state that changes nothing is still answered, as UNCHANGED', async () => {
    const desk = await open('agent1');
    desk.clear();
    expect(
      await desk.ask('changeAgentState', {
        action: 'agentMRDState',
        state: 'READY',
        mrdId: rig.idOf('mrds', 'CHAT'),
      }),
    ).toEqual({ status: 'ok' });
    expect(await desk.hear('agentPresence')).toMatchObject({
      action: 'AGENT_STATE_UNCHANGED',
      mrdStateChanges: [],
    });
  });

  it('a supervisor who is no agent is served as well, and takes no work', async () => {
    const desk = await open('supervisor1');
    const presence = await desk.hear<AgentPresenceEvent>('agentPresence');
    expect(presence.agentPresence.state.name).toBe('NOT_READY');
    expect(presence.agentPresence.agent.keycloakUser.supervisedTeams).toMatchObject([{ teamName: 'North' }]);
    expect(
      await desk.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('takeover: a new sign-in elsewhere ends the old one, conversations and offers go along', async () => {
    const old = await open('agent1', { reconnection: true });
    await goReady(old);
    const talk = await acceptChat(rig, old);
    const waiting = await startChat(rig, 'Wanda');
    await old.hear<TaskRequest>(
      'taskRequest',
      ({ conversationId }) => conversationId === waiting.conversationId,
    );
    const fresh = await open('agent1');
    expect(await old.hear('socketSessionRemoved')).toEqual({
      agentId: rig.agentId('agent1'),
      at: expect.any(Number) as number,
      userAgent: expect.any(String) as string,
    });
    expect(await old.gone()).toBe('io server disconnect');
    expect((await fresh.hear<OnTopicData>('onTopicData')).conversationId).toBe(talk.conversationId);
    const offer = await fresh.hear<TaskRequest>('taskRequest');
    expect(offer.conversationId).toBe(waiting.conversationId);
    const first = await fresh.hear<AgentPresenceEvent>('agentPresence');
    expect(first.agentPresence.state.name).toBe('READY');
    // L-S7: the old one does not come back by itself and take over in turn.
    old.socket.connect();
    expect((await old.refused()).message).toBe('login-failed');
    expect(fresh.disconnects).toEqual([]);
  });
});
