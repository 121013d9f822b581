/** How long to wait for a paint that may not come, ms. */
const AT_LATEST = 100;

/**
 * Runs `act` after the change has been painted, so that slow work does not delay what the agent sees. A hidden page
 * is not painted: there `act` runs at once.
 */
export function afterPaint(act: () => void): void {
  if (document.visibilityState !== 'visible') {
    act();
    return;
  }
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    act();
  };
  // After the frame's callbacks come its layout and its painting; a task of its own comes after them.
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, AT_LATEST);
}
