/** From version 3 to 4, for events and states alike: the configuration says how long a conversation may rest. */

type Stored = Readonly<Record<string, unknown>>;

function configFromV3(config: Stored): Stored {
  // What the settings say where nothing is set.
  return { ...config, pausesMs: [60_000, 180_000, 300_000, 420_000, 600_000] };
}

/** An event of version 3 as version 4 has it. */
export function eventFromV3(event: Stored): Stored {
  return event.type === 'configured' ? { ...event, config: configFromV3(event.config as Stored) } : event;
}

/** A state of version 3 as version 4 has it. */
export function stateFromV3(state: Stored): Stored {
  return { ...state, config: configFromV3(state.config as Stored) };
}
