import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asyncApi } from './asyncapi.ts';
import type { AsyncApiDocument } from './asyncapi.ts';
import { docsPage } from './page.ts';
import { useDocs } from './routes.ts';
import { socketProtocols } from './socket-protocols.ts';

describe('/docs', () => {
  it('lists every route in OpenAPI 3.1 and every socket event in AsyncAPI 3, and draws both', async () => {
    const app = fastify();
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    await useDocs(app);
    app.post(
      '/agent/login',
      {
        schema: { tags: ['sign-in'], summary: 'Signs in.', body: z.object({ username: z.string().max(60) }) },
      },
      () => ({}),
    );
    await app.ready();
    const openApi = (await app.inject('/docs/openapi.json')).json<{ openapi: string; paths: object }>();
    expect(openApi.openapi).toBe('3.1.0');
    expect(openApi.paths).toHaveProperty(['/agent/login', 'post']);

    const document = (await app.inject('/docs/asyncapi.json')).json<AsyncApiDocument>();
    expect(document.asyncapi).toBe('3.0.0');
    const page = (await app.inject('/docs')).body;
    expect(page).toContain('/agent/login');
    expect(page).not.toMatch(/<script|(?:href|src)="https?:/);
    for (const protocol of socketProtocols) {
      for (const event of protocol.events) {
        const operation = document.operations[`${protocol.id}.${event.name}.${event.direction}`];
        expect(operation?.action, event.name).toBe(event.direction === 'toServer' ? 'receive' : 'send');
        expect(page).toContain(event.name);
      }
    }
    await app.close();
  });

  it('refers in AsyncAPI only to what is there', () => {
    const document = asyncApi(socketProtocols, '1');
    const text = JSON.stringify(document);
    for (const [, reference = ''] of text.matchAll(/"\$ref":"#\/channels\/([^"]+)"/g)) {
      const [channel = '', , ...message] = reference.split('/');
      expect(document.channels).toHaveProperty(channel);
      if (message.length > 0)
        expect(Object.keys(document.channels[channel]!.messages)).toContain(message.join('/'));
    }
  });

  it.each(socketProtocols.filter(({ examples }) => examples !== undefined))(
    'shows an example of every event of $title that is read as it stands, and none of anything else',
    ({ events, examples = {} }) => {
      const names = events.map(({ direction, name }) => `${direction} ${name}`);
      expect(Object.keys(examples).sort()).toEqual([...names].sort());
      for (const { direction, name, payload } of events) {
        for (const example of examples[`${direction} ${name}`] ?? []) {
          const read = payload.safeParse(JSON.parse(JSON.stringify(example)));
          expect(read.error?.issues, `${direction} ${name}`).toBeUndefined();
        }
      }
      const page = docsPage({}, asyncApi(socketProtocols, '1'));
      expect(page).toContain('5ae01d34-6c25-4be4-919a-df951f0b2c77');
    },
  );

  it('L-X1: shows markup in a description as text', () => {
    const page = docsPage(
      { paths: { '/x': { get: { summary: '<img src=x onerror=alert(1)>', tags: ['<b>'] } } } },
      asyncApi([], '1'),
    );
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img');
    expect(page).not.toContain('<b>');
  });
});
