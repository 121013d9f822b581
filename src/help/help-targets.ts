/** Whom help can be asked of, and in which order they are offered. */
import type { HelpTargets } from './help-actions.ts';

/** How somebody else comes in: instead of the agent, unseen by the customer, or as a second one. */
export const HELP_KINDS = ['transfer', 'consult', 'conference'] as const;

export type HelpKind = (typeof HELP_KINDS)[number];

/** The action that the server allows, and the event that asks, for each kind. */
export const OF_KIND = {
  transfer: { action: 'TRANSFER', event: 'directTransferRequest' },
  consult: { action: 'CONSULT', event: 'consultRequest' },
  conference: { action: 'CONFERENCE', event: 'directConferenceRequest' },
} as const satisfies Record<HelpKind, { action: string; event: string }>;

export type HelpTarget =
  { kind: 'queue'; id: string; name: string; free: number } | { kind: 'agent'; id: string; name: string };

/** Tells a target from all others of the list. */
export function targetKey({ kind, id }: HelpTarget): string {
  return `${kind}-${id}`;
}

/** One list from the server's answer: people once, whichever queues they serve. */
export function targetsOf({ queues }: HelpTargets): HelpTarget[] {
  const people = new Map(queues.flatMap(({ agents }) => agents.map(({ id, name }) => [id, name] as const)));
  return [
    ...queues.map(({ id, name, agents }) => ({ kind: 'queue' as const, id, name, free: agents.length })),
    ...[...people].map(([id, name]) => ({ kind: 'agent' as const, id, name })),
  ];
}

/** Names that have these words, the one that was chosen last and those where somebody is free before others. */
export function ranked(
  targets: readonly HelpTarget[],
  query: string,
  { here, last }: { here: string; last: string | null },
): HelpTarget[] {
  const words = query.trim().toLocaleLowerCase();
  const rank = (target: HelpTarget) => {
    if (target.id === last) return 0;
    if (target.kind === 'agent') return 2;
    // Where the customer came from helps least.
    if (target.name === here) return 3;
    return target.free > 0 ? 1 : 3;
  };
  return targets
    .filter(({ name }) => name.toLocaleLowerCase().includes(words))
    .map((target, at) => ({ target, at }))
    .sort((a, b) => rank(a.target) - rank(b.target) || a.at - b.at)
    .map(({ target }) => target);
}

/** What the server is asked for. */
export function helpPayload(target: HelpTarget, note: string): object {
  const whom =
    target.kind === 'queue'
      ? { mode: 'queue', queueName: target.id }
      : { mode: 'agent', requestedAgentId: target.id, offerToAgent: true };
  return { ...whom, note: note.trim() === '' ? null : note.trim() };
}
