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

const CONTROL = 'agent-conversation-control';

/** What somebody may do in their conversations, as far as permissions go. */
export function permittedInConversations(person: Permitted): {
  leave: boolean;
  transfer: boolean;
  consult: boolean;
  conference: boolean;
} {
  return {
    leave: permits(person, CONTROL, 'view_leave_chat'),
    transfer: permits(person, CONTROL, 'view_direct_transfer'),
    consult: permits(person, CONTROL, 'view_consult'),
    conference: permits(person, CONTROL, 'view_conference'),
  };
}
