import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** `pass`: as if it were not there; `swallow`: connections stay open and nothing arrives; `refuse`: it is gone. */
type ProxyMode = 'pass' | 'swallow' | 'refuse';

/** A TCP proxy on a port of the system's choice that can fail as networks do. */
export async function startProxy(host: string, port: number) {
  let mode: ProxyMode = 'pass';
  let targetPort = port;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => {});
    if (mode === 'refuse') client.destroy();
    // Read and thrown away.
    if (mode !== 'pass') client.resume();
    if (mode !== 'pass') return;
    const target = connect(targetPort, host);
    target.on('error', () => client.destroy());
    target.on('close', () => client.destroy());
    client.on('close', () => target.destroy());
    client.on('data', (bytes) => mode === 'pass' && target.write(bytes));
    target.on('data', (bytes) => mode === 'pass' && client.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set: (next: ProxyMode): void => {
      mode = next;
      // What was swallowed is lost for good, so the old connections can never be used again.
      if (next !== 'swallow') for (const client of open) client.destroy();
    },
    /** From now on to another port; what is connected ends. */
    leadTo: (next: number): void => {
      targetPort = next;
      for (const client of open) client.destroy();
    },
    close: (): void => {
      for (const client of open) client.destroy();
      server.close();
    },
  };
}
