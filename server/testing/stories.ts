/** Commands that tests give often, and the content that belongs to them. */
import { randomUUID } from 'node:crypto';
import type { Content, Engine, CustomerRecord, Outcome, SessionRecord } from '../engine/contract.ts';

type Events = Extract<Outcome, { ok: true }>['events'];

/** Who starts session `s1` in conversation `c1` as customer `p1` of the channel `demo-web`. */
export const ADA: CustomerRecord = {
  id: 'p1',
  firstName: 'Ada',
  lastName: 'Byron',
  isAnonymous: false,
  identifiers: { WEB: ['ada@example.org'] },
  attributes: {},
};

/** What Ada brings. */
export const ADAS_SESSION: SessionRecord = {
  id: 's1',
  customerId: 'p1',
  channelId: 'demo-web',
  channelCustomerIdentifier: 'ada@example.org',
  serviceIdentifier: 'demo-web',
  additionalAttributes: [{ key: 'order', value: '17' }],
  tokenHash: 'hash-of-a-token',
};

/** Short words for what people do; each resolves with the events, and throws when it is refused. */
export function storyteller(engine: Engine) {
  const accepted = async (outcome: Promise<Outcome>): Promise<Events> => {
    const result = await outcome;
    if (!result.ok) throw new Error(`refused: ${result.rejection.code}`);
    return result.events;
  };
  return {
    /** An agent signs in and goes ready. */
    ready: async (agentId: string): Promise<void> => {
      await accepted(
        engine.submit({ type: 'agent.connect', id: randomUUID(), agentId, sid: `sid-${agentId}` }),
      );
      await accepted(
        engine.submit({ type: 'agent.setState', id: randomUUID(), agentId, state: 'READY', reasonId: null }),
      );
    },
    /** Ada begins a chat. */
    begin: (): Promise<Events> =>
      accepted(
        engine.submit(
          {
            type: 'session.start',
            id: randomUUID(),
            sessionId: 's1',
            conversationId: 'c1',
            customerId: 'p1',
            channelId: 'demo-web',
            queueId: null,
            priority: 1,
            connectionBound: true,
          },
          { customers: { p1: ADA }, sessions: { s1: ADAS_SESSION } },
        ),
      ),
    /** The agent takes what is offered in `c1`. */
    accept: (agentId: string): Promise<Events> =>
      accepted(
        engine.submit({
          type: 'task.accept',
          id: randomUUID(),
          agentId,
          conversationId: 'c1',
          taskId: null,
          participantId: null,
        }),
      ),
    /** Ada writes. */
    write: (messageId: string, text = 'hello'): Promise<Events> => accepted(writeAs(engine, messageId, text)),
    /** Ada leaves. */
    end: (): Promise<Events> =>
      accepted(engine.submit({ type: 'session.end', id: randomUUID(), sessionId: 's1', reason: 'CUSTOMER' })),
  };
}

/** Ada writes, whatever comes of it. */
export function writeAs(engine: Engine, messageId: string, text: string): Promise<Outcome> {
  const content: Content = { messages: { [messageId]: { header: {}, body: { markdownText: text } } } };
  return engine.submit(
    {
      type: 'message.send',
      id: randomUUID(),
      conversationId: 'c1',
      messageId,
      sender: { kind: 'CUSTOMER', sessionId: 's1' },
      kind: 'MESSAGE',
      replyTo: null,
      textLength: text.length,
    },
    content,
  );
}
