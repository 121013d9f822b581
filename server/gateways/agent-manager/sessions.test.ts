/** Lost connections, restarts, tokens that run out: nothing is lost and nothing doubled. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {
  AgentPresenceEvent,
  OnCimEvent,
  OnTopicData,
  TaskRequest,
  TopicEventsAnswer,
  WrapupTimerStarted,
} from '../../../protocol/agent-manager/server-events.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import { startChat } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { transcript } from './testing/transcript.ts';
import { acceptChat, goReady, openDesk, textMessage } from './testing/work.ts';
import { LOCAL_CALLER } from '../../identity/testing/caller.ts';

type Live = OnCimEvent<CimEvent>;

let rig: Rig;
const desks: Desk[] = [];

beforeAll(async () => {
  rig = await startRig({ settings: { wrapupSeconds: 40 }, gateway: { tokenGraceMs: 300 } });
});

afterEach(async () => {
  await rig.signOutEverybody();
  for (const desk of desks.splice(0)) desk.close();
});

afterAll(() => rig.close());

async function open(username: string, options: ConstructorParameters<typeof Desk>[1] = {}): Promise<Desk> {
  const desk = await openDesk(rig, username, options);
  desks.push(desk);
  return desk;
}

describe('a lost connection', () => {
  it('L-M1, L-M2, L-M13: after a drop the desk has what a fresh one has, without Socket.IO’s own recovery', async () => {
    const { token } = await rig.signIn('agent1');
    const desk = await open('agent1', { token, reconnection: true });
    await goReady(desk);
    const { conversationId, customer } = await acceptChat(rig, desk);
    for (let round = 0; round < 3; round++) {
      await customer.say(`before ${round}`);
      const wholes = desk.all('onTopicData').length;
      desk.breakOff();
      await Promise.all(Array.from({ length: 5 }, (_, i) => customer.say(`away ${round} ${i}`)));
      await desk.until(() => desk.all('onTopicData').length > wholes, 'the whole again');
      await customer.say(`back ${round}`);
    }
    const last = await customer.say('the end');
    await desk.hear<Live>('onCimEvent', ({ cimEvent }) => (cimEvent.data as { id?: string }).id === last);
    const fresh = await open('agent1', { token });
    await fresh.hear('onTopicData');
    expect(transcript(desk, conversationId)).toEqual(transcript(fresh, conversationId));
    expect(transcript(fresh, conversationId).texts.filter((text) => text.startsWith('away'))).toHaveLength(
      15,
    );
  });

  it('L-M1: a gap is closed by the last sequence seen', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const { conversationId, customer, topic } = await acceptChat(rig, desk);
    for (let i = 0; i < 4; i++) await customer.say(`m${i}`);
    const answer = await desk.ask<TopicEventsAnswer>('topicEvents', {
      conversationId,
      afterSeq: topic.topicData.seq + 1,
    });
    expect(answer).toMatchObject({
      status: 'ok',
      conversationId,
      truncated: false,
      seq: topic.topicData.seq + 4,
    });
    const events = answer.status === 'ok' ? answer.events : [];
    expect(events.map(({ seq }) => seq)).toEqual([2, 3, 4].map((n) => topic.topicData.seq + n));
  });

  it('L-M9: whatever arrives in the middle of accepting comes after the whole, in order and once', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const customer = await startChat(rig, 'Flo');
    const { conversationId } = customer;
    const offer = await desk.hear<TaskRequest>('taskRequest');
    const accepted = desk.ask('topicSubscription', { conversationId, taskId: offer.taskId });
    const said = Array.from({ length: 20 }, (_, i) => customer.say(`m${i}`));
    await Promise.all([accepted, ...said]);
    const last = await customer.say('last');
    await desk.hear<Live>('onCimEvent', ({ cimEvent }) => (cimEvent.data as { id?: string }).id === last);
    const names = desk.heard.filter(({ event }) => event === 'onTopicData' || event === 'onCimEvent');
    expect(names[0]?.event).toBe('onTopicData');
    const whole = names[0]?.payload as OnTopicData;
    let expected = whole.topicData.seq;
    for (const { seq, skipped } of desk.all<Live>('onCimEvent')) {
      if (seq === undefined) continue;
      expect(seq).toBe(expected + 1 + (skipped ?? 0));
      expected = seq;
    }
    expect(transcript(desk, conversationId).texts.filter((text) => text.startsWith('m'))).toHaveLength(20);
  });

  it('L-M4, L-M5: the same message id sent again, also at the same moment, is one message', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const { conversationId } = await acceptChat(rig, desk);
    const message = textMessage(conversationId, 'once', 'the-same-id');
    const answers = await Promise.all(
      [1, 2, 3].map(() => desk.ask<{ seq?: number }>('publishCimEvent', message)),
    );
    answers.push(await desk.ask<{ seq?: number }>('publishCimEvent', message));
    const [first] = answers;
    expect(first).toMatchObject({ status: 'ok', messageId: 'the-same-id' });
    for (const answer of answers) expect(answer).toEqual(first);
    await desk.ask('publishCimEvent', textMessage(conversationId, 'then'));
    await desk.hear<Live>('onCimEvent', ({ cimEvent }) => JSON.stringify(cimEvent.data).includes('then'));
    expect(transcript(desk, conversationId).texts.filter((text) => text === 'once')).toHaveLength(1);
  });

  it('a reply in any of its three forms keeps its own id and names what it answers', async () => {
    const desk = await open('agent1');
    await goReady(desk);
    const { conversationId, customer } = await acceptChat(rig, desk);
    const question = await customer.say('how much?');
    const newer = textMessage(conversationId, 'ten', 'reply-new');
    Object.assign(newer.cimEvent.data.header, { intent: 'REPLY_TO', originalMessageId: question });
    const older = textMessage(conversationId, 'eleven', 'reply-older');
    Object.assign(older.cimEvent.data.header, { replyToMessageId: question });
    const oldest = textMessage(conversationId, 'twelve', question);
    const ids: string[] = [];
    for (const message of [newer, older, oldest, oldest]) {
      const answer = await desk.ask<{ messageId: string }>('publishCimEvent', message);
      expect(answer.status).toBe('ok');
      if (answer.status === 'ok') ids.push(answer.messageId);
    }
    expect(ids.slice(0, 2)).toEqual(['reply-new', 'reply-older']);
    expect(ids[2]).not.toBe(question);
    expect(ids[3]).toBe(ids[2]);
    const heard = await desk.until(() => {
      const replies = desk
        .all<Live>('onCimEvent')
        .filter(({ cimEvent }) => cimEvent.name === 'AGENT_MESSAGE');
      return replies.length === 3 && replies;
    }, 'three replies');
    for (const { cimEvent } of heard) {
      expect(cimEvent.data).toMatchObject({ header: { originalMessageId: question, intent: 'REPLY_TO' } });
    }
  });

  it('L-M10, L-M11, L-T8: within the grace nothing is lost: conversation, offer and wrap-up come back', async () => {
    const { token } = await rig.signIn('agent1');
    const desk = await open('agent1', { token });
    await goReady(desk);
    const wrapping = await acceptChat(rig, desk, 'Will');
    await desk.ask('topicUnsubscription', { conversationId: wrapping.conversationId });
    const talking = await acceptChat(rig, desk, 'Tara');
    const ringing = await startChat(rig, 'Rita');
    await ringing.say('is somebody there?');
    const offered = await desk.hear<TaskRequest>(
      'taskRequest',
      ({ conversationId }) => conversationId === ringing.conversationId,
    );
    desk.close();
    await desk.gone();
    const again = await open('agent1', { token });
    expect(await again.hear('snapshotComplete')).toEqual({ conversations: 2, offers: 1 });
    expect(again.heard.map(({ event }) => event)).toEqual([
      'onChannelTypes',
      'agentPresence',
      'onPullModeSubscribedList',
      'pullModeSubscribedListRequests',
      'onTopicData',
      'wrapupTimerStarted',
      'onTopicData',
      'taskRequest',
      'snapshotComplete',
    ]);
    const wholes = again.all<OnTopicData>('onTopicData');
    expect(wholes[0]?.topicData.topicParticipant.role).toBe('WRAP_UP');
    expect(wholes[0]?.topicData.participants.some(({ type }) => type === 'CUSTOMER')).toBe(true);
    const [timer] = again.all<WrapupTimerStarted>('wrapupTimerStarted');
    expect(timer?.durationSeconds).toBeLessThan(40);
    expect(wholes[1]?.conversationId).toBe(talking.conversationId);
    const [offer] = again.all<TaskRequest>('taskRequest');
    expect(offer).toMatchObject({
      taskId: offered.taskId,
      expiresAt: offered.expiresAt,
      preview: 'is somebody there?',
    });
    expect(offer?.ronaTimeout).toBeLessThanOrEqual(offered.ronaTimeout);
  });

  it('A9: after the grace the same sign-in is good: the agent is back, NOT_READY, and may ask as before', async () => {
    const short = await startRig({ settings: { disconnectGraceSeconds: 0.2 } });
    try {
      const { token, refreshToken } = await short.signIn('agent1');
      const desk = await openDesk(short, 'agent1', { token });
      await goReady(desk);
      const { conversationId } = await acceptChat(short, desk);
      desk.close();
      const state = () =>
        short.engine.read(({ world }) => world.state.agents[short.agentId('agent1')]?.state);
      await expect.poll(state).toBe('LOGOUT');
      const again = await openDesk(short, 'agent1', { token });
      const { agentPresence } = await again.hear<AgentPresenceEvent>('agentPresence');
      expect(agentPresence.state.name).toBe('NOT_READY');
      expect(again.all('onTopicData')).toEqual([]);
      const task = await short.engine.read(({ world }) =>
        Object.values(world.state.tasks).find((one) => one.conversationId === conversationId),
      );
      expect(task).toMatchObject({ state: 'QUEUED', agentId: null });
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${short.origin}/agent-manager/me`, { headers })).status).toBe(200);
      await expect(short.identity.refresh(refreshToken, LOCAL_CALLER)).resolves.toMatchObject({
        principal: { username: 'agent1' },
      });
      again.close();
    } finally {
      await short.close();
    }
  });

  it('L-S1, L-S4: whoever is gone is not offered anything, decided by the server alone', async () => {
    const { token } = await rig.signIn('agent1');
    const desk = await open('agent1', { token });
    await goReady(desk);
    desk.breakOff();
    await desk.gone();
    const state = () => rig.engine.read(({ world }) => world.state.agents[rig.agentId('agent1')]?.connected);
    await expect.poll(state).toBe(false);
    const { conversationId } = await startChat(rig, 'Nora');
    const task = await rig.engine.read(({ world }) =>
      Object.values(world.state.tasks).find((one) => one.conversationId === conversationId),
    );
    expect(task?.state).toBe('QUEUED');
  });
});

describe('tokens', () => {
  it('L-M14: a token that runs out may be renewed; without that the socket ends with token-expired', async () => {
    const keeper = await startRig({ loginTokenMs: 4_000, gateway: { tokenGraceMs: 300 } });
    try {
      const { token, refreshToken, principal } = await keeper.signIn('agent1');
      const one = await openDesk(keeper, 'agent1', { token });
      const two = await openDesk(keeper, 'agent1', { token });
      const ended: string[] = [];
      one.socket.on('connect_error', () => ended.push('one'));
      two.socket.on('connect_error', () => ended.push('two'));
      const other = await keeper.signIn('agent2');
      expect(await one.ask('refreshToken', { token: other.token })).toMatchObject({ code: 'FORBIDDEN' });
      let renewals = 0;
      let current = refreshToken;
      /** As a desk does, long before the end; the other socket never renews. */
      const renew = async () => {
        const next = await keeper.identity.refresh(current, LOCAL_CALLER);
        current = next.refreshToken;
        const answer = await one.ask<{ expiresAt: number }>('refreshToken', { token: next.token });
        if (answer.status === 'ok' && answer.expiresAt > principal.expiresAt) renewals += 1;
      };
      await expect
        .poll(
          async () => {
            if (ended.length === 0) await renew();
            return ended;
          },
          { interval: 200, timeout: 20_000 },
        )
        .toEqual(['two']);
      expect(renewals).toBeGreaterThan(0);
      const failure = await two.refused();
      expect(failure.message).toBe('token-expired');
      expect(failure.data.content.code).toBe('TOKEN_EXPIRED');
      await expect.poll(() => ended, { timeout: 15_000 }).toEqual(['two', 'one']);
      one.close();
      two.close();
    } finally {
      await keeper.close();
    }
  }, 40_000);

  it('a logout over HTTP is a logout of the agent', async () => {
    const { token } = await rig.signIn('agent1');
    const desk = await open('agent1', { token });
    await goReady(desk);
    const response = await fetch(`${rig.origin}/agent/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(204);
    await desk.hear<AgentPresenceEvent>(
      'agentPresence',
      ({ agentPresence }) => agentPresence.state.name === 'LOGOUT',
    );
    expect(await desk.gone()).toBe('io server disconnect');
    const again = new Desk(rig.origin, { token });
    desks.push(again);
    expect((await again.refused()).message).toBe('login-failed');
  });
});

describe('a restart of the server', () => {
  it('shows what was: state, conversation, offer with the time that is left, wrap-up', async () => {
    const first = await startRig({ settings: { wrapupSeconds: 40 } });
    const { token } = await first.signIn('agent1');
    const before = await openDesk(first, 'agent1', { token });
    await goReady(before);
    const wrapping = await acceptChat(first, before, 'Will');
    await before.ask('topicUnsubscription', { conversationId: wrapping.conversationId });
    const talking = await acceptChat(first, before, 'Tara');
    await talking.customer.say('do not forget me');
    const ringing = await startChat(first, 'Rita');
    await ringing.say('hello?');
    const offered = await before.hear<TaskRequest>(
      'taskRequest',
      ({ conversationId }) => conversationId === ringing.conversationId,
    );
    await first.stop();
    // A stop is no goodbye: a desk of the family would sign out.
    expect(await before.gone()).not.toBe('io server disconnect');
    before.close();
    const second = await startRig({ place: first.place });
    try {
      const { token: fresh } = await second.signIn('agent1');
      const after = await openDesk(second, 'agent1', { token: fresh });
      const presence = await after.hear<AgentPresenceEvent>('agentPresence');
      expect(presence.agentPresence.state.name).toBe('READY');
      const offer = await after.hear<TaskRequest>('taskRequest');
      expect(offer).toMatchObject({
        taskId: offered.taskId,
        expiresAt: offered.expiresAt,
        preview: 'hello?',
      });
      const wholes = after.all<OnTopicData>('onTopicData');
      expect(wholes.map(({ topicData }) => topicData.topicParticipant.role)).toEqual(['WRAP_UP', 'PRIMARY']);
      expect(wholes[0]?.topicData.participants.some(({ type }) => type === 'CUSTOMER')).toBe(true);
      expect(transcript(after, talking.conversationId).texts).toEqual(['do not forget me']);
      await after.hear('wrapupTimerStarted');
      after.close();
    } finally {
      await second.close();
    }
  });
});
