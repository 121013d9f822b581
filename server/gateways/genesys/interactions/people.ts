/** Participants as this interface shows them. */
import type { ParticipantResource } from '../../../../protocol/genesys/resources.ts';
import type { Directory } from '../../../configuration/directory.ts';
import type { Participant } from '../../../core/state.ts';
import { addressOf } from '../addresses.ts';
import type { Reader } from '../reader.ts';
import { agentName, UNNAMED_CUSTOMER } from '../../shared/cim-parties.ts';
import { HIDDEN } from '../../shared/personal-data.ts';

/** A participant before anybody's address is known. */
export type Person = {
  participantId: string;
  nickname: string;
  type: ParticipantResource['type'];
  visibility: ParticipantResource['visibility'];
  /** Of agents. */
  userId: string | null;
};

/** What people are called. */
export type Names = {
  directory: Directory;
  /** The name that an agent chose in this conversation. */
  nickname: (agentId: string) => string | undefined;
  /** The first name of the customer of a session. */
  customer: (sessionId: string) => string | undefined;
};

export function personOf(
  participant: Pick<Participant, 'id' | 'kind' | 'ref' | 'role'>,
  names: Names,
): Person {
  const { id: participantId, kind, ref, role } = participant;
  switch (kind) {
    case 'AGENT':
      return {
        participantId,
        nickname: names.nickname(ref) ?? agentName(names.directory, ref),
        type: 'Agent',
        visibility: role === 'PRIMARY' || role === 'WRAP_UP' ? 'All' : 'Agents',
        userId: ref,
      };
    case 'CUSTOMER': {
      const name = names.customer(ref) ?? '';
      const nickname = name === '' ? UNNAMED_CUSTOMER : name;
      return { participantId, nickname, type: 'Customer', visibility: 'All', userId: null };
    }
    case 'BOT':
      return { participantId, nickname: ref, type: 'External', visibility: 'All', userId: null };
  }
}

export function participantResource({ userId, ...person }: Person, reader: Reader): ParticipantResource {
  if (userId !== null) return { ...person, ...addressOf(reader.origin, `/users/${userId}`) };
  return reader.masked && person.type === 'Customer' ? { ...person, nickname: HIDDEN } : person;
}
