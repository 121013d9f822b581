/** The configuration as it stands now, for whoever wants nothing else of the turns. */
import type { Config } from '../core/config.ts';
import type { GatewayEngine } from './contract.ts';

export type FollowedConfiguration = {
  current: () => Config;
  /** Calls `listener` when another configuration holds. The result ends that. */
  onConfiguration: (listener: (config: Config) => void) => () => void;
  close: () => void;
};

/** Follows the configuration of an engine by one subscription for all who ask. */
export async function followConfiguration(
  engine: Pick<GatewayEngine, 'read' | 'onTurn' | 'onReset'>,
): Promise<FollowedConfiguration> {
  const listeners = new Set<(config: Config) => void>();
  const held: { config: Config | null; stop: () => void } = { config: null, stop: () => {} };
  const hold = (config: Config): void => {
    if (config === held.config) return;
    held.config = config;
    for (const listener of listeners) listener(config);
  };
  const first = await engine.read(({ world }) => {
    held.stop = engine.onTurn((turn) => {
      hold(turn.world.state.config);
      return undefined;
    });
    return (held.config = world.state.config);
  });
  // The state was replaced: perhaps by one with another configuration.
  const stopResets = engine.onReset(() => {
    engine
      .read(({ world }) => hold(world.state.config))
      .catch(() => {
        // The engine is stopping: nobody asks any more.
      });
  });
  return {
    current: () => held.config ?? first,
    onConfiguration: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      held.stop();
      stopResets();
    },
  };
}
