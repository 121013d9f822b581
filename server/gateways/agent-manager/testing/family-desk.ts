/** What a desk of the family sends, as it was observed: no acknowledgements, itself as JSON in each event. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type {
  AgentPresenceEvent,
  OnTopicData,
  TaskRequest,
} from '../../../../protocol/agent-manager/server-events.ts';
import type { KeycloakUser } from '../../../../protocol/cim/parties.ts';
import type { Desk } from './desk.ts';
import type { Rig } from './rig.ts';

export type FamilyUser = KeycloakUser & { token?: string | undefined };

/** Signs in by `POST /agent/login`, as a page of `origin` or as a program. */
export async function logInAsFamily(
  rig: Rig,
  username: string,
  origin?: string,
): Promise<{ user: FamilyUser; cookies: string[] }> {
  const answer = await fetch(`${rig.origin}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin !== undefined && { origin }) },
    body: JSON.stringify({ username, password: 'demo' }),
  });
  expect(answer.status).toBe(200);
  const { data } = (await answer.json()) as { data: { keycloak_User: FamilyUser } };
  return { user: data.keycloak_User, cookies: answer.headers.getSetCookie() };
}

/** Asks for READY, and gives the presence that says so. */
export function goReadyAsFamily(desk: Desk, user: FamilyUser): Promise<AgentPresenceEvent> {
  const state = { name: 'READY', reasonCode: null };
  desk.emit('changeAgentState', { agentId: user.id, action: 'agentState', state });
  return desk.hear<AgentPresenceEvent>(
    'agentPresence',
    ({ agentPresence }) => agentPresence.state.name === 'READY',
  );
}

/** Takes the offer of a conversation, when it has come. */
export async function acceptAsFamily(
  desk: Desk,
  user: FamilyUser,
  conversationId: string,
): Promise<OnTopicData> {
  const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
  const { roomInfo, taskId } = offer;
  const topicParticipant = {
    id: randomUUID(),
    type: 'AGENT',
    participant: {
      id: user.id,
      participantType: 'CCUser',
      keycloakUser: user,
      associatedRoutingAttributes: [],
    },
    token: null,
    conversationId,
    role: 'PRIMARY',
    userCredentials: null,
    state: 'SUBSCRIBED',
  };
  desk.emit('topicSubscription', { topicParticipant, agentId: user.id, conversationId, roomInfo, taskId });
  return desk.hear<OnTopicData>('onTopicData', (one) => one.conversationId === conversationId);
}

/** Leaves a conversation, and closes its wrap-up without codes. */
export async function leaveAsFamily(desk: Desk, user: FamilyUser, topic: OnTopicData): Promise<void> {
  const { conversationId, roomInfo } = topic;
  desk.emit('topicUnsubscription', { roomInfo, conversationId, agentId: user.id });
  expect(await desk.hear('wrapupTimerStarted')).toMatchObject({ conversationId });
  desk.emit('closeWrapup', { cimEvent: null, roomInfo, conversationId, agentId: user.id });
  expect(await desk.hear('topicUnsubscription')).toMatchObject({
    task: 'topicUnsubscription',
    conversationId,
    reason: 'choosing leave without Wrap Up',
  });
}

/** Signs out as this desk does, and waits until the server has closed the socket. */
export async function logOutAsFamily(desk: Desk, user: FamilyUser): Promise<void> {
  desk.emit('changeAgentState', { agentId: user.id, action: 'agentState', state: { name: 'LOGOUT' } });
  expect(await desk.gone()).toBe('io server disconnect');
}
