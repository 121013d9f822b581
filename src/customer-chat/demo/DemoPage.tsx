/** @jsxImportSource preact */
import { render } from 'preact';
import type { Ref, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../view/Icon.tsx';
import { signInAgent, hasWritten, lookAtDesk, writeAsCustomer } from './steps.ts';
import type { DemoSpeech } from './texts.ts';

type Side = 'desk' | 'shop';
type Texts = DemoSpeech['texts'];
type Progress = { ready: boolean; written: boolean; offered: boolean; talking: boolean };

/** How often (ms) the page looks how far things are. */
const LOOK_MS = 300;
const ADDRESSES: Record<Side, string> = { desk: '/', shop: '/demo/shop' };
const NOTHING_YET: Progress = { ready: false, written: false, offered: false, talking: false };

/** Desk and customer in one window, with the four steps of the main job over them. Draws into `root`. */
export function openDemoPage(root: HTMLElement, { texts }: DemoSpeech, addresses = ADDRESSES): void {
  render(<DemoPage texts={texts} addresses={addresses} />, root);
}

function DemoPage({ texts, addresses }: { texts: Texts; addresses: Record<Side, string> }): VNode {
  const deskRef = useRef<HTMLIFrameElement>(null);
  const shopRef = useRef<HTMLIFrameElement>(null);
  const [side, setSide] = useState<Side>('desk');
  const [progress, setProgress] = useState(NOTHING_YET);
  const [writing, setWriting] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { ready, written, offered, talking } = progress;

  useEffect(() => {
    const look = (): void => {
      if (deskRef.current === null || shopRef.current === null) return;
      const seen = lookAtDesk(deskRef.current);
      const hasBegun = hasWritten(shopRef.current);
      setProgress((before) => {
        const next: Progress = {
          ready: before.ready || seen.state === 'READY',
          written: hasBegun,
          offered: seen.offered,
          talking: seen.talking,
        };
        return Object.values(next).join() === Object.values(before).join() ? before : next;
      });
    };
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  useEffect(() => {
    if (deskRef.current === null) return;
    signInAgent(deskRef.current).catch(() => {
      setTrouble(texts.stuck);
    });
  }, [texts]);

  const write = (): void => {
    if (writing || shopRef.current === null) return;
    setWriting(true);
    setTrouble(null);
    writeAsCustomer(shopRef.current, texts.customer, texts.words)
      .catch(() => {
        setTrouble(texts.failed);
      })
      .finally(() => {
        setWriting(false);
      });
  };
  return (
    <>
      <header class="top">
        <div class="words">
          <h1>{texts.title}</h1>
          <p>{texts.lead}</p>
        </div>
        <Steps texts={texts} progress={progress} />
        <button
          type="button"
          class={written ? 'write quiet' : 'write'}
          disabled={!ready || writing}
          onClick={write}
        >
          {writing ? texts.writing : texts.write}
        </button>
        <p class="trouble" role="alert">
          {trouble}
        </p>
      </header>
      <Tabs texts={texts} side={side} hasNews={offered && !talking} onChoose={setSide} />
      <main class="panes">
        <Pane
          name="desk"
          words={texts.desk}
          side={side}
          address={addresses.desk}
          texts={texts}
          frame={deskRef}
        />
        <Pane
          name="shop"
          words={texts.shop}
          side={side}
          address={addresses.shop}
          texts={texts}
          frame={shopRef}
        />
      </main>
    </>
  );
}

function Steps({ texts, progress }: { texts: Texts; progress: Progress }): VNode {
  const { ready, written, talking } = progress;
  const now = [ready, written, talking].indexOf(false);
  const steps = [
    { words: texts.stepReady, done: ready, isNow: now === 0 },
    { words: texts.stepWrite, done: written, isNow: now === 1 },
    { words: texts.stepAccept, done: talking, isNow: now === 2 },
    { words: texts.stepTalk, done: false, isNow: now === -1 },
  ];
  return (
    <ol class="steps">
      {steps.map(({ words, done, isNow }, index) => (
        <li key={index} class={done ? 'step done' : 'step'} aria-current={isNow ? 'step' : undefined}>
          <span class="step-mark" aria-hidden>
            {done ? <Icon name="check" /> : index + 1}
          </span>
          <span class="step-words">{words}</span>
        </li>
      ))}
    </ol>
  );
}

type TabsProps = { texts: Texts; side: Side; hasNews: boolean; onChoose: (side: Side) => void };

/** On a narrow screen one of the two is shown. */
function Tabs({ texts, side, hasNews, onChoose }: TabsProps): VNode {
  const listRef = useRef<HTMLDivElement>(null);
  const tab = (name: Side, words: string, news: boolean): VNode => (
    <button
      type="button"
      role="tab"
      id={`tab-${name}`}
      class="tab"
      aria-selected={side === name}
      aria-controls={`pane-${name}`}
      tabindex={side === name ? 0 : -1}
      onClick={() => {
        onChoose(name);
      }}
      onKeyDown={(event) => {
        if (!event.key.startsWith('Arrow')) return;
        const other = name === 'desk' ? 'shop' : 'desk';
        onChoose(other);
        listRef.current?.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
      }}
    >
      {words}
      {news && side !== name && <span class="news" role="img" aria-label={texts.news} />}
    </button>
  );
  return (
    <div class="tabs" role="tablist" aria-label={texts.title} ref={listRef}>
      {tab('desk', texts.desk, hasNews)}
      {tab('shop', texts.shop, false)}
    </div>
  );
}

/** A picture of a Finesse desktop: the desk stays the same one, and is the gadget of the tab that is open. */
function Desktop({ texts }: { texts: Texts }): VNode {
  return (
    <div class="desktop">
      <p class="desktop-top">
        <b>{texts.desktop}</b>
        <span>{texts.picture}</span>
      </p>
      <p class="desktop-tabs" aria-hidden>
        <span>{texts.desktopHome}</span>
        <span class="desktop-open">{texts.desktopGadget}</span>
      </p>
    </div>
  );
}

type PaneProps = {
  name: Side;
  words: string;
  side: Side;
  address: string;
  texts: Texts;
  frame: Ref<HTMLIFrameElement>;
};

function Pane({ name, words, side, address, texts, frame }: PaneProps): VNode {
  const [inside, setInside] = useState(false);
  const classes = ['pane', name, ...(side === name ? [] : ['behind']), ...(inside ? ['inside'] : [])];
  return (
    <section id={`pane-${name}`} class={classes.join(' ')} aria-label={words}>
      <p class="caption">
        <span class="caption-words">{words}</span>
        {name === 'desk' && (
          <button
            type="button"
            class="inside-toggle"
            aria-pressed={inside}
            onClick={() => {
              setInside(!inside);
            }}
          >
            {texts.inside}
          </button>
        )}
        <a href={address} target="_blank" rel="noopener" title={texts.ownTab} aria-label={texts.ownTab}>
          <Icon name="open" />
        </a>
      </p>
      {inside && <Desktop texts={texts} />}
      <iframe src={address} title={words} ref={frame} />
    </section>
  );
}
