/** Ready or not, for which work, and the end of the day. */
import { ownOpenConversations } from '../../store/kind.ts';
import type { Reason } from '../../store/model.ts';
import { keptAnswer } from '../kept-answer.ts';
import { control, type PresenceActions } from './actions.ts';
import type { ActionTools } from './tools.ts';

/** `onSignedOut`: the sign-in is to end here as well, after the server has let the agent go. */
export function presenceActions(tools: ActionTools, onSignedOut: () => void): PresenceActions {
  const { store, rest, now, get, me, ask } = tools;
  const change = (at: string, what: string, payload: Readonly<Record<string, unknown>>) =>
    ask(at, what, 'changeAgentState', { agentId: me(), ...payload });
  const signOut = (reasonCode: Reason | null) =>
    void change(control.signOut, 'LOGOUT', {
      action: 'agentState',
      state: { name: 'LOGOUT', reasonCode },
    }).then((done) => {
      if (done) onSignedOut();
    });
  return {
    setAgentState: (name, reasonCode) =>
      void change(control.agent, name, { action: 'agentState', state: { name, reasonCode } }),
    setMrdState: (mrdId, state) =>
      void change(control.mrd(mrdId), state, { action: 'agentMRDState', state, mrdId }),
    signOut: (reason) => {
      if (ownOpenConversations(get()).length > 0) store.setState({ signingOut: { reason } });
      else signOut(reason);
    },
    answerSignOut: (yes) => {
      const asked = get().signingOut;
      store.setState({ signingOut: null });
      if (yes && asked !== null) signOut(asked.reason);
    },
    // What is asked for once comes with code of its own: nobody needs it before the first screen.
    reasons: keptAnswer(async () => (await import('./fetch-reasons.ts')).fetchReasons(rest), now),
  };
}
