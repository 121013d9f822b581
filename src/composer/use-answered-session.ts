/** By which session the answer goes, and whether that changed while it was being written. */
import { useState } from 'react';
import { currentSession } from '../store/conversation.ts';
import type { Session } from '../store/events.ts';
import type { Conversation } from '../store/model.ts';

export type AnsweredSession = {
  session: Session | null;
  /** The open ones. */
  sessions: readonly Session[];
  choose: (sessionId: string) => void;
  /** The session is another channel's than the one the text was begun for. */
  changed: boolean;
  /** The agent knows. */
  acknowledge: () => void;
};

/** The session that a conversation is answered by: the agent's choice as long as it is open, else the newest. */
export function useAnsweredSession(conversation: Conversation, writing: boolean): AnsweredSession {
  const [chosen, setChosen] = useState<string | null>(null);
  const sessions = conversation.sessions.filter((each) => each.active);
  const session = sessions.find((each) => each.id === chosen) ?? currentSession(conversation);
  const channel = session === null ? '' : `${session.channelType} ${session.channelName}`;
  const [begunFor, setBegunFor] = useState(channel);
  if (!writing && begunFor !== channel) setBegunFor(channel);
  return {
    session,
    sessions,
    changed: writing && begunFor !== channel,
    choose: (sessionId) => {
      setChosen(sessionId);
      const next = sessions.find((each) => each.id === sessionId);
      if (next !== undefined) setBegunFor(`${next.channelType} ${next.channelName}`);
    },
    acknowledge: () => {
      setBegunFor(channel);
    },
  };
}
