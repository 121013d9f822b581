/** Joins the desk with the CRM around its frame. */
import { fields, texts } from '../base/fields.ts';
import type { DeskSocket, ReceivedEvent } from '../connection/desk-socket.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { deskConfig } from '../session/desk-config.ts';
import { createCrmCommands } from './crm-commands.ts';
import { createCrmEvents } from './crm-events.ts';
import { openCrmWindow } from './crm-window.ts';

/** Begins when it is known who is here; gives what ends it. `said`: what the server has said, and says until then. */
export function openCrm(
  tools: ActionTools,
  socket: DeskSocket['socket'],
  said: readonly ReceivedEvent[],
): () => void {
  const closers: (() => void)[] = [];
  let closed = false;
  const begin = async () => {
    const origins = await originsOfCrm();
    const [me, wire] = await Promise.all([whoIsHere(tools), tools.rest.get('/agent-manager/me')]);
    if (closed) return;
    const crm = openCrmWindow(origins, createCrmCommands(tools));
    if (crm === null) return;
    const events = createCrmEvents(me);
    closers.push(crm.close);
    const agentData = { id: me.id, firstName: me.firstName, agentData: fields(wire).keycloak_User };
    crm.tell({ eventName: 'AGENT_LOGIN', agentData });
    const { selected } = tools.store.getState();
    if (selected !== null) events.switched(null, selected);
    const tell = (...[name, payload]: ReceivedEvent) => {
      for (const event of events.of(name, payload)) crm.tell(event);
    };
    // Whoever has kept it until now need not any more; nobody else listens to all.
    socket.offAny();
    for (const event of said) tell(...event);
    socket.onAny(tell);
    socket.onAnyOutgoing(events.asked);
    closers.push(
      () => socket.offAny(tell),
      () => socket.offAnyOutgoing(events.asked),
      tools.store.subscribe((state, before) => {
        if (state.selected === before.selected) return;
        for (const event of events.switched(before.selected, state.selected)) crm.tell(event);
      }),
    );
  };
  void begin().catch((error: unknown) => {
    // The desk itself works; whoever looks after the CRM finds out why that is told nothing.
    console.error('[agent desk] The page around is told nothing:', error);
  });
  return () => {
    closed = true;
    for (const close of closers) close();
  };
}

/** Pages of these origins hear and command. Those of the demo stand under other names of this machine. */
export async function originsOfCrm(): Promise<readonly string[]> {
  const config = await deskConfig();
  return [...texts(config.crmOrigins), ...texts(config.demoOrigins)];
}

/** Resolves when the server has said it. */
function whoIsHere({ store }: ActionTools): Promise<{ id: string; firstName: string }> {
  return new Promise((resolve) => {
    const { me } = store.getState();
    if (me !== null) {
      resolve(me);
      return;
    }
    const stop = store.subscribe((state) => {
      if (state.me === null) return;
      stop();
      resolve(state.me);
    });
  });
}
