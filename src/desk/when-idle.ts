/** The longest that work put off may wait, ms. */
const AT_LATEST = 1000;

/** Does something once the browser has nothing better to do. The function returned calls it off. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act, 0);
    return () => {
      clearTimeout(timer);
    };
  }
  const idle = requestIdleCallback(act, { timeout: AT_LATEST });
  return () => {
    cancelIdleCallback(idle);
  };
}
