/** The connector over TLS: what its files name is trusted, and nothing else; and one broker stands in for another. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../http/logging.ts';
import type { ConnectorSettings } from '../../settings/finesse-settings.ts';
import { startConnector } from './start-connector.ts';
import { ACTIVEMQ_HOME, startActiveMq } from './testing/activemq.ts';
import type { ActiveMq } from './testing/activemq.ts';
import { freePort } from './testing/free-port.ts';
import { MISSING } from './testing/rig.ts';
import { PASSWORD, StandIn } from './testing/stand-in.ts';
import { StompClient } from './testing/stomp-client.ts';
import { makeTestKey } from './testing/test-key.ts';
import type { TestKey } from './testing/test-key.ts';

const ALICE = '1001001';

describe.skipIf(MISSING !== null)(`the connector over TLS${MISSING ?? ''}`, () => {
  let key: TestKey;
  let broker: ActiveMq;
  let finesse: StandIn;
  /** The stand-in behind TLS. */
  let front: tls.Server;

  beforeAll(async () => {
    key = makeTestKey();
    [broker, finesse] = await Promise.all([startActiveMq(ACTIVEMQ_HOME ?? '', key), StandIn.start()]);
    const { keyStore, password } = key;
    front = tls.createServer({ pfx: readFileSync(keyStore), passphrase: password }, (outside) => {
      const inside = connect(Number(new URL(finesse.url).port), '127.0.0.1');
      for (const end of [outside, inside]) end.on('error', () => end.destroy());
      outside.pipe(inside).pipe(outside);
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  }, 90_000);

  afterAll(async () => {
    front.close();
    await Promise.all([broker.remove(), finesse.stop()]);
    key.remove();
  });

  const log: string[] = [];

  /** Starts a connector; ends it after `use`, which gets a client that listens to a topic. */
  async function withConnector(
    change: Partial<ConnectorSettings> & { finesseCaFile?: string | null },
    use: (client: StompClient, queue: string) => Promise<void>,
  ): Promise<void> {
    const { finesseCaFile = key.certificate, ...others } = change;
    const host = `127.0.0.1:${(front.address() as AddressInfo).port}`;
    const settings: ConnectorSettings = {
      brokers: [broker.secureUrl ?? ''],
      user: null,
      password: null,
      brokerCaFile: key.certificate,
      queue: `Connector-${Math.random()}`,
      commandTimeoutMs: 1_500,
      timeZone: 'UTC',
      finesse: { nodes: [{ url: `https://${host}`, xmppUrl: `wss://${host}/ws/` }], caFile: finesseCaFile },
      ...others,
    };
    log.length = 0;
    const logger = createLogger('info', { write: (line) => void log.push(line) });
    const connector = await startConnector(settings, logger, null, new Registry());
    const client = await StompClient.open(broker.url);
    try {
      await client.subscribe('client');
      await use(client, settings.queue);
    } finally {
      client.close();
      await connector.close();
      await finesse.hook('reset');
    }
  }

  const told = (client: StompClient) =>
    (client.heard.get('client') ?? []).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  const logged = (text: string) => expect.poll(() => log.join(''), { timeout: 20_000 }).toContain(text);

  it('signs an agent in where broker and Finesse are trusted by their own files', async () => {
    await withConnector({}, async (client, queue) => {
      client.send(queue, `Connect#${ALICE}`, `client,${PASSWORD}`);
      client.send(queue, `Login#${ALICE}`, `${PASSWORD},4001`);
      await expect
        .poll(() => told(client).map(({ type }) => type), { timeout: 20_000 })
        .toContain('AgentInfo');
      client.send(queue, `MakeReady#${ALICE}`);
      await expect.poll(() => told(client).at(-1), { timeout: 20_000 }).toMatchObject({ state: 'READY' });
    });
  });

  it('asks nothing of a Finesse that nobody vouches for', async () => {
    await withConnector({ finesseCaFile: null }, async (client, queue) => {
      client.send(queue, 'Hello#client');
      await expect
        .poll(() => told(client), { timeout: 20_000 })
        .toEqual([{ type: 'System', status: 'OUT_OF_SERVICE' }]);
      client.send(queue, `Connect#${ALICE}`, `client,${PASSWORD}`);
      client.send(queue, `Login#${ALICE}`, `${PASSWORD},4001`);
      await expect
        .poll(() => told(client).at(-1), { timeout: 20_000 })
        .toMatchObject({ type: 'Error', command: 'Login', code: 'FINESSE_UNAVAILABLE' });
    });
  });

  it('shows its commands to no broker that nobody vouches for, and takes the next one', async () => {
    const pair = [broker.secureUrl ?? '', broker.url];
    await withConnector({ brokers: pair, brokerCaFile: null }, async (client, queue) => {
      await logged('connected with the broker');
      client.send(queue, 'Hello#client');
      await expect
        .poll(() => told(client), { timeout: 20_000 })
        .toEqual([{ type: 'System', status: 'IN_SERVICE' }]);
    });
  });

  it('takes the second broker of a pair while the first is away', async () => {
    const away = `stomp://127.0.0.1:${await freePort()}`;
    await withConnector({ brokers: [away, broker.url] }, async () => logged('connected with the broker'));
  });

  it('tells an acceptance that nothing follows as TIMEOUT', async () => {
    await withConnector({}, async (client, queue) => {
      client.send(queue, `Connect#${ALICE}`, `client,${PASSWORD}`);
      client.send(queue, `Login#${ALICE}`, `${PASSWORD},4001`);
      await expect
        .poll(() => told(client).map(({ type }) => type), { timeout: 20_000 })
        .toContain('AgentInfo');
      const match = `PUT /finesse/api/User/${ALICE}`;
      await finesse.hook('fault', { kind: 'status', status: 202, match, times: 1 });
      client.send(queue, `MakeReady#${ALICE}`);
      await expect
        .poll(() => told(client).at(-1), { timeout: 20_000 })
        .toMatchObject({ type: 'Error', command: 'MakeReady', code: 'TIMEOUT' });
    });
  });
});
