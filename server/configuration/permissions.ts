import type { PermissionsInFile } from './schema/people.ts';

/** What somebody may do: a resource and its scopes, as desks of this family read them (agent-desk-wire §1.4). */
export type PermittedResource = { name: string; scopes: readonly string[] };

/** What the roles may do unless the file says otherwise. */
const DEFAULTS: PermissionsInFile = {
  agent: {
    'state-change': ['manage_state_change'],
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
    customer: ['view', 'manage', 'view_in_conversation', 'manage_in_conversation', 'view_pii'],
    'customer-labels': ['assign_label'],
    'subscribed-list': ['view', 'manage'],
    'recording-link': ['view'],
  },
  supervisor: {
    supervisor: ['view_all'],
    'agent-conversation-control': [
      'view_leave_chat',
      'view_wrap_up',
      'view_history',
      'view_history_active_customer',
    ],
    customer: ['view', 'manage', 'view_in_conversation', 'manage_in_conversation', 'view_pii'],
    'customer-labels': ['assign_label', 'manage'],
    'subscribed-list': ['view', 'manage'],
    'recording-link': ['view', 'view_all'],
  },
  admin: {
    'customer-schema': ['view', 'manage'],
    'customer-labels': ['assign_label', 'manage'],
    'general-settings': ['view', 'manage'],
    'routing-engine': ['view', 'manage'],
    'reason-code': ['view', 'manage'],
    'pull-mode-list': ['view', 'manage'],
    forms: ['view', 'manage'],
    'channel-manager': ['view', 'manage'],
    'web-widget': ['view', 'manage'],
  },
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
