import type { Child } from '../view/dom.ts';
import { draw, h } from '../view/dom.ts';
import { icon } from '../view/icons.ts';
import { signInAgent, hasWritten, lookAtDesk, writeAsCustomer } from './steps.ts';
import type { DemoSpeech } from './texts.ts';

type Side = 'desk' | 'shop';

/** How often (ms) the page looks how far things are. */
const LOOK_MS = 300;
const ADDRESSES: Record<Side, string> = { desk: '/', shop: '/demo/shop' };

/** Desk and customer in one window, with the four steps of the main job over them. Draws into `root`. */
export function openDemoPage(root: HTMLElement, { texts }: DemoSpeech, addresses = ADDRESSES): void {
  const frames: Partial<Record<Side, HTMLIFrameElement>> = {};
  let side: Side = 'desk';
  let ready = false;
  let written = false;
  let offered = false;
  let talking = false;
  let writing = false;
  let trouble: string | null = null;

  const redraw = (): void => {
    draw(root, page());
  };
  const choose = (next: Side): void => {
    side = next;
    redraw();
  };
  const look = (): void => {
    if (frames.desk === undefined || frames.shop === undefined) return;
    const desk = lookAtDesk(frames.desk);
    const next = [
      ready || desk.state === 'READY',
      hasWritten(frames.shop),
      desk.offered,
      desk.talking,
    ] as const;
    if (next.join() === [ready, written, offered, talking].join()) return;
    [ready, written, offered, talking] = next;
    redraw();
  };
  const write = (): void => {
    if (writing || frames.shop === undefined) return;
    writing = true;
    trouble = null;
    redraw();
    writeAsCustomer(frames.shop, texts.customer, texts.words)
      .catch(() => {
        trouble = texts.failed;
      })
      .finally(() => {
        writing = false;
        look();
        redraw();
      });
  };

  const step = (number: number, words: string, done: boolean, now: boolean): Child =>
    h(
      'li',
      { class: done ? 'step done' : 'step', 'aria-current': now ? 'step' : null },
      h('span', { class: 'step-mark', 'aria-hidden': true }, done ? icon('check') : String(number)),
      h('span', { class: 'step-words' }, words),
    );
  const steps = (): Child => {
    const done = [ready, written, talking];
    const now = done.indexOf(false);
    return h(
      'ol',
      { class: 'steps' },
      step(1, texts.stepReady, ready, now === 0),
      step(2, texts.stepWrite, written, now === 1),
      step(3, texts.stepAccept, talking, now === 2),
      step(4, texts.stepTalk, false, now === -1),
    );
  };
  const tab = (name: Side, words: string, news: boolean): Child =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        class: 'tab',
        'aria-selected': side === name,
        'aria-controls': `pane-${name}`,
        tabindex: side === name ? 0 : -1,
        on: {
          click: () => {
            choose(name);
          },
          keydown: (event) => {
            if (!event.key.startsWith('Arrow')) return;
            const other = name === 'desk' ? 'shop' : 'desk';
            choose(other);
            root.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
          },
        },
      },
      words,
      news && side !== name && h('span', { class: 'news', role: 'img', 'aria-label': texts.news }),
    );
  const pane = (name: Side, words: string): Child =>
    h(
      'section',
      {
        id: `pane-${name}`,
        class: side === name ? `pane ${name}` : `pane ${name} behind`,
        'aria-label': words,
      },
      h(
        'p',
        { class: 'caption' },
        words,
        h(
          'a',
          {
            href: addresses[name],
            target: '_blank',
            rel: 'noopener',
            title: texts.ownTab,
            'aria-label': texts.ownTab,
          },
          icon('open'),
        ),
      ),
      h('iframe', {
        src: addresses[name],
        title: words,
        ref: (element) => {
          frames[name] = element as HTMLIFrameElement;
        },
      }),
    );
  const page = (): Child => [
    h(
      'header',
      { class: 'top' },
      h('div', { class: 'words' }, h('h1', {}, texts.title), h('p', {}, texts.lead)),
      steps(),
      h(
        'button',
        {
          type: 'button',
          class: written ? 'write quiet' : 'write',
          disabled: !ready || writing,
          on: { click: write },
        },
        writing ? texts.writing : texts.write,
      ),
      h('p', { class: 'trouble', role: 'alert' }, trouble),
    ),
    h(
      'div',
      { class: 'tabs', role: 'tablist', 'aria-label': texts.title },
      tab('desk', texts.desk, offered && !talking),
      tab('shop', texts.shop, false),
    ),
    h('main', { class: 'panes' }, pane('desk', texts.desk), pane('shop', texts.shop)),
  ];

  redraw();
  setInterval(look, LOOK_MS);
  if (frames.desk !== undefined) {
    signInAgent(frames.desk).catch(() => {
      trouble = texts.stuck;
      redraw();
    });
  }
}
