/** How it is at the moment: what people do, how often things break. Moods change every few hundred steps. */
export type Act =
  | 'agentArrives'
  | 'agentState'
  | 'mrdState'
  | 'agentLost'
  | 'agentLeavesForGood'
  | 'accept'
  | 'reject'
  | 'leave'
  | 'closeWrapup'
  | 'extendWrapup'
  | 'enterWrapup'
  | 'agentMessage'
  | 'customerArrives'
  | 'customerMessage'
  | 'customerGoes'
  | 'customerLost'
  | 'customerBack'
  | 'mark'
  | 'typing'
  | 'join'
  | 'writeFirst'
  | 'subscribe'
  | 'endListed'
  | 'supervise'
  | 'supervision'
  | 'oversee'
  | 'steer'
  | 'flush'
  | 'raiseHand'
  | 'pause'
  | 'resume'
  | 'request'
  | 'active'
  | 'stay'
  | 'link'
  | 'updateCustomer'
  | 'change'
  | 'cancelRequest'
  | 'promote'
  | 'remove'
  | 'giveAway'
  | 'endChat'
  | 'botHandsOver'
  | 'botMessage'
  | 'configure'
  | 'forge'
  | 'repeat'
  | 'late'
  | 'crash'
  | 'restart'
  | 'snapshot'
  | 'deskLost'
  | 'deskBack'
  | 'silence'
  | 'orphan'
  | 'clockJump';

export type Mood = {
  acts: Readonly<Record<Act, number>>;
  /** The longest time between two steps, ms. */
  pace: number;
  /** How often a due deadline is served before anything else happens. */
  punctuality: number;
  /** How often a batch is committed after a step. */
  commits: number;
};

const CALM: Record<Act, number> = {
  agentArrives: 8,
  agentState: 8,
  mrdState: 4,
  agentLost: 2,
  agentLeavesForGood: 1,
  accept: 18,
  reject: 2,
  leave: 4,
  closeWrapup: 4,
  extendWrapup: 2,
  enterWrapup: 4,
  agentMessage: 8,
  customerArrives: 8,
  customerMessage: 6,
  customerGoes: 2,
  customerLost: 2,
  customerBack: 2,
  mark: 4,
  typing: 1,
  join: 2,
  writeFirst: 2,
  subscribe: 1,
  endListed: 0.3,
  supervise: 1.5,
  supervision: 2,
  oversee: 1.5,
  steer: 3,
  flush: 0.1,
  raiseHand: 2,
  pause: 2,
  resume: 1,
  request: 7,
  active: 3,
  stay: 1,
  link: 1,
  updateCustomer: 0.5,
  change: 3,
  cancelRequest: 0.5,
  promote: 2,
  remove: 0.7,
  giveAway: 1,
  endChat: 0.7,
  botHandsOver: 1.5,
  botMessage: 2,
  configure: 0.8,
  forge: 3,
  repeat: 4,
  late: 2,
  crash: 0.5,
  restart: 0.2,
  snapshot: 0.3,
  deskLost: 2,
  deskBack: 3,
  silence: 0.08,
  orphan: 0.3,
  clockJump: 0.3,
};

/** An ordinary day, a rush, nobody at work, bad networks, and a server that keeps dying. */
export const MOODS: Readonly<Record<'calm' | 'rush' | 'deserted' | 'flaky' | 'dying', Mood>> = {
  calm: { acts: CALM, pace: 900, punctuality: 0.9, commits: 0.9 },
  rush: {
    acts: { ...CALM, customerArrives: 25, accept: 20, agentState: 10, leave: 8 },
    pace: 150,
    punctuality: 0.8,
    commits: 0.5,
  },
  deserted: {
    acts: { ...CALM, agentArrives: 2, agentState: 3, accept: 3, customerArrives: 14, customerGoes: 5 },
    pace: 4000,
    punctuality: 0.97,
    commits: 0.95,
  },
  flaky: {
    acts: {
      ...CALM,
      agentLost: 12,
      customerLost: 10,
      customerBack: 10,
      agentArrives: 14,
      repeat: 14,
      late: 10,
    },
    pace: 800,
    punctuality: 0.6,
    commits: 0.7,
  },
  dying: {
    acts: { ...CALM, crash: 6, restart: 3, snapshot: 2, repeat: 10, clockJump: 2 },
    pace: 800,
    punctuality: 0.5,
    commits: 0.5,
  },
};
