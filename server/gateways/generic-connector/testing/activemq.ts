/** A real ActiveMQ for the tests alone: in a temporary directory, with STOMP and OpenWire on ports of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePort } from './free-port.ts';
import type { TestKey } from './test-key.ts';

/** Home of an installed ActiveMQ; null: the tests that need one are skipped. */
export const ACTIVEMQ_HOME = process.env.ACTIVEMQ_HOME ?? null;

export type ActiveMq = {
  /** `stomp://…` */
  url: string;
  /** `stomp+ssl://…`; null without a key. */
  secureUrl: string | null;
  /** `tcp://…`, for JMS clients. */
  openWireUrl: string;
  /** Ends it at once, as a crash does; what was persistent stays. */
  kill(): Promise<void>;
  /** Starts it again at the same ports. */
  start(): Promise<void>;
  /** Ends and removes it. */
  remove(): Promise<void>;
};

/** @param key what it proves itself with over TLS; null: it speaks no TLS */
export async function startActiveMq(home: string, key: TestKey | null = null): Promise<ActiveMq> {
  const directory = mkdtempSync(join(tmpdir(), 'agent-desk-activemq-'));
  const [stomp, openWire, secure] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(join(directory, 'activemq.xml'), configuration(directory, { stomp, openWire, secure }, key));
  let running = run();
  await answers(stomp);

  function run() {
    const child = spawn(
      'java',
      [
        '-Xms64M',
        '-Xmx256M',
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        `-Dactivemq.home=${home}`,
        `-Dactivemq.base=${directory}`,
        `-Dactivemq.conf=${directory}`,
        `-Dactivemq.data=${directory}`,
        '-jar',
        join(home, 'bin/activemq.jar'),
        'start',
        `xbean:file:${directory}/activemq.xml`,
      ],
      { cwd: directory, stdio: 'ignore' },
    );
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const kill = (): boolean => child.kill('SIGKILL');
    process.once('exit', kill);
    void ended.then(() => process.off('exit', kill));
    return { kill, ended };
  }

  const kill = async (): Promise<void> => {
    running.kill();
    await running.ended;
  };
  return {
    url: `stomp://127.0.0.1:${stomp}`,
    secureUrl: key === null ? null : `stomp+ssl://127.0.0.1:${secure}`,
    openWireUrl: `tcp://127.0.0.1:${openWire}`,
    kill,
    start: async () => {
      running = run();
      await answers(stomp);
    },
    remove: async () => {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

type Ports = { stomp: number; openWire: number; secure: number };

function configuration(directory: string, { stomp, openWire, secure }: Ports, key: TestKey | null): string {
  const secureConnector = `<transportConnector name="stomp+ssl" uri="stomp+ssl://127.0.0.1:${secure}"/>`;
  return `<beans xmlns="http://www.springframework.org/schema/beans"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans-2.0.xsd
  http://activemq.apache.org/schema/core http://activemq.apache.org/schema/core/activemq-core.xsd">
  <broker xmlns="http://activemq.apache.org/schema/core" brokerName="test" useJmx="false" dataDirectory="${directory}" useShutdownHook="false">
    <persistenceAdapter><kahaDB directory="${directory}/kahadb"/></persistenceAdapter>
    ${key === null ? '' : `<sslContext><sslContext keyStore="file:${key.keyStore}" keyStorePassword="${key.password}"/></sslContext>`}
    <transportConnectors>
      <transportConnector name="stomp" uri="stomp://127.0.0.1:${stomp}"/>
      <transportConnector name="openwire" uri="tcp://127.0.0.1:${openWire}"/>
      ${key === null ? '' : secureConnector}
    </transportConnectors>
  </broker>
</beans>
`;
}

async function answers(port: number): Promise<void> {
  const isThere = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  await vi.waitUntil(isThere, { timeout: 60_000, interval: 100 });
}
