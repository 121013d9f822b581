/** Whether somebody is at this page: it is seen and has the focus. Only then are messages taken as read. */
import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  window.addEventListener('focus', changed);
  window.addEventListener('blur', changed);
  document.addEventListener('visibilitychange', changed);
  return () => {
    window.removeEventListener('focus', changed);
    window.removeEventListener('blur', changed);
    document.removeEventListener('visibilitychange', changed);
  };
}

function present(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

/** Whether the agent looks at this page now. */
export function usePresent(): boolean {
  return useSyncExternalStore(subscribe, present);
}
