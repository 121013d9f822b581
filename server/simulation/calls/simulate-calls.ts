/** Random calls against the core, and the first rule of calls that breaks. */
import type { Command } from '../../core/commands.ts';
import type { Config } from '../../core/config.ts';
import type { Core } from '../core.ts';
import { createRandom } from '../random.ts';
import { brokenRule } from './check-calls.ts';
import { Telephone } from './telephone.ts';
import type { CallConfig } from './telephone.ts';

type Ask = Command extends infer One ? (One extends Command ? Omit<One, 'id'> : never) : never;

/** @returns what breaks, and at which step; null: nothing */
export function simulateCalls(
  core: Core,
  config: Config,
  calls: CallConfig,
  seed: string,
  steps: number,
): string | null {
  const random = createRandom(seed);
  const world = core.createWorld('calls');
  const telephone = new Telephone(random, calls);
  let now = 1_000_000;
  const ask = (what: Ask): string | null => {
    const before = JSON.stringify(world.state.sessions);
    const decision = core.decide(world, { ...what, id: random.uuid() }, now);
    if (decision.ok) return null;
    const isHold = what.type === 'call.hold';
    return isHold || before !== JSON.stringify(world.state.sessions) ? null : decision.rejection.code;
  };
  ask({ type: 'configure', config });
  for (const agentId of calls.agents) ask({ type: 'agent.connect', agentId, sid: agentId });
  for (let step = 0; step < steps; step++) {
    now += random.between(1, 2_000);
    ask({ type: 'tick' });
    for (const report of telephone.act(now)) {
      const refused = ask(report);
      if (refused !== null) return `V1: ${JSON.stringify(report)} is refused: ${refused} (step ${step})`;
    }
    const broken = brokenRule(world.state, telephone, calls.agents);
    if (broken !== null) return `${broken} (step ${step})`;
  }
  return null;
}
