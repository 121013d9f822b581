/** Times that run against agents and customers, as desks show them. */
import type { SlaDetails } from '../../../protocol/cim/event.ts';
import type { AwaitedAnswer } from '../../core/state.ts';

/** Nothing is counted. */
export const NO_SLA: SlaDetails = { totalDuration: null, action: null, startTime: null };

/** Epoch ms in; seconds and ISO 8601 out. */
function sla(action: string, startedAt: number, endsAt: number): SlaDetails {
  return {
    totalDuration: Math.round((endsAt - startedAt) / 1000),
    action,
    startTime: new Date(startedAt).toISOString(),
  };
}

/** What desks do at each warning: the timer begins, it changes its colour twice, they ask. */
const ACTIONS = ['START_TIMER', 'CHANGE_COLOR', 'CHANGE_COLOR', 'SHOW_POPUP'];

/** How long the customer has waited for an answer, and what the desk shows. */
export function answerSla({ startedAt, endsAt, stage }: AwaitedAnswer): SlaDetails {
  return sla(ACTIONS[stage] ?? 'SHOW_POPUP', startedAt, endsAt);
}

/** The customer was reminded, and is let go at `inactiveAt`. */
export function reminderSla(at: number, inactiveAt: number): SlaDetails {
  return sla('REMIND_CUSTOMER', at, inactiveAt);
}
