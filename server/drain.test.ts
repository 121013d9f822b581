/** A node that is drained: nobody new is sent to it, its connections go little by little, and then it can end. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import { askServer } from './administration/admin-socket.ts';
import { socketAddress } from './administration/socket-address.ts';
import { startServer } from './main.ts';
import { readSettings } from './settings/settings.ts';
import { makeTestDatabase } from './testing/test-database.ts';

it('says so, lets everybody go, and ends when nobody is there', { timeout: 90_000 }, async () => {
  const place = await makeTestDatabase('embedded');
  const dataDir = place.options.dataDir ?? '';
  let drained = false;
  const server = await startServer({
    settings: readSettings({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir }),
    webDir: null,
    onDrained: () => (drained = true),
  });
  try {
    const gone: number[] = [];
    const customers = Array.from({ length: 5 }, () =>
      io(server.url, {
        path: '/web-channel-manager/socket.io',
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        auth: { serviceIdentifier: 'demo-web', channelCustomerIdentifier: randomUUID() },
      }),
    );
    for (const customer of customers) customer.on('disconnect', () => gone.push(performance.now()));
    await expect.poll(() => customers.every(({ connected }) => connected), { timeout: 20_000 }).toBe(true);
    expect(await askServer(socketAddress(dataDir), null, { do: 'drain' })).toMatchObject({ ok: true });
    const ready = await fetch(`${server.url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ checks: { draining: 'failed', engine: 'ok' } });
    // Until balancers have noticed, everybody is served.
    expect(customers.every(({ connected }) => connected)).toBe(true);
    await expect.poll(() => drained, { timeout: 30_000, interval: 50 }).toBe(true);
    await expect.poll(() => gone.length).toBe(5);
    expect(gone.at(-1)! - gone[0]!, 'not all at once').toBeGreaterThan(200);
  } finally {
    await server.close();
    await place.remove();
  }
});
