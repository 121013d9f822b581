/** How long to wait between state changes of the page before looking at the connection again, ms. */
const WAKE_AT_MOST_EVERY = 10_000;

/** Calls back when the page is seen again, the network is back, or the machine has woken up. */
export function onWake(wake: () => void): () => void {
  let last = 0;
  const soon = () => {
    if (document.visibilityState !== 'visible' || Date.now() - last < WAKE_AT_MOST_EVERY) return;
    last = Date.now();
    wake();
  };
  const now = () => {
    last = Date.now();
    wake();
  };
  document.addEventListener('visibilitychange', soon);
  window.addEventListener('pageshow', soon);
  window.addEventListener('online', now);
  return () => {
    document.removeEventListener('visibilitychange', soon);
    window.removeEventListener('pageshow', soon);
    window.removeEventListener('online', now);
  };
}
