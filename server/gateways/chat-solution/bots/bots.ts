/** The bots that are there: each is one socket, and takes part where it was asked. */
import type { Socket } from 'socket.io';
import { Listener } from '../listener.ts';
import type { Complete } from '../listener.ts';

export class Bot extends Listener {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Where its context is begun; null: nowhere. */
  readonly url: string | null;
  /** Conversations of which it hears. */
  readonly joined = new Set<string>();

  constructor(
    socket: Socket,
    { id, name, type, url }: { id: string; name: string; type: string; url: string | null },
    complete: Complete,
  ) {
    super(socket, complete);
    this.id = id;
    this.name = name;
    this.type = type;
    this.url = url;
    this.goLive();
  }
}

/** How many names of bots that were there are remembered. */
const MOST_NAMES = 1_000;

export class Bots {
  readonly #byId = new Map<string, Bot>();
  readonly #names = new Map<string, string>();

  /** From now on it is asked for new chats. Another one of the same id is there no more. */
  add(bot: Bot): void {
    this.#byId.get(bot.id)?.detach();
    this.#byId.delete(bot.id);
    this.#byId.set(bot.id, bot);
    if (this.#names.size >= MOST_NAMES) this.#names.clear();
    this.#names.set(bot.id, bot.name);
  }

  /** True when nobody is there under its id any more. */
  remove(bot: Bot): boolean {
    bot.detach();
    if (this.#byId.get(bot.id) !== bot) return false;
    this.#byId.delete(bot.id);
    return true;
  }

  of(id: string): Bot | undefined {
    return this.#byId.get(id);
  }

  /** The one that is asked: who registered last. */
  get latest(): Bot | undefined {
    return [...this.#byId.values()].at(-1);
  }

  get isEmpty(): boolean {
    return this.#byId.size === 0;
  }

  /** What a bot calls itself; its id, when that is not known. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }
}
