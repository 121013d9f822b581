/**
 * Nodes that fail one after the other while customers write to an agent, and the books at the end: what was acknowledged
 * is there once, whoever failed.
 */
import pg from 'pg';
import { createRandom } from '../../simulation/random.ts';
import type { Cluster, Node } from './cluster.ts';
import { PatientAgent, PatientCustomer, pause } from './patient-people.ts';

const FAULTS = {
  killed: 3,
  stopped: 3,
  'asked to end': 1,
  'without its database': 2,
  'without Redis': 2,
  'all without Redis': 1,
  'cut off from everything': 2,
} as const;
type Fault = keyof typeof FAULTS;

const CUSTOMERS = 3;
/** How long a fault lasts that passes (ms), and what passes at most until all is well again. */
const FAULT_MS = [500, 4_000] as const;
const WELL_WITHIN_MS = 60_000;

export type Books = {
  faults: Partial<Record<Fault, number>>;
  acknowledged: number;
  /** Acknowledged and not stored; stored more than once; chats that were not there any more. */
  lost: number;
  doubled: number;
  lostChats: number;
  /** Conversations of the customers that the agent is still in. */
  stillServed: number;
  /** The longest that nobody could write (ms). */
  longestPauseMs: number;
  /** Faults after which the nodes did not come to rest. */
  unwell: string[];
};

export type TortureOptions = {
  faults: number;
  seed: string;
  onFault?: (number: number, what: string) => void;
};

/** Lets so many faults happen to two nodes of a cluster. */
export async function torture(cluster: Cluster, options: TortureOptions): Promise<Books> {
  const random = createRandom(options.seed);
  const first = await cluster.start();
  const nodes: Node[] = [first, await cluster.start()];
  const there = (): readonly Node[] => nodes;
  const agent = new PatientAgent(there, await first.signIn('agent1'));
  agent.begin();
  const customers = Array.from({ length: CUSTOMERS }, () => new PatientCustomer(there));
  for (const customer of customers) await customer.begin();

  const acknowledged: string[] = [];
  const load = { on: true };
  let lastAt = performance.now();
  let longestPauseMs = 0;
  const writing = customers.map(async (customer, place) => {
    for (let number = 0; load.on; number += 1) {
      acknowledged.push(await customer.say(`${place}: ${number}`));
      longestPauseMs = Math.max(longestPauseMs, performance.now() - lastAt);
      lastAt = performance.now();
      await pause(20);
    }
  });

  const books: Books = {
    faults: {},
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    lostChats: 0,
    stillServed: 0,
    longestPauseMs: 0,
    unwell: [],
  };
  for (let number = 1; number <= options.faults; number += 1) {
    const fault = random.weighted(FAULTS);
    const place = random.int(nodes.length);
    options.onFault?.(number, fault);
    books.faults[fault] = (books.faults[fault] ?? 0) + 1;
    await happen(fault, place, nodes, cluster, random.between(...FAULT_MS));
    const before = acknowledged.length;
    const isWell = await until(async () => {
      const roles = await Promise.all(
        nodes.map(async (node) => [await node.role(), (await node.ready())?.status]),
      );
      const found = roles.map((one) => one.join(' ')).toSorted();
      return found.join(', ') === 'follower ready, owner ready' && acknowledged.length > before + 5;
    });
    if (!isWell) books.unwell.push(`${number}: ${fault}`);
  }
  // An offer may have been on its way when the last fault came.
  const servedNow = async (): Promise<number> => {
    const { served } = await storedIn(cluster.databaseUrl);
    return customers.filter(({ conversationId }) => served.has(conversationId)).length;
  };
  await until(async () => (await servedNow()) === CUSTOMERS);
  load.on = false;
  await Promise.all(writing);
  await agent.end();
  for (const customer of customers) customer.close();

  const stored = await storedIn(cluster.databaseUrl);
  const counts = new Map<string, number>();
  for (const id of stored.messages) counts.set(id, (counts.get(id) ?? 0) + 1);
  books.acknowledged = acknowledged.length;
  books.lost = acknowledged.filter((id) => !counts.has(id)).length;
  books.doubled = [...counts.values()].filter((count) => count > 1).length;
  books.lostChats = customers.filter(({ lost }) => lost).length;
  books.stillServed = await servedNow();
  books.longestPauseMs = Math.round(longestPauseMs);
  return books;
}

async function happen(
  fault: Fault,
  place: number,
  nodes: Node[],
  cluster: Cluster,
  ms: number,
): Promise<void> {
  const node = nodes[place];
  if (node === undefined) return;
  const cut = async (...proxies: Node['redis'][]): Promise<void> => {
    for (const proxy of proxies) proxy.set('swallow');
    await pause(ms);
    for (const proxy of proxies) proxy.set('pass');
  };
  switch (fault) {
    case 'killed':
    case 'asked to end':
      await node.end(fault === 'killed' ? 'SIGKILL' : 'SIGINT');
      nodes[place] = await cluster.start();
      return;
    case 'stopped':
      node.child.kill('SIGSTOP');
      await pause(ms);
      node.child.kill('SIGCONT');
      return;
    case 'without its database':
      return cut(node.database);
    case 'without Redis':
      return cut(node.redis);
    case 'all without Redis':
      return cut(...nodes.map(({ redis }) => redis));
    case 'cut off from everything':
      return cut(node.database, node.redis);
  }
}

async function until(holds: () => Promise<boolean>): Promise<boolean> {
  const began = performance.now();
  while (performance.now() - began < WELL_WITHIN_MS) {
    if (await holds()) return true;
    await pause(100);
  }
  return false;
}

/** What the journal has: ids of messages, each as often as it is there, and the conversations that an agent is in. */
async function storedIn(databaseUrl: string): Promise<{ messages: string[]; served: Set<string> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const messages = await client.query<{ id: string }>(
      `select data ->> 'messageId' as id from journal where type = 'message.sent'`,
    );
    const served = await client.query<{ id: string }>(
      `select conversation_id as id from tasks where closed_at is null and accepted_at is not null`,
    );
    return {
      messages: messages.rows.map(({ id }) => id),
      served: new Set(served.rows.map(({ id }) => id)),
    };
  } finally {
    await client.end();
  }
}
