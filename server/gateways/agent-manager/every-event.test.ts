/**
 * Every event that the guide of the family and its protocol name, in every spelling that is met: none is unknown, and
 * each is answered by what it says, not by its name.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_EVENTS } from '../../../protocol/agent-manager/aliases.ts';
import { agentManagerEvents } from '../../../protocol/agent-manager/catalog.ts';
import type { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { openDesk } from './testing/work.ts';

/** What desks of the family emit, by our name. */
const TO_SERVER: Record<string, readonly string[]> = {
  changeAgentState: ['changeAgentState', 'ChangeAgentState'],
  topicSubscription: ['topicSubscription', 'TopicSubscription'],
  topicUnsubscription: ['topicUnsubscription', 'topicUnsubscription_', 'TopicUnsubscription_'],
  publishCimEvent: ['publishCimEvent', 'PublishCimEvent', 'publishCIMEvent'],
  directConferenceRequest: ['directConferenceRequest', 'DirectConferenceRequest'],
  directTransferRequest: ['directTransferRequest', 'DirectTransferRequest'],
  consultRequest: ['consultRequest', 'ConsultRequest'],
  consultTransferRequest: ['consultTransferRequest', 'ConsultTransferRequest'],
  consultConferenceRequest: ['consultConferenceRequest', 'ConsultConferenceRequest'],
  closeWrapup: ['closeWrapup', 'closeWrapUp', 'CloseWrapup'],
  extendWrapup: ['extendWrapup', 'extendWrapUp'],
  pauseConversation: ['pauseConversation', 'PauseConversation'],
  resumeConversation: ['resumeConversation', 'ResumeConversation'],
  JoinAsSilentMonitor: ['JoinAsSilentMonitor', 'joinAsSilentMonitor'],
  joinAsWhisper: ['joinAsWhisper', 'JoinAsWhisper'],
  JoinAsBargin: ['JoinAsBargin', 'joinAsBargin', 'JoinAsBargeIn', 'joinAsBargeIn'],
  subscribePullModeList: ['subscribePullModeList', 'SubscribePullModeList'],
  unsubscribePullModeList: ['unsubscribePullModeList', 'UnsubscribePullModeList'],
  joinPullModeRequest: ['joinPullModeRequest', 'JoinPullModeRequest'],
  deletePullModeRequest: ['deletePullModeRequest', 'DeletePullModeRequest'],
  rejectTask: ['rejectTask', 'RejectTask'],
  raiseHand: ['raiseHand', 'RaiseHand'],
  lowerHand: ['lowerHand', 'LowerHand'],
};

/** What they listen to. `connect_error` is Socket.IO's own. */
const TO_CLIENT = [
  'onChannelTypes',
  'agentPresence',
  'taskRequest',
  'revokeTask',
  'onTopicData',
  'onCimEvent',
  'topicUnsubscription',
  'topicClosed',
  'socketSessionRemoved',
  'wrapupTimerStarted',
  'agentAssistanceRequestPlaced',
  'agentAssignedForAssistance',
  'consulTransferRequestSuccess',
  'onPullModeSubscribedList',
  'pullModeSubscribedListRequests',
  'addPullModeSubscribedListRequests',
  'removePullModeSubscribedListRequests',
  'onPullModeSubscribedListRequest',
  'errors',
];

/** What may stand in `publishCimEvent.cimEvent.name`, in the spellings that are met. */
const PUBLISHED = [
  'AGENT_MESSAGE',
  'agent_message',
  'WHISPER_MESSAGE',
  'MESSAGE_DELIVERY_NOTIFICATION',
  'TYPING_INDICATOR',
  'HAND_RAISED',
  'HAND_DOWN',
];

let rig: Rig;
let desk: Desk;

beforeAll(async () => {
  rig = await startRig();
  desk = await openDesk(rig, 'agent1');
});

afterAll(async () => {
  desk.close();
  await rig.close();
});

describe('an event of the family', () => {
  const spelled = Object.entries(TO_SERVER).flatMap(([name, spellings]) =>
    spellings.map((spelling) => ({ name, spelling })),
  );

  it.each(spelled)('$spelling is known as $name', async ({ name, spelling }) => {
    // Nothing that it could be about: the refusal names the event and what is missing.
    const answer = await desk.ask(spelling, {});
    expect(answer).toMatchObject({ status: 'error', task: name });
    const { code } = answer as { code: string };
    expect(['VALIDATION', 'CONVERSATION_NOT_FOUND', 'FORBIDDEN']).toContain(code);
  });

  it.each(PUBLISHED)('%s can be published', async (name) => {
    const cimEvent = {
      id: 'e1',
      name,
      type: 'MESSAGE',
      timestamp: 0,
      data: { id: 'm1', header: {}, body: {} },
    };
    const answer = await desk.ask('publishCimEvent', { conversationId: 'nowhere', cimEvent });
    const { code } = answer as { code: string };
    expect(['VALIDATION', 'CONVERSATION_NOT_FOUND']).toContain(code);
  });

  it('has a handler for every name that desks emit, and only the additions beside them', () => {
    const documented = agentManagerEvents.filter(
      ({ direction, addition }) => direction === 'toServer' && addition !== true,
    );
    expect(documented.map(({ name }) => name).filter((name) => TO_SERVER[name] === undefined)).toEqual([]);
    expect(Object.keys(TO_SERVER).filter((name) => !CLIENT_EVENTS.some((one) => one === name))).toEqual([]);
  });

  it('is sent under every name that desks listen to', () => {
    const sent = agentManagerEvents.filter(({ direction }) => direction === 'toClient');
    const names = sent.map(({ name }) => name);
    expect(TO_CLIENT.filter((name) => !names.includes(name))).toEqual([]);
  });
});
