/**
 * Speaks `postMessage` with the page around about the sign-in; only `crm/crm-window.ts` does so besides (a rule of the linter
 * keeps it so). It tells things only
 * to windows of the allowed origins, by name, and listens only to the page around and only when that is of one of them.
 * What comes from elsewhere, or is no message of ours, is counted and gets no answer.
 */
import { originAround } from '../base/origin-around.ts';
import { readFromParent, type FromParent, type Reason, type ToParent } from './parent-messages.ts';

/** What was not listened to, by why. */
export type Ignored = {
  /** Other windows than the page around. */
  window: number;
  /** The page around, which is of an origin that is not allowed. */
  origin: number;
  /** No message of ours. */
  shape: number;
  /** An answer to nothing that was asked, or a second one. */
  request: number;
  /** The origin of the last page around that was not allowed. */
  lastOrigin: string | null;
};

export type ParentChannel = {
  /** Asks for a token; null when there is no answer within so many ms. */
  ask: (reason: Reason, within: number) => Promise<FromParent | null>;
  /** Says that the agent has signed out. */
  tellSignedOut: () => void;
  /** Says what the desk's tab would be called, now and whenever that changes. Once is enough. */
  tellTitles: () => void;
  ignored: () => Readonly<Ignored>;
  close: () => void;
};

/** The page around may begin to listen only after the desk has asked: it is asked again, ms. */
const ASK_AGAIN_AFTER = 1000;

/** Speaks with the page around while it is of one of these origins. */
export function openParentChannel(origins: readonly string[], newId: () => string): ParentChannel {
  const ignored: Ignored = { window: 0, origin: 0, shape: 0, request: 0, lastOrigin: null };
  const asked = new Map<string, (answer: FromParent | null) => void>();
  let titles: MutationObserver | null = null;
  const around = originAround();
  // A browser delivers a message only to the origin that it names: where it is not known, each is named.
  const targets = around === null ? origins : origins.filter((origin) => origin === around);

  const tell = (message: ToParent) => {
    for (const target of targets) window.parent.postMessage(message, target);
  };
  const listen = ({ source, origin, data }: MessageEvent) => {
    if (source !== window.parent) {
      ignored.window += 1;
      return;
    }
    if (!origins.includes(origin)) {
      ignored.origin += 1;
      ignored.lastOrigin = origin;
      return;
    }
    const message = readFromParent(data);
    const answered = message === null ? undefined : asked.get(message.request);
    if (message === null) ignored.shape += 1;
    else if (answered === undefined) ignored.request += 1;
    else answered(message);
  };
  window.addEventListener('message', listen);

  return {
    ask: (reason, within) =>
      new Promise((resolve) => {
        const request = newId();
        const askIt = () => {
          tell({ type: 'agent-desk.token-wanted', request, reason });
        };
        const again = setInterval(askIt, ASK_AGAIN_AFTER);
        const answer = (message: FromParent | null) => {
          clearInterval(again);
          clearTimeout(tooLate);
          asked.delete(request);
          resolve(message);
        };
        const tooLate = setTimeout(() => {
          answer(null);
        }, within);
        asked.set(request, answer);
        askIt();
      }),
    tellSignedOut: () => {
      tell({ type: 'agent-desk.signed-out' });
    },
    tellTitles: () => {
      const title = document.querySelector('title');
      if (titles !== null || title === null) return;
      const tellTitle = () => {
        tell({ type: 'agent-desk.title', title: document.title });
      };
      titles = new MutationObserver(tellTitle);
      titles.observe(title, { childList: true, characterData: true, subtree: true });
      tellTitle();
    },
    ignored: () => ignored,
    close: () => {
      titles?.disconnect();
      window.removeEventListener('message', listen);
      for (const answer of [...asked.values()]) answer(null);
    },
  };
}
