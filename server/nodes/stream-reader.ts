import type { RedisClientType } from 'redis';

/** How long one question waits for something new (ms); a topic that is added meanwhile is read afterwards. */
const BLOCK_MS = 100;
/** Entries of one stream that are read at once. */
const AT_ONCE = 200;

type Entry = { key: string; fields: Record<string, string> };

/** Reads what is added to streams, beginning with what comes after a stream is first asked for. */
export class StreamReader {
  readonly #client: RedisClientType;
  /** Key → id of the last entry that was read. */
  readonly #positions = new Map<string, string>();

  constructor(client: RedisClientType) {
    this.#client = client;
  }

  /** New entries of these streams; empty when there are none for a while. */
  async next(keys: readonly string[]): Promise<Entry[]> {
    const wanted = new Set(keys);
    for (const key of this.#positions.keys()) if (!wanted.has(key)) this.#positions.delete(key);
    await Promise.all(
      keys
        .filter((key) => !this.#positions.has(key))
        .map(async (key) => this.#positions.set(key, await this.#end(key))),
    );
    const streams = Array.from(this.#positions, ([key, id]) => ({ key, id }));
    const found: unknown = await this.#client.xRead(streams, { BLOCK: BLOCK_MS, COUNT: AT_ONCE });
    return (
      (found as { name: string; messages: { id: string; message: Record<string, string> }[] }[] | null) ?? []
    ).flatMap(({ name: key, messages }) =>
      messages.map(({ id, message }) => {
        this.#positions.set(key, id);
        return { key, fields: message };
      }),
    );
  }

  async #end(key: string): Promise<string> {
    const last = await this.#client.xRevRange(key, '+', '-', { COUNT: 1 });
    return last?.[0]?.id ?? '0-0';
  }
}
