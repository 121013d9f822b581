/**
 * What carries messages between the owner of a tenant and its followers. One pair of pipes per tenant.
 *
 * A pipe promises nothing: what is sent may arrive late, twice, in another order or not at all, and sending never
 * fails. A channel of a message broker fits, and so do two ends in one process.
 */

/** The owner's end. */
export type OwnerPipe = {
  /** To every follower. */
  broadcast(text: string): void;
  /** To one follower. */
  send(follower: string, text: string): void;
  /** What followers send. The result ends it. */
  onMessage(listener: (text: string) => void): () => void;
};

/** The end of one follower. */
export type FollowerPipe = {
  /** To the owner. */
  send(text: string): void;
  /** What the owner sends to everybody, and to the follower with this id. The result ends it. */
  onMessage(follower: string, listener: (text: string) => void): () => void;
};
