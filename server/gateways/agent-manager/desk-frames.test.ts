/** From facts to frames, without a socket: whom, what, in which order. */
import { describe, expect, it } from 'vitest';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { parseConfiguration } from '../../configuration/parse.ts';
import { buildDirectory } from '../../configuration/directory.ts';
import { Centre, type Ask } from '../../core/testing/centre.ts';
import { testConfig } from '../../core/testing/config.ts';
import type { Participant } from '../../core/state.ts';
import demo from '../../demo.json' with { type: 'json' };
import type { Content, CustomerRecord, SessionRecord, Turn } from '../../engine/contract.ts';
import type { Principal } from '../../identity/principal.ts';
import { framesOf } from './desk-frames.ts';
import type { DeskFrame } from './turn-frames.ts';
import { LiveMemory, LiveScope } from './live-scope.ts';
import { SeenSequences } from '../../connections/seen-sequences.ts';

const directory = buildDirectory(parseConfiguration(demo));

function principal(userId: string): Principal {
  return {
    tenant: 'test',
    userId,
    username: userId,
    firstName: '',
    lastName: '',
    roles: ['agent'],
    permittedResources: [{ rsname: 'agent-conversation-control', scopes: ['view_leave_chat'] }],
    team: null,
    supervises: [],
    attributes: {},
    realm: 'test',
    sid: `sid-${userId}`,
    expiresAt: Number.MAX_SAFE_INTEGER,
    via: 'login',
  };
}

/** A contact centre whose turns are told to whoever listens. */
class Told {
  readonly centre = new Centre(testConfig({ rules: { wrapupMs: 10_000 } }));
  readonly listening = new Set(['ada', 'ben']);
  readonly #memory = new LiveMemory();
  readonly #seen = new SeenSequences();
  readonly #customers = new Map<string, CustomerRecord>();
  readonly #sessions = new Map<string, SessionRecord>();

  do(ask: Ask, content: Content = {}): DeskFrame[] {
    return this.#tell(content, this.centre.do(ask));
  }

  /** Lets the next deadline come. */
  tick(ms: number): DeskFrame[] {
    this.centre.now += ms;
    return this.do({ type: 'tick' });
  }

  chat(id: string): DeskFrame[] {
    this.#customers.set(id, {
      id,
      firstName: id,
      lastName: '',
      isAnonymous: false,
      identifiers: { WEB: [id] },
      attributes: {},
    });
    this.#sessions.set(id, {
      id,
      customerId: id,
      channelId: 'web',
      channelCustomerIdentifier: id,
      serviceIdentifier: 'web',
      additionalAttributes: [],
      tokenHash: null,
    });
    return this.do({
      type: 'session.start',
      sessionId: id,
      conversationId: id,
      customerId: id,
      channelId: 'web',
      queueId: null,
      priority: 1,
      connectionBound: true,
    });
  }

  /** Puts somebody into a conversation, as help among agents will. */
  join(conversationId: string, agentId: string, role: Participant['role']): void {
    this.centre.world.state.conversations[conversationId]!.participants.push({
      id: `${agentId}-in-${conversationId}`,
      kind: 'AGENT',
      ref: agentId,
      role,
      joinedAt: this.centre.now,
      taskId: null,
    });
  }

  say(
    conversationId: string,
    text: string,
    sender: 'CUSTOMER' | 'ada',
    kind: 'MESSAGE' | 'WHISPER' = 'MESSAGE',
  ): DeskFrame[] {
    const messageId = `${text}-id`;
    return this.do(
      {
        type: 'message.send',
        conversationId,
        messageId,
        sender:
          sender === 'CUSTOMER'
            ? { kind: 'CUSTOMER', sessionId: conversationId }
            : { kind: 'AGENT', agentId: sender },
        kind,
        replyTo: null,
        textLength: text.length,
      },
      { messages: { [messageId]: { header: {}, body: { type: 'PLAIN', markdownText: text } } } },
    );
  }

  #tell(content: Content, { events, signals }: ReturnType<Centre['do']>): DeskFrame[] {
    const turn: Turn = {
      world: this.centre.world,
      records: {
        customer: (id) => this.#customers.get(id),
        session: (id) => this.#sessions.get(id),
        sessionsOf: () => [...this.#sessions.keys()],
        enteredWrapup: () => undefined,
        note: () => undefined,
      },
      now: this.centre.now,
      cause: 'command',
      events,
      signals,
      content,
    };
    this.#memory.learn(events, content);
    const frames = framesOf(turn, {
      scope: new LiveScope(turn, directory, this.#memory),
      memory: this.#memory,
      seen: this.#seen,
      listening: (id) => (this.listening.has(id) ? principal(id) : undefined),
      listeners: () => this.listening,
    });
    this.#memory.forget(events);
    return frames;
  }
}

/** A frame in a few words: to whom, what. */
function words(frames: readonly DeskFrame[]): string[] {
  return frames.map((frame) => {
    switch (frame.kind) {
      case 'tell': {
        const { reason, action } = frame.payload as { reason?: string; action?: string };
        const more = reason ?? action?.replace('AGENT_STATE_', '');
        return `${frame.agentId}: ${frame.event}${more === undefined ? '' : ` ${more}`}`;
      }
      case 'cim':
        return `${frame.agentIds.join('+')}: ${frame.event.name}`;
      case 'topic':
        return `${frame.snapshot.agentId}: the whole`;
    }
  });
}

function ready(...agentIds: string[]): Told {
  const told = new Told();
  for (const agentId of agentIds) {
    told.do({ type: 'agent.connect', agentId, sid: `sid-${agentId}` });
    told.do({ type: 'agent.setState', agentId, state: 'READY', reasonId: null });
  }
  return told;
}

const accept = (agentId: string, conversationId: string): Ask => ({
  type: 'task.accept',
  agentId,
  conversationId,
  taskId: null,
  participantId: null,
});

describe('presence', () => {
  it('is told once per turn: CHANGED with what changed, UNCHANGED when nothing did', () => {
    const told = new Told();
    told.do({ type: 'agent.connect', agentId: 'ada', sid: 'sid-ada' });
    const [frame, ...further] = told.do({
      type: 'agent.setState',
      agentId: 'ada',
      state: 'READY',
      reasonId: null,
    });
    expect(further).toEqual([]);
    expect(frame).toMatchObject({
      event: 'agentPresence',
      payload: { action: 'AGENT_STATE_CHANGED', agentStateChanged: true, mrdStateChanges: ['chat'] },
    });
    const again = told.do({ type: 'agent.setState', agentId: 'ada', state: 'READY', reasonId: null });
    expect(words(again)).toEqual(['ada: agentPresence UNCHANGED']);
  });

  it('says that NOT_READY is pending while there is work, and how much there is', () => {
    const told = ready('ada');
    told.chat('jane');
    told.do(accept('ada', 'jane'));
    const [frame] = told.do({
      type: 'agent.setState',
      agentId: 'ada',
      state: 'NOT_READY',
      reasonId: 'lunch',
    });
    expect(frame).toMatchObject({
      payload: {
        agentPresence: {
          state: { name: 'NOT_READY', reasonCode: { id: 'lunch', name: 'Lunch' } },
          agentMrdStates: [
            { state: 'PENDING_NOT_READY', pending: true, liveTasks: 1, maxAgentTasks: 5 },
            { pending: false },
          ],
        },
      },
    });
  });
});

describe('offers', () => {
  it('ring with the customer, the first words and the time that is left', () => {
    const told = new Told();
    told.chat('jane');
    told.say('jane', 'hello, is this   on?', 'CUSTOMER');
    told.do({ type: 'agent.connect', agentId: 'ada', sid: 'sid-ada' });
    const frames = told.do({ type: 'agent.setState', agentId: 'ada', state: 'READY', reasonId: null });
    expect(words(frames)).toEqual(['ada: taskRequest', 'ada: agentPresence CHANGED']);
    const offer = (frames[0] as { payload: TaskRequest }).payload;
    expect(offer).toMatchObject({
      ronaTimeout: 20,
      expiresAt: told.centre.now + 20_000,
      preview: 'hello, is this on?',
      queue: { id: 'support', name: 'support' },
      channelSession: { customer: { _id: 'jane', firstName: 'jane' } },
    });
    expect(offer.taskId).toMatch(/^[^:]+:[^:]+$/);
  });

  it('the first words that come while it rings are told once, and not as a second offer', () => {
    const told = ready('ada', 'ben');
    const [offer] = told.chat('jane') as unknown as { payload: TaskRequest }[];
    expect(offer?.payload).toMatchObject({ preview: null, mrdId: 'chat' });
    const frames = told.say('jane', 'hello, is this   on?', 'CUSTOMER');
    expect(words(frames)).toEqual(['ada: taskPreview']);
    expect(frames[0]).toMatchObject({
      payload: { conversationId: 'jane', taskId: offer?.payload.taskId, preview: 'hello, is this on?' },
    });
    expect(told.say('jane', 'anybody?', 'CUSTOMER')).toEqual([]);
    told.do(accept('ada', 'jane'));
    expect(words(told.say('jane', 'there you are', 'CUSTOMER'))).toEqual(['ada: CUSTOMER_MESSAGE']);
  });

  it('end with the state that the MRD is in from then on', () => {
    const told = ready('ada');
    told.chat('jane');
    expect(told.tick(20_000)[0]).toMatchObject({
      payload: { reason: 'RONA', mrd: { id: 'chat', name: 'chat', state: 'NOT_READY' } },
    });
    told.do({ type: 'agent.setMrdState', agentId: 'ada', mrdId: 'chat', state: 'READY' });
    told.tick(10_000);
    const [left] = told.do({ type: 'session.end', sessionId: 'jane', reason: 'CUSTOMER' });
    expect(left).toMatchObject({ payload: { reason: 'CUSTOMER_LEFT', mrd: { state: 'READY' } } });
  });

  it('L-S10: end with the reason why: RONA for one, the next one rings', () => {
    const told = ready('ada', 'ben');
    told.chat('jane');
    const frames = told.tick(20_000);
    expect(words(frames)).toEqual([
      'ada: revokeTask RONA',
      'ben: taskRequest',
      'ada: agentPresence CHANGED',
      'ben: agentPresence UNCHANGED',
    ]);
    expect(words(told.do({ type: 'session.end', sessionId: 'jane', reason: 'CUSTOMER' }))).toEqual([
      'ben: revokeTask CUSTOMER_LEFT',
      'ben: agentPresence UNCHANGED',
    ]);
  });
});

describe('conversations', () => {
  it('come whole on acceptance, and of what is said before only the first words with the offer', () => {
    const told = ready('ada');
    told.chat('jane');
    expect(words(told.say('jane', 'waiting', 'CUSTOMER'))).toEqual(['ada: taskPreview']);
    expect(words(told.say('jane', 'still waiting', 'CUSTOMER'))).toEqual([]);
    expect(words(told.do(accept('ada', 'jane')))).toEqual(['ada: the whole', 'ada: agentPresence CHANGED']);
    expect(words(told.say('jane', 'now', 'CUSTOMER'))).toEqual(['ada: CUSTOMER_MESSAGE']);
    expect(words(told.do(accept('ada', 'jane')))).toEqual(['ada: the whole']);
  });

  it('a whisper is one frame to all agents and named so', () => {
    const told = ready('ada');
    told.chat('jane');
    told.do(accept('ada', 'jane'));
    told.join('jane', 'ben', 'ASSISTANT');
    expect(words(told.say('jane', 'psst', 'ada', 'WHISPER'))).toEqual(['ada+ben: WHISPER_MESSAGE']);
    expect(
      words(
        told.do({
          type: 'typing.indicate',
          conversationId: 'jane',
          by: { kind: 'AGENT', agentId: 'ada' },
          on: true,
        }),
      ),
    ).toEqual(['ben: TYPING_INDICATOR']);
  });

  it('L-M9: what is not for everybody is counted, so that nobody sees a gap where there is none', () => {
    const told = ready('ada', 'ben');
    told.chat('jane');
    told.do(accept('ada', 'jane'));
    told.join('jane', 'ben', 'PRIMARY');
    told.say('jane', 'one', 'CUSTOMER');
    // Only ada is told that her wrap-up began: for ben that number holds nothing.
    const left = told.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'jane' });
    expect(words(left)).toEqual([
      'ada: TASK_STATE_CHANGED',
      'ada: wrapupTimerStarted',
      'ada: PARTICIPANT_ROLE_CHANGED',
      'ben: PARTICIPANT_ROLE_CHANGED',
    ]);
    expect(left[2]).toMatchObject({ skipped: 0 });
    expect(left[3]).toMatchObject({ skipped: 1 });
    const frames = told.say('jane', 'two', 'CUSTOMER');
    expect(words(frames)).toEqual(['ada+ben: CUSTOMER_MESSAGE']);
    const role = told.centre.journal.findLast(({ type }) => type === 'participant.roleChanged');
    expect(frames[0]).toMatchObject({ skipped: 0, event: { seq: role!.streamSeq + 1 } });
  });

  it('L-T8: when the customer leaves, the wrap-up begins with what may be done in it', () => {
    const told = ready('ada');
    told.chat('jane');
    told.do(accept('ada', 'jane'));
    const frames = told.do({ type: 'session.end', sessionId: 'jane', reason: 'CUSTOMER' });
    expect(words(frames)).toEqual([
      'ada: CHANNEL_SESSION_ENDED',
      'ada: TOPIC_STATE_CHANGE_EVENT',
      'ada: TASK_STATE_CHANGED',
      'ada: wrapupTimerStarted',
      'ada: PARTICIPANT_ROLE_CHANGED',
      'ada: TOPIC_STATE_CHANGE_EVENT',
    ]);
    expect(frames[0]).toMatchObject({
      actions: ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'],
      event: { data: { isActive: false, state: { name: 'ENDED', reasonCode: 'CUSTOMER' } } },
    });
    expect(frames[3]).toMatchObject({
      payload: { duration: 10, durationSeconds: 10, actions: ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'] },
    });
    expect(words(told.tick(10_000))).toEqual([
      'ada: TASK_STATE_CHANGED',
      'ada: topicUnsubscription wrap Up Timer Expired',
      'ada: topicClosed',
      'ada: agentPresence CHANGED',
    ]);
  });

  it('a logout hands everything back and tells each conversation why', () => {
    const told = ready('ada', 'ben');
    told.chat('jane');
    told.do(accept('ada', 'jane'));
    told.listening.delete('ben');
    const frames = told.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: 'home' });
    expect(words(frames)).toEqual([
      'ada: TASK_STATE_CHANGED',
      'ada: topicUnsubscription AGENT_LOGOUT',
      'ada: agentPresence CHANGED',
    ]);
  });

  it('an agent of whom no socket is there costs nothing', () => {
    const told = ready('ada');
    told.listening.clear();
    expect(told.chat('jane')).toEqual([]);
    expect(told.do(accept('ada', 'jane'))).toEqual([]);
  });
});
