/** What a supervisor does from the team's view. Each is asked at the row that it is about. */
import type { ActionTools } from '../desk/actions/tools.ts';

/** Where the acts on an agent, a conversation or a queue are asked and refused. */
export const rowControl = (id: string): string => `team:${id}`;

export type Steering =
  | { action: 'MOVE'; queueId: string }
  | { action: 'PRIORITISE'; priority: number }
  | { action: 'ASSIGN'; agentId: string }
  | { action: 'PULL_OUT' }
  | { action: 'END' }
  | { action: 'FINISH_WRAP_UP'; agentId: string };

export type TeamActions = {
  /** Asks to be told the floor, or no more; resolves with whether the server said yes. */
  watch: (on: boolean) => Promise<boolean>;
  setState: (agentId: string, state: 'READY' | 'NOT_READY' | 'LOGOUT') => void;
  setMrd: (agentId: string, mrdId: string, state: 'READY' | 'NOT_READY') => void;
  steer: (conversationId: string, steering: Steering) => void;
  flush: (queueId: string) => void;
  /** Ends for everybody what stands on a pull list. */
  endListed: (conversationId: string) => void;
  /** Listens to a conversation, or (`help`) comes to whisper where a hand is up; resolves with whether that is so. */
  join: (conversationId: string, how: 'listen' | 'help') => Promise<boolean>;
};

export function teamActions({ connection, ask, me }: ActionTools): TeamActions {
  return {
    watch: (on) =>
      connection.ask('watchFloor', { on }).then(
        () => true,
        () => false,
      ),
    setState: (agentId, name) =>
      void ask(rowControl(agentId), name, 'changeAgentState', {
        agentId,
        action: 'agentState',
        state: { name, reasonCode: null },
      }),
    setMrd: (agentId, mrdId, state) =>
      void ask(rowControl(agentId), state, 'changeAgentState', {
        agentId,
        action: 'agentMRDState',
        mrdId,
        state,
      }),
    steer: (conversationId, steering) =>
      void ask(rowControl(conversationId), steering.action, 'steerConversation', {
        conversationId,
        ...steering,
      }),
    flush: (queueId) => void ask(rowControl(queueId), 'FLUSH', 'flushQueue', { queueId }),
    endListed: (id) => void ask(rowControl(id), 'END', 'deletePullModeRequest', { id }),
    join: (conversationId, how) =>
      ask(rowControl(conversationId), how, how === 'listen' ? 'JoinAsSilentMonitor' : 'joinAsWhisper', {
        conversationId,
        agentId: me(),
        channelSession: { conversationId },
        topicParticipant: { role: how === 'listen' ? 'SILENT_MONITOR' : 'WHISPER' },
      }),
  };
}
