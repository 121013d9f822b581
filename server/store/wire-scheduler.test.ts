import { describe, expect, it } from 'vitest';
import { WireScheduler } from './wire-scheduler.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const message = (type: string, body: string): Buffer => {
  const buffer = Buffer.alloc(5 + body.length);
  buffer.write(type, 0);
  buffer.writeInt32BE(4 + body.length, 1);
  buffer.write(body, 5);
  return buffer;
};
const startup = (): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeInt32BE(8, 0);
  buffer.writeInt32BE(196_608, 4);
  return buffer;
};
const statement = (body: string): Buffer =>
  Buffer.concat([message('P', body), message('B', body), message('S', '')]);

/** A session that writes down what it ran; `begin` and `end` in the text open and close a transaction. */
function session() {
  const ran: string[] = [];
  let open = false;
  const scheduler = new WireScheduler(
    {
      run: async (bytes) => {
        const what = text(bytes).replaceAll(/[^a-z0-9 ]/g, '');
        await Promise.resolve();
        ran.push(what);
        if (what.includes('begin')) open = true;
        if (what.includes('end')) open = false;
        return bytes;
      },
      inTransaction: () => open,
      rollback: () => {
        open = false;
        ran.push('rolled back');
        return Promise.resolve();
      },
    },
    (error) => {
      throw error;
    },
  );
  const client = () => {
    const answers: Uint8Array[] = [];
    let ended = false;
    const connection = scheduler.connect(
      (bytes) => answers.push(bytes),
      () => (ended = true),
    );
    connection.receive(startup());
    return { ...connection, answers, ended: () => ended };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { ran, client, settle };
}

describe('the wire scheduler', () => {
  it('runs a statement whole, however its bytes are cut and whoever else sends', async () => {
    const { ran, client, settle } = session();
    const a = client();
    const b = client();
    const bytes = statement('aa');
    a.receive(bytes.subarray(0, 9));
    b.receive(statement('bb'));
    await settle();
    a.receive(bytes.subarray(9));
    await settle();
    expect(ran.slice(2)).toEqual(['bbbb', 'aaaa']);
    expect(a.answers).toHaveLength(2);
  });

  it('lets nobody between the statements of a transaction', async () => {
    const { ran, client, settle } = session();
    const a = client();
    const b = client();
    a.receive(message('Q', 'begin'));
    b.receive(message('Q', 'other'));
    await settle();
    a.receive(message('Q', 'one'));
    await settle();
    a.receive(message('Q', 'end'));
    await settle();
    expect(ran.slice(2)).toEqual(['begin', 'one', 'end', 'other']);
  });

  it('rolls back for a client that leaves inside a transaction, and goes on', async () => {
    const { ran, client, settle } = session();
    const a = client();
    const b = client();
    a.receive(message('Q', 'begin'));
    await settle();
    b.receive(message('Q', 'other'));
    a.close();
    await settle();
    expect(ran.slice(2)).toEqual(['begin', 'rolled back', 'other']);
    expect(a.ended()).toBe(true);
  });

  it('keeps a statement that was only flushed for its connection', async () => {
    const { ran, client, settle } = session();
    const a = client();
    const b = client();
    a.receive(Buffer.concat([message('P', 'aa'), message('H', '')]));
    b.receive(statement('bb'));
    await settle();
    a.receive(message('S', ''));
    await settle();
    expect(ran.slice(2)).toEqual(['aa', '', 'bbbb']);
  });

  it('ends a connection that says goodbye', async () => {
    const { client, settle } = session();
    const a = client();
    a.receive(message('X', ''));
    await settle();
    expect(a.ended()).toBe(true);
  });
});
