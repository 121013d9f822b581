/** Random calls against the core, and the first rule of calls that breaks. */
import type { Command } from '../../core/commands.ts';
import type { Config } from '../../core/config.ts';
import type { Core } from '../core.ts';
import { createRandom } from '../random.ts';
import { brokenRule } from './check-calls.ts';
import { Listeners } from './listeners.ts';
import { Telephone } from './telephone.ts';
import type { CallConfig } from './telephone.ts';

type Ask = Command extends infer One ? (One extends Command ? Omit<One, 'id'> : never) : never;

/**
 * @param supervisor who listens to the agents, and an agent of another team
 * @returns what breaks, and at which step; null: nothing
 */
export function simulateCalls(
  core: Core,
  config: Config,
  calls: CallConfig,
  seed: string,
  steps: number,
  supervisor: { id: string; foreignId: string },
): string | null {
  const random = createRandom(seed);
  const world = core.createWorld('calls');
  const telephone = new Telephone(random, calls);
  const { id: leadId, foreignId } = supervisor;
  const listeners = new Listeners(createRandom(`${seed} listens`), calls.agents, leadId, foreignId);
  let now = 1_000_000;
  const ask = (what: Ask): string | null => {
    const before = JSON.stringify(world.state.sessions);
    const decision = core.decide(world, { ...what, id: random.uuid() }, now);
    if (decision.ok) return null;
    const isHold = what.type === 'call.hold';
    return isHold || before !== JSON.stringify(world.state.sessions) ? null : decision.rejection.code;
  };
  ask({ type: 'configure', config });
  for (const agentId of [...calls.agents, leadId, foreignId])
    ask({ type: 'agent.connect', agentId, sid: agentId });
  for (let step = 0; step < steps; step++) {
    now += random.between(1, 2_000);
    ask({ type: 'tick' });
    for (const report of telephone.act(now)) {
      const refused = ask(report);
      if (refused !== null) return `V1: ${JSON.stringify(report)} is refused: ${refused} (step ${step})`;
    }
    const listens = listeners.act();
    if (listens !== null) {
      const { report, isWrong } = listens;
      const decision = core.decide(world, { ...report, id: `listens-${step}` }, now);
      if (decision.ok === isWrong) return `V7: ${JSON.stringify(report)} is done or refused (step ${step})`;
    }
    const broken = brokenRule(world.state, telephone, calls.agents) ?? listeners.brokenRule(world.state);
    if (broken !== null) return `${broken} (step ${step})`;
  }
  return null;
}
