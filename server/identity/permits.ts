/** What somebody's permissions allow. */
import type { PermittedResource } from '../../protocol/cim/parties.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';

/** Whoever has permissions: mostly a `Principal`. */
type Permitted = { permittedResources: readonly PermittedResource[] };

/** Whether somebody has a permission. */
export function permits({ permittedResources }: Permitted, rsname: string, scope: string): boolean {
  return permittedResources.some((resource) => resource.rsname === rsname && resource.scopes.includes(scope));
}

/** @throws ProtocolError FORBIDDEN without the permission */
export function requirePermission(person: Permitted, rsname: string, scope: string): void {
  if (!permits(person, rsname, scope)) throw new ProtocolError('FORBIDDEN');
}

/** Whether somebody may leave a conversation that goes on. */
export function mayLeave(person: Permitted): boolean {
  return permits(person, 'agent-conversation-control', 'view_leave_chat');
}
