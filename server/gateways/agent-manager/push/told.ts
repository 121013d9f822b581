/** A notice in the words that go out: for desks as the socket would have told it, for browsers as a notification. */
import type { PushNotification } from '../../../../protocol/agent-manager/push.ts';
import type { Turn } from '../../../engine/contract.ts';
import { lookup } from '../../../core/lookup.ts';
import type { Directory, User } from '../../../configuration/directory.ts';
import { wireQueue } from '../../shared/cim-scope.ts';
import { roomOf, wireTaskId } from '../../shared/wire-ids.ts';
import { LiveScope, type LiveMemory } from '../live-scope.ts';
import type { Notice } from './notices.ts';
import { wordsOf } from './words.ts';

/** What goes out of one notice. */
export type Told = {
  agentId: string;
  /** A data message for FCM: the name of an event, and its payload as JSON; null: nothing. */
  data: { event: 'taskRequest' | 'agentPresence'; payload: string } | null;
  /** For the desk's service worker, in a language; null: nothing is shown. */
  notification: ((language: string | null) => PushNotification) | null;
};

type Sources = { directory: Directory; memory: LiveMemory; names: boolean };

/** Null when it has come to nothing meanwhile. Without `names` nothing says who the customer is. */
export function toldOf(turn: Turn, notice: Exclude<Notice, { kind: 'over' }>, sources: Sources): Told | null {
  switch (notice.kind) {
    case 'presence':
      return presenceTold(turn, notice.agentId);
    case 'offer':
      return offerTold(turn, notice, sources);
    case 'words':
      return {
        agentId: notice.agentId,
        data: null,
        notification: (language) => ({
          title: wordsOf(language).wrote,
          body: '',
          tag: notice.conversationId,
          taskId: '',
          address: addressOf(notice.conversationId),
        }),
      };
  }
}

const addressOf = (conversationId: string): string => `#/conversations/${encodeURIComponent(conversationId)}`;

function presenceTold({ world: { state } }: Turn, agentId: string): Told | null {
  const agent = lookup(state.agents, agentId);
  if (agent === undefined) return null;
  const payload = {
    action: 'AGENT_STATE_CHANGED',
    agentPresence: {
      agent: { id: agentId },
      state: { name: agent.state, reasonCode: agent.reason },
      stateChangeTime: agent.since,
      agentMrdStates: Object.values(agent.mrds).map((mrd) => ({
        mrd: { id: mrd.mrdId, name: lookup(state.config.mrds, mrd.mrdId)?.name ?? mrd.mrdId },
        state: mrd.state,
      })),
    },
  };
  return { agentId, data: { event: 'agentPresence', payload: JSON.stringify(payload) }, notification: null };
}

function offerTold(
  turn: Turn,
  { agentId, taskId, conversationId }: Extract<Notice, { kind: 'offer' }>,
  { directory, memory, names }: Sources,
): Told | null {
  const task = lookup(turn.world.state.tasks, taskId);
  if (task === undefined) return null;
  const scope = new LiveScope(turn, directory, memory);
  const session = scope.answeringSession(conversationId);
  const queue = wireQueue(scope, task.queueId);
  const { firstName, lastName } = scope.customer(conversationId);
  const agent = directory.user(agentId);
  const isNamed = names && agent !== undefined && seesCustomers(agent);
  const name = isNamed ? `${firstName} ${lastName ?? ''}`.trim() : '';
  const payload = {
    conversationId,
    taskId: wireTaskId(task),
    roomInfo: roomOf(conversationId),
    taskState: { name: 'RESERVED', reasonCode: null },
    taskDirection: task.direction,
    queue,
    expiresAt: task.offerEndsAt,
    channelSession: {
      channel: { channelType: session?.channel.channelType ?? null },
      customer: isNamed ? { firstName } : {},
    },
  };
  return {
    agentId,
    data: { event: 'taskRequest', payload: JSON.stringify(payload) },
    notification: (language) => ({
      title: name === '' ? wordsOf(language).waiting : wordsOf(language).waitingNamed(name),
      body: queue.name,
      tag: wireTaskId(task),
      taskId: wireTaskId(task),
      address: addressOf(conversationId),
    }),
  };
}

/** Whether the agent may see who customers are. */
function seesCustomers({ permittedResources }: User): boolean {
  return permittedResources.some(({ name, scopes }) => name === 'customer' && scopes.includes('view_pii'));
}
