/** C12: supervisors listen to conversations of every kind, in the same way. */
import { describe, expect, it } from 'vitest';
import { Centre } from './testing/centre.ts';
import { testAgent, testChannel, testConfig } from './testing/config.ts';
import { audiences, participantsVisibleTo } from './visibility.ts';

const TALK = 'talk-zoe';

/** `ada` and `ben` of team north, which `sue` supervises; `tom` supervises another. */
function centreOf(): Centre {
  const centre = new Centre(
    testConfig({
      teams: { north: { id: 'north', name: 'North' }, south: { id: 'south', name: 'South' } },
      agents: [
        ...['ada', 'ben'].map((id) => testAgent(id, { teamId: 'north' })),
        testAgent('sue', { supervises: ['north'], roles: ['supervisor'], maxTasks: {} }),
        testAgent('tom', { supervises: ['south'], roles: ['supervisor'], maxTasks: {} }),
      ],
      lists: { office: { id: 'office', name: 'Back office' } },
      channels: [
        testChannel('web'),
        testChannel('sms', { type: 'SMS' }),
        testChannel('shelf', { entry: { kind: 'LIST', listId: 'office' } }),
      ],
    }),
  );
  centre.signIn('ben', 'sue', 'tom');
  centre.ready('ada');
  return centre;
}

const listen = (agentId: string) =>
  ({
    type: 'conversation.supervise',
    role: 'SILENT_MONITOR',
    conversationId: TALK,
    participantId: null,
    agentId,
  }) as const;

const request = (direction: 'CONSULT' | 'DIRECT_TRANSFER') =>
  ({
    type: 'agent.request',
    conversationId: TALK,
    by: { kind: 'AGENT', agentId: 'ada' },
    direction,
    target: { kind: 'AGENT', agentId: 'ben' },
    noteId: null,
    noteLength: 0,
    fallback: null,
    priority: null,
  }) as const;

const KINDS: readonly (readonly [string, (centre: Centre) => void])[] = [
  [
    'that an agent began',
    (centre) => {
      centre.do({
        type: 'conversation.begin',
        agentId: 'ada',
        sessionId: 'session-zoe',
        conversationId: TALK,
        customerId: 'customer-zoe',
        channelId: 'sms',
        participantId: null,
      });
    },
  ],
  [
    'of a pull list',
    (centre) => {
      centre.customer('zoe', { channelId: 'shelf' });
      centre.do({ type: 'conversation.join', agentId: 'ada', conversationId: TALK, participantId: null });
    },
  ],
  [
    'with a colleague who is consulted',
    (centre) => {
      centre.customer('zoe');
      centre.accept('ada', 'zoe');
      centre.ready('ben');
      centre.do(request('CONSULT'));
      centre.accept('ben', 'zoe');
    },
  ],
  [
    'that was transferred by name',
    (centre) => {
      centre.customer('zoe');
      centre.accept('ada', 'zoe');
      centre.ready('ben');
      centre.do(request('DIRECT_TRANSFER'));
      centre.accept('ben', 'zoe');
    },
  ],
];

describe.each(KINDS)('a conversation %s', (_name, begin) => {
  it('is listened to unseen, steered by steps, and left alone', () => {
    const centre = centreOf();
    begin(centre);
    expect(centre.refusal(listen('tom'))).toBe('FORBIDDEN');
    const { events } = centre.do(listen('sue'));
    for (const { agentIds, sessionIds, watcherIds } of audiences(centre.world.state, events))
      expect([agentIds, sessionIds, watcherIds].flat().filter((id) => id !== 'sue')).toEqual([]);
    const conversation = centre.conversation('zoe');
    const seen = conversation === undefined ? [] : participantsVisibleTo({ agentId: 'ada' }, conversation);
    expect(seen.some(({ ref }) => ref === 'sue')).toBe(false);
    const step = (role: 'WHISPER' | 'PRIMARY' | 'SILENT_MONITOR') =>
      ({
        type: 'supervision.change',
        conversationId: TALK,
        agentId: 'sue',
        role,
      }) as const;
    for (const role of ['WHISPER', 'PRIMARY', 'SILENT_MONITOR'] as const) {
      centre.do(step(role));
      expect(centre.conversation('zoe')?.participants.find(({ ref }) => ref === 'sue')?.role).toBe(role);
    }
    centre.do({ type: 'conversation.leave', conversationId: TALK, agentId: 'sue' });
    expect(centre.conversation('zoe')?.participants.some(({ ref }) => ref === 'sue')).toBe(false);
    expect(centre.conversation('zoe')?.state).toBe('ACTIVE');
  });
});
