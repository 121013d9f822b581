/** Asking a supervisor for help, letting a conversation rest, and a supervisor's steps nearer and back. */
import type { ActionTools } from '../desk/actions/tools.ts';

export type RestActions = {
  /** Raises the agent's hand, or lowers it. */
  raiseHand: (conversationId: string, raised: boolean) => void;
  /** Lets the conversation rest for so many seconds. */
  pause: (conversationId: string, seconds: number) => void;
  /** Goes on with it. */
  resume: (conversationId: string) => void;
  /** A supervisor talks to the customer from now on. */
  bargeIn: (conversationId: string) => void;
  /** A supervisor only listens from now on. */
  listen: (conversationId: string) => void;
};

/** Where a refusal of these is shown. */
export const restControl = (conversationId: string): string => `rest:${conversationId}`;

export function restActions({ ask, about, me }: ActionTools): RestActions {
  const send = (id: string, event: string, payload: object = {}) => {
    void ask(restControl(id), event, event, { ...about(id), ...payload });
  };
  return {
    raiseHand: (id, raised) => send(id, raised ? 'raiseHand' : 'lowerHand'),
    pause: (id, duration) => send(id, 'pauseConversation', { duration, state: 'ON_HOLD' }),
    resume: (id) => send(id, 'resumeConversation', { state: 'ACTIVE' }),
    bargeIn: (id) => send(id, 'JoinAsBargin', { participantId: me() }),
    listen: (id) =>
      send(id, 'JoinAsSilentMonitor', {
        channelSession: { conversationId: id },
        topicParticipant: { role: 'SILENT_MONITOR' },
      }),
  };
}
