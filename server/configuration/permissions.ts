import type { PermissionsInFile } from './schema/people.ts';

/** What somebody may do: a resource and its scopes, as desks of this family read them. */
export type PermittedResource = { name: string; scopes: readonly string[] };

/** What everybody who works on conversations may do. */
const ON_CONVERSATIONS = {
  'agent-conversation-control': [
    'view_leave_chat',
    'view_wrap_up',
    'view_history',
    'view_history_active_customer',
    'view_direct_transfer',
    'view_consult',
    'view_conference',
    'view_initiate_chat',
  ],
  customer: ['view', 'view_in_conversation', 'view_pii', 'manage_in_conversation'],
  'customer-labels': ['assign_label'],
  'subscribed-list': ['view', 'manage'],
};

/**
 * What the roles may do unless the file says otherwise: only what this server can do. A desk shows a button for
 * each permission, and one that leads to a refusal is worse than none. Whoever adds a feature adds its permission.
 */
const DEFAULTS: PermissionsInFile = {
  agent: { 'state-change': ['manage_state_change'], ...ON_CONVERSATIONS },
  // `view_all` is how a desk of this family lets a supervisor in at all.
  supervisor: {
    ...ON_CONVERSATIONS,
    customer: [...ON_CONVERSATIONS.customer, 'manage'],
    'customer-labels': ['assign_label', 'manage'],
    supervisor: ['view_all'],
  },
  admin: {},
};

/**
 * The permitted resources of somebody with these roles: all that any of the roles may do.
 *
 * A desk of this family sends a supervisor to the dashboards and then, when the same person is an agent too,
 * asks for `agent-dashboard`/`view` there; without it they are locked out on the login page. So who is both
 * gets it.
 */
export function permittedResources(
  roles: readonly string[],
  configured: PermissionsInFile,
): PermittedResource[] {
  const scopesByName = new Map<string, Set<string>>();
  const permit = (name: string, scopes: readonly string[]) => {
    const known = scopesByName.get(name) ?? new Set<string>();
    for (const scope of scopes) known.add(scope);
    scopesByName.set(name, known);
  };
  for (const role of roles) {
    const resources = Object.hasOwn(configured, role) ? configured[role] : DEFAULTS[role];
    for (const [name, scopes] of Object.entries(resources ?? {})) permit(name, scopes);
  }
  if (roles.includes('agent') && scopesByName.get('supervisor')?.has('view_all') === true) {
    permit('agent-dashboard', ['view']);
  }
  return [...scopesByName].map(([name, scopes]) => ({ name, scopes: [...scopes] }));
}
