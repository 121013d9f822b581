/* Stands in the desk's page of a supervisor and counts what is drawn there. As a file: what a program is built with adds names that a page does not know. */
globalThis.teamProbe = {
  /** From the way to the team view until rows of it are drawn, ms. */
  openFloor: () =>
    new Promise((resolve) => {
      const began = performance.now();
      location.hash = '#/team';
      const look = () => {
        if (document.querySelector('[data-row]') === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => resolve(performance.now() - began));
      };
      look();
    }),

  leave: () => {
    location.hash = '#/settings';
  },

  /** Pictures in which rows had changed, rows that moved under a resting pointer, and long tasks, within so many ms. */
  watchRows: (ms) =>
    new Promise((resolve) => {
      const body = document.querySelector('[data-row]')?.closest('[role="rowgroup"]');
      const counts = { paints: 0, frames: 0, jumps: 0, longTasks: 0, longestMs: 0 };
      const tasks = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          counts.longTasks++;
          counts.longestMs = Math.max(counts.longestMs, duration);
        }
      });
      tasks.observe({ type: 'longtask' });
      let changed = false;
      const observer = new MutationObserver(() => {
        changed = true;
      });
      observer.observe(body, { subtree: true, childList: true, characterData: true, attributes: true });
      const hovered = () => body.querySelector('[data-row]:hover')?.dataset.row;
      let under = hovered();
      const end = performance.now() + ms;
      const look = () => {
        counts.frames++;
        if (changed) counts.paints++;
        changed = false;
        const now = hovered();
        if (now !== under) counts.jumps++;
        under = now;
        if (performance.now() < end) requestAnimationFrame(look);
        else {
          observer.disconnect();
          tasks.disconnect();
          resolve(counts);
        }
      };
      requestAnimationFrame(look);
    }),
};
