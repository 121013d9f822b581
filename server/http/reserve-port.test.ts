import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { PortInUseError, reservePort } from './reserve-port.ts';

it('refuses a port that another program has, in one sentence', async () => {
  const first = await reservePort('127.0.0.1', 0);
  const second = reservePort('127.0.0.1', first.port);
  await expect(second).rejects.toThrow(PortInUseError);
  await expect(second).rejects.toThrow(`Port ${first.port} on 127.0.0.1 is in use`);
  await first.release();
});

it('keeps who connects too early waiting, and then serves them', async () => {
  const reserved = await reservePort('127.0.0.1', 0);
  const early = connect(reserved.port, '127.0.0.1');
  await once(early, 'connect');
  early.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  const meanwhile = fetch(`http://127.0.0.1:${reserved.port}/`);
  const server = createServer((_request, response) => response.end('hello'));
  await reserved.handOver(server);
  expect(await text(early)).toMatch(/^HTTP\/1.1 200 OK[^]*hello/);
  expect(await (await meanwhile).text()).toBe('hello');
  expect(await (await fetch(`http://127.0.0.1:${reserved.port}/`)).text()).toBe('hello');
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  await expect(fetch(`http://127.0.0.1:${reserved.port}/`)).rejects.toThrow();
});
