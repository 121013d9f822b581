/** How long to wait for a picture that may not come, ms. */
const AT_LATEST = 100;

/**
 * Does something once what has changed is on the screen: who looks at it must not wait for it. A page that is not
 * seen draws no pictures, and nothing waits there.
 */
export function afterPicture(act: () => void): void {
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
