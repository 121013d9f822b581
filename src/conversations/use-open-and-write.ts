import { useActions, useDeskContext } from '../desk/desk-context.ts';
import { goHome } from '../ui/focus-home.ts';

/** Opens a conversation from the list; the agent goes on in its message field, also when it is the open one. */
export function useOpenAndWrite(): (id: string) => void {
  const actions = useActions();
  const { store } = useDeskContext();
  return (id) => {
    const wasOpen = store.getState().selected === id;
    actions.open(id);
    // Another one has a field of its own, which takes the focus when it comes.
    if (wasOpen) goHome();
  };
}
