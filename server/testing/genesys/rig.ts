/** A real server for tests of the Genesys interface, with desks and customers beside it. */
import { startRig, type Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { registerCustomerChannel } from '../../gateways/customer-channel/register-customer-channel.ts';
import type { BayeuxTiming } from '../../gateways/genesys/bayeux/timing.ts';
import { registerGenesys, type GenesysGateway } from '../../gateways/genesys/register-genesys.ts';

export type GenesysRig = Rig & { genesys: GenesysGateway };

/** Short, so that a test can see a client go. */
const TIMING: Partial<BayeuxTiming> = { holdMs: 2_000, awayMs: 2_000, brokenMs: 200, startMs: 5_000 };

export async function startGenesysRig(
  options: Parameters<typeof startRig>[0] & { timing?: Partial<BayeuxTiming> } = {},
): Promise<GenesysRig> {
  let genesys: GenesysGateway | undefined;
  const { timing, ...rest } = options;
  const rig = await startRig({
    ...rest,
    register: async (app, context) => {
      await registerCustomerChannel(app, context);
      const opened = await registerGenesys(app, context, { ...TIMING, ...timing });
      // With a tenant beside, the last one is the one that the test is about.
      genesys = opened;
    },
  });
  if (genesys === undefined) throw new Error('the gateway was not registered');
  return { ...rig, genesys };
}
