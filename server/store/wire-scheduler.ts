/**
 * Lets many PostgreSQL connections share the one session that an embedded database has.
 *
 * The extended protocol sends a statement as several messages (Parse, Bind, Describe, Execute, Sync) and the
 * session knows only one unnamed statement. So messages are gathered until the one that ends the statement, a
 * whole statement runs at once, and while a connection is inside a transaction all others wait.
 */

/** The session behind it: runs protocol messages and says whether a transaction is open. */
type WireBackend = {
  run(messages: Uint8Array): Promise<Uint8Array>;
  inTransaction(): boolean;
  rollback(): Promise<void>;
};

/** A statement's messages. After a Flush the statement is not over: only its connection may go on. */
type Statement = { messages: Uint8Array; flushed: boolean };

type Unit = { connection: WireConnection; statement: Statement };

const QUERY = 0x51;
const SYNC = 0x53;
const FLUSH = 0x48;
const TERMINATE = 0x58;
/** The first message of a connection has no type byte: length, then this version. */
const STARTUP_HEADER = 4;

/** One client's side of the scheduler. */
type WireConnection = {
  /** Bytes from the client, cut anywhere. */
  receive(chunk: Uint8Array): void;
  /** The client is gone: its open transaction is rolled back. */
  close(): void;
};

/** Runs the statements of all connections one after the other, transactions undivided. */
export class WireScheduler {
  readonly #backend: WireBackend;
  readonly #onFailure: (error: unknown) => void;
  readonly #senders = new Map<WireConnection, (bytes: Uint8Array) => void>();
  #waiting: Unit[] = [];
  /** Who must be served next because its statement or transaction is not over. */
  #holder: WireConnection | null = null;
  #running = false;

  /** `onFailure` is called when the session itself breaks; nothing more can be run then. */
  constructor(backend: WireBackend, onFailure: (error: unknown) => void) {
    this.#backend = backend;
    this.#onFailure = onFailure;
  }

  /** `send` gets the answers, `end` is called after the client said goodbye. */
  connect(send: (bytes: Uint8Array) => void, end: () => void): WireConnection {
    const framer = new MessageFramer();
    let open = true;
    const close = (): void => {
      if (!open) return;
      open = false;
      this.#senders.delete(connection);
      this.#waiting = this.#waiting.filter((unit) => unit.connection !== connection);
      // Wakes the loop, which finds that the holder is gone.
      if (this.#holder === connection)
        this.#schedule(connection, { messages: new Uint8Array(), flushed: false });
      end();
    };
    const connection: WireConnection = {
      receive: (chunk) => {
        for (const statement of framer.feed(chunk)) {
          if (statement === 'terminate') close();
          else if (open) this.#schedule(connection, statement);
        }
      },
      close,
    };
    this.#senders.set(connection, send);
    return connection;
  }

  #schedule(connection: WireConnection, statement: Statement): void {
    this.#waiting.push({ connection, statement });
    if (!this.#running) void this.#work();
  }

  async #work(): Promise<void> {
    this.#running = true;
    try {
      for (let unit = this.#next(); unit; unit = this.#next()) await this.#run(unit);
    } catch (error) {
      this.#onFailure(error);
      return;
    }
    this.#running = false;
  }

  #next(): Unit | undefined {
    const at = this.#holder ? this.#waiting.findIndex((unit) => unit.connection === this.#holder) : 0;
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  async #run({ connection, statement }: Unit): Promise<void> {
    const send = this.#senders.get(connection);
    if (!send) {
      if (this.#holder === connection) await this.#release();
      return;
    }
    const answer = await this.#backend.run(statement.messages);
    this.#holder = statement.flushed || this.#backend.inTransaction() ? connection : null;
    if (this.#senders.has(connection)) send(answer);
    else if (this.#holder) await this.#release();
  }

  async #release(): Promise<void> {
    this.#holder = null;
    await this.#backend.rollback();
  }
}

/** Cuts a byte stream into statements: all messages up to Query, Sync, Flush or the end of the connection. */
class MessageFramer {
  #bytes: Uint8Array = new Uint8Array();
  /** Bytes of `#bytes` that are whole messages of a statement which has not ended yet. */
  #gathered = 0;
  #started = false;

  *feed(chunk: Uint8Array): Generator<Statement | 'terminate'> {
    this.#bytes = this.#bytes.length === 0 ? chunk : concat(this.#bytes, chunk);
    for (;;) {
      const size = this.#messageSize();
      if (size === null) return;
      const type = this.#started ? this.#bytes[this.#gathered] : QUERY;
      this.#started = true;
      this.#gathered += size;
      if (type === TERMINATE) {
        this.#take();
        yield 'terminate';
      } else if (type === QUERY || type === SYNC || type === FLUSH) {
        yield { messages: this.#take(), flushed: type === FLUSH };
      }
    }
  }

  #take(): Uint8Array {
    const unit = this.#bytes.slice(0, this.#gathered);
    this.#bytes = this.#bytes.subarray(this.#gathered);
    this.#gathered = 0;
    return unit;
  }

  #messageSize(): number | null {
    const header = this.#started ? 1 : 0;
    const rest = this.#bytes.length - this.#gathered;
    if (rest < header + STARTUP_HEADER) return null;
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#gathered + header);
    const size = header + view.getInt32(0);
    return rest < size ? null : size;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
