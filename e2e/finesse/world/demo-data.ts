/** Whom and what the stand-in knows when it starts, and again after a reset. */
export const XMPP_DOMAIN = 'finesse.sim';
export const PASSWORD = 'Passw0rd';

/** Somebody of the demo data; `supervises` are ids of teams. */
export type Person = {
  id: string;
  first: string;
  last: string;
  extension: string;
  team: string;
  supervises?: readonly string[];
};

export const PEOPLE: readonly Person[] = [
  { id: '1001001', first: 'Alice', last: 'Agent', extension: '4001', team: '1' },
  { id: '1001002', first: 'Bob', last: 'Agent', extension: '4002', team: '1' },
  { id: '1001003', first: 'Sara', last: 'Supervisor', extension: '4003', team: '1', supervises: ['1'] },
  // Clients that know no extensions sign in with the user's id as the extension.
  { id: '4005', first: 'Dora', last: 'Direct', extension: '4005', team: '1' },
  // Those whom the desk's own demo knows by the same names.
  { id: 'agent1', first: 'Ada', last: 'Demo', extension: '4101', team: '2' },
  { id: 'agent2', first: 'Ben', last: 'Demo', extension: '4102', team: '2' },
  { id: 'supervisor1', first: 'Sue', last: 'Demo', extension: '4103', team: '2', supervises: ['2'] },
];

export const TEAMS: readonly { id: string; name: string }[] = [
  { id: '1', name: 'Support' },
  { id: '2', name: 'Desk demo' },
  { id: '3', name: 'Load' },
];

export type Reason = { id: string; category: 'NOT_READY' | 'LOGOUT'; code: string; label: string };

export const REASONS: readonly Reason[] = [
  { id: '1', category: 'NOT_READY', code: '10', label: 'Lunch' },
  { id: '2', category: 'NOT_READY', code: '11', label: 'Meeting' },
  { id: '3', category: 'LOGOUT', code: '20', label: 'End of shift' },
];

export const WRAP_UP_REASONS: readonly { id: string; label: string }[] = [
  { id: '1', label: 'Complaint' },
  { id: '2', label: 'Billing' },
];

export const QUEUES: readonly { id: string; name: string }[] = [
  { id: '10', name: 'Sales' },
  { id: '11', name: 'Support' },
];

export const MRD = { id: '5001', name: 'Cisco_Chat_MRD', interruptible: true };

export const PHONE_BOOKS: readonly {
  id: string;
  name: string;
  contacts: readonly { id: string; first: string; last: string; number: string; note: string }[];
}[] = [
  {
    id: '1',
    name: 'Everybody',
    contacts: [
      { id: '1', first: 'Alice', last: 'Agent', number: '4001', note: 'Support' },
      { id: '2', first: 'Bob', last: 'Agent', number: '4002', note: 'Support' },
      { id: '3', first: 'Outside', last: 'Line', number: '18005550100', note: 'Answers at once' },
    ],
  },
];

/** A number outside that answers as soon as it is called; others ring. */
export const ANSWERING_NUMBER = '18005550100';

/** Agents for load: one password, ids and extensions in a row. */
export function furtherAgents(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(2_000_001 + index),
    first: 'Agent',
    last: String(index + 1),
    extension: String(5001 + index),
    team: '3',
  }));
}
