/** Histories for property tests: what a step is, and how it is played. */
import type { Config } from '../config.ts';
import type { Task } from '../state.ts';
import type { Ask, Centre } from './centre.ts';
import { testAgent, testChannel, testConfig, testMrd, testQueue } from './config.ts';

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
    channels: [
      testChannel('web'),
      testChannel('post', { mrdId: 'mail', entry: { kind: 'QUEUE', queueId: 'letters' } }),
    ],
  });
}

/** What those do who look at their screens: it is about the `pick`th of what is there at that moment. */
export type Act = {
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
