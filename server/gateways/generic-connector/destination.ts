/** Where events go: a topic of the broker, or whatever another way to the clients has instead. */
export type Destination = {
  /** The same name is the same place: it is told once what all its agents share. */
  readonly name: string;
  /** The way that its clients come by. An agent's commands are taken from there alone. */
  readonly door: Door;
  /** Tells one event, or drops it when nobody can hear it now. Never throws. */
  tell(message: { type: string; body: string }): void;
};

/** One way for clients to come: the broker, or a socket. */
export type Door = {
  readonly what: 'broker' | 'socket';
  /** Who is behind a socket; of the broker's clients nothing is known. */
  readonly client?: { readonly address: string; readonly correlationId: string };
};

/** A message of a client. */
export type Message = {
  door: Door;
  type: string | undefined;
  body: string;
  /** When it was sent (epoch ms); null: not known. */
  sentAt: number | null;
  /** The topic of a name, as clients write it. */
  destination(name: string): Destination;
  /** Where an answer goes when nothing else is known of the agent. */
  replyTo: Destination | null;
};
