/** What a CRM around the desk's frame needs. Its code is fetched where there is a page around, after the first screen. */
import type { DeskSocket, ReceivedEvent } from '../connection/desk-socket.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { afterFirstScreen } from '../desk/deferred.ts';

/** Tells everything that the server has said from the beginning on; gives what ends it. */
export type Told = (listener: (name: string, payload: unknown) => void) => () => void;

/** Nobody waits so long that more is said. */
const MOST_WAITING = 1_000;

/** `received`: what the socket was told before. */
export function deferCrm(
  { socket }: Pick<DeskSocket, 'socket'>,
  received: readonly ReceivedEvent[],
  tools: ActionTools,
): () => void {
  const waiting = received.slice(0, MOST_WAITING);
  const keep = (...event: ReceivedEvent) => {
    if (waiting.length < MOST_WAITING) waiting.push(event);
  };
  socket.onAny(keep);
  const told: Told = (listener) => {
    socket.offAny(keep);
    const tell = (...[name, payload]: ReceivedEvent) => {
      listener(name, payload);
    };
    for (const event of waiting.splice(0)) tell(...event);
    socket.onAny(tell);
    return () => socket.offAny(tell);
  };
  return afterFirstScreen(async () => {
    const { openCrm } = await import('./open-crm.ts');
    return () => openCrm(tools, told);
  });
}
