/** Random commands for property tests: mostly sensible, sometimes late, repeated, or about nothing. */
import fc from 'fast-check';
import type { Sender } from '../commands.ts';
import type { Config } from '../config.ts';
import type { Task } from '../state.ts';
import type { Ask, Centre } from './centre.ts';
import { testAgent, testChannel, testConfig, testMrd, testQueue } from './config.ts';

export const AGENTS = ['ada', 'ben', 'cleo'];
const CUSTOMERS = ['xan', 'yves', 'zoe', 'wim', 'vera'];

/** Two queues (one in steps, one with last-agent routing), short times, small limits. */
export function randomConfig(ronaAgentState: 'READY' | 'NOT_READY' = 'NOT_READY'): Config {
  return testConfig({
    rules: {
      ronaMs: 5_000,
      ronaAgentState,
      requestTtlMs: 30_000,
      wrapupMs: 4_000,
      wrapupExtensions: 1,
      customerInactivityMs: 20_000,
      customerReconnectMs: 6_000,
      reofferAfterMs: 3_000,
    },
    disconnectGraceMs: 7_000,
    mrds: [
      testMrd('chat', { maxTasks: 2 }),
      testMrd('mail', { autoSync: false, rules: { wrapupMs: 0 } }),
      testMrd('voice', { managedByRouting: false, autoSync: false }),
    ],
    attributes: { french: { id: 'french', name: 'French', type: 'BOOLEAN', defaultValue: 0 } },
    agents: [
      testAgent('ada', { attributes: { french: 1 }, maxTasks: { chat: 2, mail: 1, voice: 1 } }),
      testAgent('ben', { maxTasks: { chat: 1, mail: 2 } }),
      testAgent('cleo', { maxTasks: { chat: 2 } }),
    ],
    queues: [
      testQueue('support', {
        steps: [
          {
            expressions: [
              { join: null, terms: [{ attributeId: 'french', operator: '==', value: 1, join: null }] },
            ],
            timeoutMs: 2_000,
          },
          { expressions: [], timeoutMs: 0 },
        ],
      }),
      testQueue('letters', { mrdId: 'mail', routeToLastAgent: true, priority: 5 }),
    ],
    channels: [testChannel('web'), testChannel('post', { mrdId: 'mail', queueId: 'letters' })],
  });
}

const agentId = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...AGENTS) },
  fc.constantFrom('nobody', '__proto__'),
);
const customer = fc.constantFrom(...CUSTOMERS, ...CUSTOMERS, 'constructor');
const conversationId = customer.map((name) => `talk-${name}`);
const sessionId = customer.map((name) => `session-${name}`);
const messageId = fc.constantFrom('m1', 'm2', 'm3', 'm4', '__proto__', 'toString');
const sender: fc.Arbitrary<Sender> = fc.oneof(
  agentId.map((id) => ({ kind: 'AGENT' as const, agentId: id })),
  sessionId.map((id) => ({ kind: 'CUSTOMER' as const, sessionId: id })),
);

/** A conversation's ids differ from one run of a customer to the next, as a gateway would make them. */
function startOf(name: string, run: number, second: boolean): Ask {
  return {
    type: 'session.start',
    sessionId: second ? `second-${name}` : `session-${name}`,
    conversationId: run === 0 ? `talk-${name}` : `talk-${name}-${run}`,
    customerId: `customer-${name}`,
    channelId: run === 2 ? 'post' : 'web',
    queueId: null,
    priority: 1 + run * 4,
    connectionBound: run !== 1,
  };
}

/** What those do who look at their screens: it is about the `pick`th of what is there at that moment. */
type Act = {
  act:
    | 'accept'
    | 'reject'
    | 'leave'
    | 'agentSays'
    | 'customerSays'
    | 'customerReads'
    | 'close'
    | 'extend'
    | 'customerEnds';
  pick: number;
  messageId: string;
};

/** One step: a command, something sensible, or time that passes (a number of ms). */
export type Step = Ask | Act | number;

function nth<T>(items: readonly T[], pick: number): T | undefined {
  return items.length === 0 ? undefined : items[pick % items.length];
}

function sessionOf(centre: Centre, task: Task | undefined): string {
  return centre.world.state.conversations[task?.conversationId ?? '']?.sessionIds[0] ?? 'none';
}

/** The command that a sensible step comes to in the present state. */
export function toAsk(centre: Centre, { act, pick, messageId }: Act): Ask {
  const all = Object.values(centre.world.state.tasks);
  const pickOf = (state: Task['state']) =>
    nth(
      all.filter((task) => task.state === state),
      pick,
    );
  const about = (task: Task | undefined) => ({
    agentId: task?.agentId ?? 'nobody',
    conversationId: task?.conversationId ?? 'nothing',
  });
  const active = pickOf('ACTIVE');
  const message = {
    type: 'message.send' as const,
    conversationId: about(active).conversationId,
    messageId,
    kind: 'MESSAGE' as const,
    replyTo: null,
    textLength: 3,
  };
  switch (act) {
    case 'accept':
      return { type: 'task.accept', ...about(pickOf('OFFERED')), taskId: null, participantId: null };
    case 'reject':
      return { type: 'task.reject', ...about(pickOf('OFFERED')), taskId: pickOf('OFFERED')?.id ?? null };
    case 'leave':
      return { type: 'conversation.leave', ...about(active) };
    case 'agentSays':
      return { ...message, sender: { kind: 'AGENT', agentId: about(active).agentId } };
    case 'customerSays':
      return { ...message, sender: { kind: 'CUSTOMER', sessionId: sessionOf(centre, active) } };
    case 'customerReads':
      return {
        type: 'message.mark',
        conversationId: about(active).conversationId,
        messageId,
        status: pick > 3 ? 'READ' : 'DELIVERED',
        by: { kind: 'CUSTOMER', sessionId: sessionOf(centre, active) },
        reason: null,
      };
    case 'close':
      return { type: 'wrapup.close', ...about(pickOf('WRAP_UP')), messageId: pick > 3 ? messageId : null };
    case 'extend':
      return { type: 'wrapup.extend', ...about(pickOf('WRAP_UP')) };
    case 'customerEnds':
      return { type: 'session.end', sessionId: sessionOf(centre, nth(all, pick)), reason: 'CUSTOMER' };
  }
}

/** Plays a history; `after` sees the centre after each step. */
export function play(centre: Centre, history: readonly Step[], after: () => void = () => {}): void {
  for (const step of history) {
    if (typeof step === 'number') centre.pass(step);
    else centre.ask('act' in step ? toAsk(centre, step) : step);
    after();
  }
}

const act: fc.Arbitrary<Act> = fc.record({
  act: fc.oneof(
    { weight: 5, arbitrary: fc.constant('accept' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'leave' as const,
        'agentSays' as const,
        'customerSays' as const,
        'close' as const,
      ),
    },
    fc.constantFrom('reject' as const, 'customerReads' as const, 'extend' as const, 'customerEnds' as const),
  ),
  pick: fc.integer({ min: 0, max: 7 }),
  messageId,
});

export const randomStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: act },
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 4_000 }) },
  {
    weight: 3,
    arbitrary: fc.tuple(customer, fc.integer({ min: 0, max: 2 }), fc.boolean()).map((t) => startOf(...t)),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('agent.connect' as const, 'agent.disconnect' as const),
      agentId,
      sid: fc.constantFrom('one', 'one', 'two'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('agent.setState' as const),
      agentId,
      state: fc.constantFrom(...(['READY', 'READY', 'READY', 'NOT_READY'] as const)),
      reasonId: fc.constantFrom(null, null, 'lunch', 'home', 'none'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('agent.setMrdState' as const),
      agentId,
      mrdId: fc.constantFrom('chat', 'mail', 'voice', 'toString'),
      state: fc.constantFrom('READY' as const, 'NOT_READY' as const, 'BUSY' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('agent.logout' as const),
      agentId,
      reasonId: fc.constantFrom(null, 'home', 'lunch'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('task.accept' as const),
      agentId,
      conversationId,
      taskId: fc.constantFrom(null, null, null, 'nothing'),
      participantId: fc.constantFrom(null, 'me', '__proto__'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('task.reject' as const),
      agentId,
      conversationId,
      taskId: fc.constant(null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('session.end' as const),
      sessionId,
      reason: fc.constantFrom('CUSTOMER' as const, 'NETWORK' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('session.connect' as const, 'session.disconnect' as const),
      sessionId,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('message.send' as const),
      conversationId,
      messageId,
      sender,
      kind: fc.constantFrom('MESSAGE' as const, 'MESSAGE' as const, 'WHISPER' as const, 'WRAPUP' as const),
      replyTo: fc.constantFrom(null, null, 'm1'),
      textLength: fc.constantFrom(3, 3, 5000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('message.mark' as const),
      conversationId,
      messageId,
      status: fc.constantFrom('DELIVERED' as const, 'READ' as const, 'FAILED' as const),
      by: fc.oneof(sender, fc.constant({ kind: 'SYSTEM' as const })),
      reason: fc.constant(null),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('conversation.leave' as const, 'wrapup.extend' as const),
      agentId,
      conversationId,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('wrapup.close' as const),
      agentId,
      conversationId,
      messageId: fc.constantFrom(null, 'm4'),
    }),
  },
);
