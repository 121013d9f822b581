/** The desk's outbox: it comes with the first part that needs it. */
import { createOutbox, type Outbox } from '../../connection/outbox.ts';
import type { ActionTools } from './tools.ts';

export function deskOutbox({ store, connection, now, newId }: ActionTools): Outbox {
  return createOutbox({ store, ask: connection.ask, now, newId });
}
