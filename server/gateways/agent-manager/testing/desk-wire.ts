/** Desks of both kinds: those that read CIM events as objects, and those that hand over their agent and read them as text. */
import { expect } from 'vitest';
import { agentManagerEvents } from '../../../../protocol/agent-manager/catalog.ts';
import type { CimEvent } from '../../../../protocol/cim/event.ts';
import { keycloakUser } from '../../../identity/principal.ts';
import type { Desk } from './desk.ts';
import type { Rig } from './rig.ts';
import { openDesk } from './work.ts';

/** How a desk reads CIM events. */
export type DeskWire = 'object' | 'json';

type CimPayload = { cimEvent: CimEvent | string; conversationId: string };

const schemas = new Map(
  agentManagerEvents
    .filter(({ direction }) => direction === 'toClient')
    .map((one) => [one.name, one.payload]),
);

/** Signs in, and connects as a desk of this kind. */
export async function openDeskOn(rig: Rig, wire: DeskWire, username: string): Promise<Desk> {
  const { token, principal } = await rig.signIn(username);
  const user = keycloakUser(principal);
  return openDesk(rig, username, { token, agent: wire === 'json' ? JSON.stringify(user) : user });
}

/** All CIM events that a desk has received, read. */
export function cimEventsOf(desk: Desk): CimEvent[] {
  return desk
    .all<CimPayload>('onCimEvent')
    .map(({ cimEvent }) => (typeof cimEvent === 'string' ? (JSON.parse(cimEvent) as CimEvent) : cimEvent));
}

/** Everything that the desks have received is as `/docs` publishes it. */
export function expectPublishedShapes(desks: readonly Desk[]): void {
  for (const desk of desks) {
    for (const { event, payload } of desk.heard) {
      const parsed = schemas.get(event)?.safeParse(payload);
      expect(parsed?.success === true ? null : { event, issues: parsed?.error }).toBeNull();
    }
  }
}
