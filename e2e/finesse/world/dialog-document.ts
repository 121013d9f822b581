import type { XmlElements } from '../xml/write.ts';
import { dialogPath, isoTime } from './documents.ts';
import type { Call, Participant, ParticipantState, World } from './model.ts';
import { callsOf, partOf } from './world.ts';

/** What may be done at this end of a call right now. Clients draw their buttons from it. */
export function actionsOf(world: World, call: Call, participant: Participant): string[] {
  const { userId } = participant;
  if (userId === undefined) return [];
  const monitors = call.type === 'SUPERVISOR_MONITOR';
  if (monitors) return participant.address === call.from ? ['DROP', 'UPDATE_CALL_DATA'] : [];
  const uccx = world.settings.flavor === 'UCCX';
  const others = callsOf(world, userId).filter(
    (other) => other !== call && other.type !== 'SUPERVISOR_MONITOR',
  );
  const has = (state: ParticipantState): boolean =>
    others.some((other) => partOf(other, userId)?.state === state);
  switch (participant.state) {
    case 'INITIATING':
    case 'INITIATED':
      return ['DROP', 'UPDATE_CALL_DATA'];
    case 'ALERTING':
      return ['ANSWER'];
    case 'ACTIVE':
      return [
        'HOLD',
        'DROP',
        'UPDATE_CALL_DATA',
        ...(has('HELD') ? [] : ['CONSULT_CALL', ...(uccx ? [] : ['TRANSFER_SST'])]),
        'SEND_DTMF',
        ...(mayDropOthers(world, call, userId) ? ['PARTICIPANT_DROP'] : []),
      ];
    case 'HELD':
      return ['RETRIEVE', 'DROP', 'UPDATE_CALL_DATA', ...(has('ACTIVE') ? ['TRANSFER', 'CONFERENCE'] : [])];
    case 'FAILED':
      return ['DROP'];
    case 'WRAP_UP':
      return ['UPDATE_CALL_DATA'];
    case 'DROPPED':
      return [];
  }
}

/** A supervisor in a conference may take others out of it. */
export function mayDropOthers(world: World, call: Call, userId: string): boolean {
  const supervises = (world.users.get(userId)?.supervises ?? []).length > 0;
  return supervises && call.type === 'CONFERENCE' && world.settings.flavor === 'UCCE';
}

/** How the call stands for one of its users, or as a whole. */
export function dialogState(call: Call, viewer?: string): ParticipantState {
  const own = viewer === undefined ? undefined : partOf(call, viewer)?.state;
  if (own === 'ALERTING') return own;
  const states = call.participants.map(({ state }) => state);
  if (states.includes('ACTIVE') || states.includes('HELD')) {
    return states.includes('ALERTING') && call.type !== 'CONFERENCE' ? 'ALERTING' : 'ACTIVE';
  }
  for (const state of ['FAILED', 'INITIATING', 'INITIATED', 'ALERTING', 'WRAP_UP'] as const) {
    if (states.includes(state)) return state === 'WRAP_UP' ? 'ACTIVE' : state;
  }
  return 'DROPPED';
}

/** A call as GET gives it and as events report it, to one of its users. */
export function dialogDocument(world: World, call: Call, viewer?: string): XmlElements {
  return {
    associatedDialogUri: call.associated === undefined ? '' : dialogPath(call.associated),
    fromAddress: call.from,
    id: call.id,
    mediaProperties: {
      mediaId: '1',
      DNIS: call.dialed,
      callType: call.type,
      dialedNumber: call.dialed,
      outboundClassification: '',
      callvariables: {
        CallVariable: [...call.variables].map(([name, value]) => ({ name, value })),
      },
      queueNumber: call.queue?.id ?? '',
      queueName: call.queue?.name ?? '',
      wrapUpReason: call.wrapUpReason,
    },
    mediaType: 'Voice',
    participants: {
      Participant: call.participants.map((participant) => ({
        actions: { action: actionsOf(world, call, participant) },
        mediaAddress: participant.address,
        mediaAddressType: participant.userId === undefined ? '' : 'AGENT_DEVICE',
        startTime: isoTime(participant.startTime),
        state: participant.state,
        stateCause: participant.cause,
        stateChangeTime: isoTime(participant.stateChangeTime),
      })),
    },
    state: dialogState(call, viewer),
    toAddress: call.to,
    uri: dialogPath(call.id),
  };
}
