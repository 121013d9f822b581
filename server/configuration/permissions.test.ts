import { describe, expect, it } from 'vitest';
import { permittedResources } from './permissions.ts';

/** As `resource/scope`. */
const granted = (roles: string[], configured = {}) =>
  permittedResources(roles, configured)
    .flatMap(({ name, scopes }) => scopes.map((scope) => `${name}/${scope}`))
    .sort();

const WORKING = [
  'agent-conversation-control/view_conference',
  'agent-conversation-control/view_consult',
  'agent-conversation-control/view_direct_transfer',
  'agent-conversation-control/view_history',
  'agent-conversation-control/view_history_active_customer',
  'agent-conversation-control/view_initiate_chat',
  'agent-conversation-control/view_leave_chat',
  'agent-conversation-control/view_wrap_up',
  'customer-labels/assign_label',
  'customer/manage_in_conversation',
  'customer/view',
  'customer/view_in_conversation',
  'customer/view_pii',
  'state-change/manage_state_change',
  'subscribed-list/manage',
  'subscribed-list/view',
];

describe('what roles may do without a word in the file', () => {
  it('is what works', () => {
    expect(granted(['agent'])).toEqual(WORKING);
    // A supervisor who is no agent takes no work, so has no state to change.
    const conversations = WORKING.filter((name) => !name.startsWith('state-change/'));
    expect(granted(['supervisor'])).toEqual(
      [...conversations, 'customer-labels/manage', 'customer/manage', 'supervisor/view_all'].sort(),
    );
    expect(granted(['admin'])).toEqual([]);
  });

  it('lets who is agent and supervisor past the dashboards', () => {
    expect(granted(['agent', 'supervisor'])).toContain('agent-dashboard/view');
  });

  it('is replaced by the file, role by role', () => {
    expect(granted(['agent'], { agent: { customer: ['view'] } })).toEqual(['customer/view']);
    expect(granted(['night'], { night: { customer: ['view'] } })).toEqual(['customer/view']);
  });
});
