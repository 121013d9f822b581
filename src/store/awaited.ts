/** Until when a customer's words should be answered. Times are epoch ms of the server's clock. */
export type AwaitedAnswer = {
  startedAt: number;
  endsAt: number;
  /** The server asks whether the agent stays. */
  asks: boolean;
};

/** How near the end of the time is. Red is for overdue alone. */
export type Urgency = 'calm' | 'half' | 'late' | 'over';

/** How urgent an answer is at `now`. */
export function urgencyOf({ startedAt, endsAt }: AwaitedAnswer, now: number): Urgency {
  if (now >= endsAt) return 'over';
  const part = (now - startedAt) / Math.max(1, endsAt - startedAt);
  if (part >= 0.75) return 'late';
  return part >= 0.5 ? 'half' : 'calm';
}
