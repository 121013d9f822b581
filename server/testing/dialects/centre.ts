/** A contact centre that speaks every protocol of chats, in one process, with the people of one day. */
import { startRig } from '../../gateways/agent-manager/testing/rig.ts';
import type { Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { registerChatSolution } from '../../gateways/chat-solution/register-chat-solution.ts';
import { registerCustomerChannel } from '../../gateways/customer-channel/register-customer-channel.ts';
import { registerGenesys } from '../../gateways/genesys/register-genesys.ts';
import { Saboteur } from './defects.ts';

export type Centre = { rig: Rig; saboteur: Saboteur };

/** Long enough that nothing runs out while a day lasts: what time does, the simulation of the core shows. */
const UNHURRIED = {
  ronaSeconds: 300,
  wrapupSeconds: 300,
  disconnectGraceSeconds: 300,
  customerReconnectSeconds: 300,
  customerInactivitySeconds: 0,
};

/** Short, so that a program that is gone is noticed. */
const POLLING = { holdMs: 2_000, awayMs: 2_000, brokenMs: 200, startMs: 5_000 };

export async function openCentre(): Promise<Centre> {
  const saboteur = new Saboteur();
  const rig = await startRig({
    settings: UNHURRIED,
    // People of a day do in a second what takes them minutes elsewhere.
    gateway: { chatsPerMinute: 0, historiesPerMinute: 0, eventsPerSecond: 5_000, eventsAtOnce: 5_000 },
    register: async (app, context) => {
      const { engine } = context;
      const as = (victim: Parameters<Saboteur['between']>[1]) => ({
        ...context,
        engine: saboteur.between(engine, victim),
      });
      await registerCustomerChannel(app, as('customer-channel'));
      await registerChatSolution(app, as('chat-solution'));
      await registerGenesys(app, as('genesys'), POLLING);
    },
  });
  return { rig, saboteur };
}
