/**
 * Runs in the desk's page before anything else of it: looks at what a person sees and when. Times are of the
 * wall clock (ms), so that they can be compared with another process.
 */
(() => {
  const now = () => performance.timeOrigin + performance.now();

  /** After the next picture is on its way to the screen. */
  const picture = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(now());
        channel.port2.postMessage(null);
      });
    });

  /** Messages of the bench carry `#number`. */
  const numberOf = (element) => Number(/#(\d+)/.exec(element.textContent ?? '')?.[1] ?? NaN);
  const shown = () => [...document.querySelectorAll('[data-message]')];

  const seen = new Map();
  let watching = false;
  const look = () => {
    const fresh = shown()
      .map(numberOf)
      .filter((number) => !Number.isNaN(number) && !seen.has(number));
    if (fresh.length === 0) return;
    for (const number of fresh) seen.set(number, NaN);
    void picture().then((at) => {
      for (const number of fresh) seen.set(number, at);
    });
  };

  const keys = [];
  const onKey = (event) => {
    const pressed = performance.timeOrigin + event.timeStamp;
    void picture().then((at) => keys.push(at - pressed));
  };

  /** The box that the messages scroll in. */
  const box = () => {
    let element = document.querySelector('[data-message]')?.parentElement ?? null;
    while (element !== null && element.scrollHeight <= element.clientHeight + 1)
      element = element.parentElement;
    return element;
  };

  /** A box that is laid out from its end counts its scrolling from there, downwards from 0. */
  const upsideDown = (scroller) => getComputedStyle(scroller).flexDirection === 'column-reverse';

  const frames = async (ms, act) => {
    const times = [];
    const until = performance.now() + ms;
    while (performance.now() < until) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      times.push(performance.now());
      act?.();
    }
    const took = (times.at(-1) ?? 0) - (times[0] ?? 0);
    const gaps = times.slice(1).map((time, index) => time - times[index]);
    return { perSecond: ((times.length - 1) / took) * 1000, longest: Math.max(...gaps) };
  };

  /** Says when the desk showed the agent's state (ms, wall clock), and notes what was asked for until then. */
  let thereAt = Infinity;
  const arrival = new MutationObserver(() => {
    if (document.querySelector('#state-menu[data-state-name]') === null) return;
    arrival.disconnect();
    thereAt = performance.now();
    // Heard outside without asking the page again and again, which would hold it up.
    void picture().then((at) => console.info('desk at', at));
  });
  arrival.observe(document, { childList: true, subtree: true, attributes: true });

  /** When frames of offers arrived, and when each offer was seen first; by the id of its task. */
  const arrived = new Map();
  const offersSeen = new Map();
  const PlainSocket = globalThis.WebSocket;
  globalThis.WebSocket = class extends PlainSocket {
    constructor(...given) {
      super(...given);
      // The first listener: nothing of the desk has run yet.
      this.addEventListener('message', ({ data }) => {
        const at = now();
        if (typeof data !== 'string' || !data.includes('"taskRequest"')) return;
        const taskId = /"taskId":"([^"]+)"/.exec(data)?.[1];
        if (taskId !== undefined) arrived.set(taskId, at);
      });
    }
  };
  const lookForOffers = () => {
    for (const { dataset } of document.querySelectorAll('[data-task]')) {
      const taskId = dataset.task;
      if (offersSeen.has(taskId)) continue;
      offersSeen.set(taskId, NaN);
      void picture().then((at) => offersSeen.set(taskId, at));
    }
  };

  globalThis.deskProbe = {
    watchOffers() {
      new MutationObserver(lookForOffers).observe(document.body, { childList: true, subtree: true });
    },
    /** ms from an offer's frame to the picture that shows it, of each that was seen; forgets them. */
    offerTimes() {
      const times = [...offersSeen].flatMap(([taskId, at]) =>
        arrived.has(taskId) && Number.isFinite(at) ? [at - arrived.get(taskId)] : [],
      );
      offersSeen.clear();
      return times;
    },
    /** Paths of the scripts that were asked for until the desk stood there. */
    scripts: () =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => /\.js$/.test(name) && startTime < thereAt)
        .map(({ name }) => new URL(name).pathname),
    /** From now on notes when each message of the bench was seen first. */
    watchMessages() {
      if (watching) return;
      watching = true;
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    },
    seenAt: (number) => (Number.isFinite(seen.get(number)) ? seen.get(number) : null),
    /** Forgets what was seen. */
    forget() {
      seen.clear();
    },
    watchKeys() {
      document.addEventListener('keydown', onKey, true);
    },
    keyTimes: () => keys.splice(0),
    /** Clicks a conversation; resolves with the ms until its message `#number` is on the screen. */
    async open(id, number) {
      const began = now();
      document.querySelector(`[data-conversation="${id}"]`).click();
      for (;;) {
        const at = await picture();
        const open = document.querySelector(`[data-open-conversation="${id}"]`);
        const last = open === null ? null : ([...open.querySelectorAll('[data-message]')].at(-1) ?? null);
        if (last !== null && numberOf(last) === number) return at - began;
        if (at - began > 20_000)
          throw new Error(`message ${number} is not shown, but ${shown().map(numberOf)}`);
      }
    },
    elements: () => document.querySelectorAll('*').length,
    rows: () => shown().length,
    /** How far the newest message is below what is seen, px. */
    below() {
      const scroller = box();
      if (scroller === null) return 0;
      const { scrollHeight, clientHeight, scrollTop } = scroller;
      return upsideDown(scroller) ? -scrollTop : scrollHeight - clientHeight - scrollTop;
    },
    frames: (ms) => frames(ms),
    /** Scrolls up for `ms` like a wheel that is turned steadily. */
    scrollUp: (ms) => {
      const scroller = box();
      return frames(ms, () => scroller.scrollBy(0, -120));
    },
    /** Every number from the top to the bottom in the order in which they stand, each once. */
    async readAll() {
      const scroller = box();
      scroller.scrollTop = upsideDown(scroller) ? -scroller.scrollHeight : 0;
      const numbers = [];
      let rest = 0;
      while (rest < 20) {
        await picture();
        const here = shown()
          .map(numberOf)
          .filter((number) => !Number.isNaN(number));
        const news = here.filter((number) => number > (numbers.at(-1) ?? -1));
        numbers.push(...news);
        const before = scroller.scrollTop;
        scroller.scrollBy(0, scroller.clientHeight * 0.8);
        rest = scroller.scrollTop === before && news.length === 0 ? rest + 1 : 0;
      }
      return numbers;
    },
  };
})();
