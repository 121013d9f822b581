/** A contact centre with telephones, and what they tell it. */
import type { StartCallLeg } from '../commands.ts';
import type { Rules } from '../config.ts';
import type { Decision } from '../decide.ts';
import type { CallEndReason } from '../state.ts';
import { Centre } from './centre.ts';
import { testChannel, testConfig, testMrd } from './config.ts';

/** Ada, Ben and Cleo are ready for chats, and have phones. */
export function centreOf(rules: Partial<Rules> = {}, parts: Parameters<typeof testConfig>[0] = {}): Centre {
  const centre = new Centre(
    testConfig({
      rules: { wrapupMs: 0, customerInactivityMs: 60_000, customerReconnectMs: 30_000, ...rules },
      mrds: [
        testMrd('chat'),
        testMrd('voice', {
          type: 'CISCO_CC',
          managedByRouting: false,
          autoSync: false,
          interruptible: false,
        }),
      ],
      channels: [
        testChannel('web'),
        testChannel('phone', { type: 'CISCO_CC', mrdId: 'voice', entry: { kind: 'ELSEWHERE' } }),
      ],
      ...parts,
    }),
  );
  centre.ready('ada', 'ben', 'cleo');
  return centre;
}

/** The agent answers; the call is that of `customer-zoe`. */
export function start(
  centre: Centre,
  agentId: string,
  callId: string,
  more: Partial<StartCallLeg> = {},
): Decision {
  return centre.ask({
    type: 'call.startLeg',
    agentId,
    callId,
    leg: `10${agentId}:${agentId}:${callId}`,
    reason: 'INBOUND',
    channelId: 'phone',
    conversationId: `call-${callId}`,
    customerId: 'customer-zoe',
    queueId: null,
    address: `10${agentId}`,
    fromAddress: '555',
    associatedId: null,
    answeredAt: 1000,
    ...more,
  });
}

/** The agent hangs up. */
export function end(
  centre: Centre,
  agentId: string,
  callId: string,
  reason: CallEndReason = 'DIALOG_ENDED',
  endedAt: number | null = 2000,
): Decision {
  return centre.ask({ type: 'call.endLeg', agentId, callId, reason, endedAt });
}
