/** The traces of commands, as a collector gets them from a running server. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { closeCustomers, connectCustomer, startChat } from '../gateways/customer-channel/testing/customer.ts';
import { startServer } from '../main.ts';
import { readSettings } from '../settings/settings.ts';
import { makeTestDatabase } from '../testing/test-database.ts';
import { rootSpanOf, traceIdOf } from './traces.ts';

type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
};
type Batch = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };

it(
  'shows the way of a command through gateway, core and commit as one trace',
  { timeout: 300_000 },
  async () => {
    const spans: Span[] = [];
    const paths = new Set<string>();
    const collector = createServer((request, response) => {
      paths.add(`${request.method ?? ''} ${request.url ?? ''}`);
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { resourceSpans } = JSON.parse(Buffer.concat(parts).toString()) as Batch;
        spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    const place = await makeTestDatabase();
    const { dataDir = '', databaseUrl } = place.options;
    const server = await startServer({
      settings: readSettings({
        PORT: '0',
        LOG_LEVEL: 'silent',
        ...(databaseUrl === undefined ? { DATA_DIR: dataDir } : { DATABASE_URL: databaseUrl }),
        DATABASE_TIMEOUT: '60000',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      }),
      webDir: null,
    });
    try {
      await startChat(await connectCustomer(server.url));
      const find = (name: string) => spans.find((span) => span.name === name);
      await expect.poll(() => find('session.start'), { timeout: 20_000 }).toBeDefined();
      const root = find('session.start')!;
      const steps = () => spans.filter(({ traceId, name }) => traceId === root.traceId && name !== root.name);
      await expect
        .poll(() =>
          steps()
            .map(({ name }) => name)
            .sort(),
        )
        .toEqual(['commit', 'decide']);
      for (const step of steps()) {
        expect(step.parentSpanId).toBe(root.spanId);
        expect(BigInt(step.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(root.startTimeUnixNano));
        expect(BigInt(step.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(step.startTimeUnixNano));
      }
      expect(root.traceId).toMatch(/^[0-9a-f]{32}$/);
      expect([...paths]).toEqual(['POST /v1/traces']);
    } finally {
      closeCustomers();
      await server.close();
      collector.close();
      await place.remove();
    }
  },
);

it('names trace and root by the command alone, on every node', () => {
  const id = '6F9619FF-8b86-4d01-b42d-00cf4fc964ff';
  expect(traceIdOf(id)).toBe('6f9619ff8b864d01b42d00cf4fc964ff');
  expect(traceIdOf('tick-1')).toMatch(/^[0-9a-f]{32}$/);
  expect(rootSpanOf(id)).toMatch(/^[0-9a-f]{16}$/);
});
