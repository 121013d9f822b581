/** Connects slices of server state with the socket, each once it is needed for the first time. */
import type { Connection } from '../connection/connection.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import { changed, type ServerSlice } from '../store/server-slice.ts';

export type AttachSlice = <S>(slice: ServerSlice<S>) => void;

export function createServerSlices(store: DeskStore, { listen }: Pick<Connection, 'listen'>): AttachSlice {
  const attached = new Set<object>();
  return (slice) => {
    if (attached.has(slice)) return;
    attached.add(slice);
    for (const [event, read] of Object.entries(slice.events)) {
      listen(event, (payload, at) => ({
        type: 'slice',
        at,
        change: (states) => changed(states, slice, (before) => read(before, payload, at)),
      }));
    }
    const { offline } = slice;
    if (offline === undefined) return;
    store.subscribe(({ link }, { link: before }) => {
      if (link.status === 'online' || before.status !== 'online') return;
      receive(store, { type: 'slice', at: link.since, change: (states) => changed(states, slice, offline) });
    });
  };
}
