/** From version 2 to 3, for events and states alike: rules say how many agents meet and where transfers fall back to. */

type Stored = Readonly<Record<string, unknown>>;

/** What held before there were such rules. */
const ADDED = { maxAgents: 4, transferFallback: 'REQUESTER' };

function configFromV2(config: Stored): Stored {
  return { ...config, rules: { ...(config.rules as Stored), ...ADDED } };
}

/** An event of version 2 as version 3 has it. */
export function eventFromV2(event: Stored): Stored {
  return event.type === 'configured' ? { ...event, config: configFromV2(event.config as Stored) } : event;
}

/** A state of version 2 as version 3 has it. */
export function stateFromV2(state: Stored): Stored {
  return { ...state, config: configFromV2(state.config as Stored) };
}
