/** What Finesse's state of an agent is as the state of the agent's external MRD (M16). */
export function mrdStateFor(state: string): 'READY' | 'NOT_READY' | 'BUSY' | null {
  if (state === 'READY') return 'READY';
  if (state === 'TALKING' || state === 'HOLD' || state === 'WORK_READY') return 'BUSY';
  if (state.startsWith('RESERVED')) return 'BUSY';
  // Nobody knows: what was known before stays.
  return state === '' || state === 'UNKNOWN' ? null : 'NOT_READY';
}
