/**
 * From version 4 to 5, for events and states alike: the configuration says how long an answer may take, when a silent
 * customer is reminded, and when an agent without a sign of life is signed out.
 */

type Stored = Readonly<Record<string, unknown>>;

/** What held before there were such rules. */
const ADDED = { reminderPercents: [], answerMs: 0 };

function configFromV4(config: Stored): Stored {
  return { ...config, idleLogoutMs: 0, rules: { ...(config.rules as Stored), ...ADDED } };
}

/** An event of version 4 as version 5 has it. */
export function eventFromV4(event: Stored): Stored {
  return event.type === 'configured' ? { ...event, config: configFromV4(event.config as Stored) } : event;
}

/** A state of version 4 as version 5 has it. */
export function stateFromV4(state: Stored): Stored {
  return { ...state, config: configFromV4(state.config as Stored) };
}
