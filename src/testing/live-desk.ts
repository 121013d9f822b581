/** A desk whose actions go to a scripted server: what it asks is kept, and answered by the test. */
import { RefusedError } from '../connection/refusal.ts';
import type { Rest } from '../connection/rest.ts';
import type { Trial } from '../desk/alerts.ts';
import type { Actions } from '../desk/actions/actions.ts';
import { createActions } from '../desk/actions/create-actions.ts';
import { createTools, type Slices } from '../desk/actions/tools.ts';
import type { AttachSlice } from '../desk/server-slices.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import type { Frame } from '../store/frames.ts';
import { NOW, REASONS } from './people.ts';

export type Asked = {
  event: string;
  payload: Readonly<Record<string, unknown>>;
  ok: () => void;
  refuse: (code: string, msg: string) => void;
};

export type LiveDesk = {
  actions: Actions;
  slice: Slices;
  attach: AttachSlice;
  /** The server says something that a slice listens to. */
  tell: (event: string, payload: unknown) => void;
  asked: Asked[];
  said: string[];
  /** Sounds that were tried out. */
  tried: (Trial | undefined)[];
};

/** Actions on `store` with a server that answers only when the test says so. */
export function liveDesk(store: DeskStore, rest: Partial<Rest> = {}): LiveDesk {
  const asked: Asked[] = [];
  const said: string[] = [];
  const tried: LiveDesk['tried'] = [];
  const readers: [string, (payload: unknown, at: number) => Frame][] = [];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const ask = (event: string, payload: unknown): Promise<Readonly<Record<string, unknown>>> =>
    new Promise((resolve, reject) => {
      asked.push({
        event,
        payload: payload as Readonly<Record<string, unknown>>,
        ok: () => {
          resolve({ status: 'ok' });
        },
        refuse: (code, msg) => {
          reject(new RefusedError(code, msg));
        },
      });
    });
  const now = () => NOW;
  const tools = createTools({
    store,
    connection: {
      ask,
      say: (event) => {
        said.push(event);
      },
      listen: (event, read) => {
        readers.push([event, read]);
      },
      wake: () => {},
      showToken: () => {},
      noToken: () => {},
      close: () => {},
    },
    rest: {
      get: () => Promise.resolve(REASONS),
      put: () => Promise.resolve(null),
      post: () => Promise.resolve(null),
      remove: () => Promise.resolve(null),
      upload: () => Promise.resolve(null),
      ...rest,
    },
    now,
    newId,
    wrapupId: newId,
  });
  const actions = createActions(tools, {
    onSignedOut: () => {},
    saveSettings: () => {},
    testSound: (trial) => {
      tried.push(trial);
    },
    askForNotifications: () => {},
  });
  const tell = (event: string, payload: unknown) => {
    for (const [name, read] of readers) if (name === event) receive(store, read(payload, NOW));
  };
  return { actions, slice: tools.slice, attach: tools.attach, tell, asked, said, tried };
}
