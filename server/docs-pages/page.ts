/** `/docs`: every route and every socket event on one page that needs nothing from elsewhere and no script. */
import type { AsyncApiChannel, AsyncApiDocument, AsyncApiMessage, AsyncApiOperation } from './asyncapi.ts';
import { code, html, join, prose, raw } from './html.ts';
import type { Html } from './html.ts';
import { schemaHtml } from './schema-html.ts';
import type { Schema } from './schema-html.ts';

type Content = Record<string, { schema?: Schema }>;
type Operation = {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; description?: string }[];
  requestBody?: { content?: Content };
  responses?: Record<string, { description?: string; content?: Content }>;
};
/** As much of an OpenAPI document as is drawn. */
export type OpenApiDocument = {
  info?: { title?: string; version?: string };
  paths?: Record<string, Record<string, Operation | undefined> | undefined>;
  components?: { schemas?: Record<string, Schema> };
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const UNTAGGED = 'further';

/** Draws both documents as one page. */
export function docsPage(openApi: OpenApiDocument, asyncApi: AsyncApiDocument): string {
  const groups = byTag(openApi);
  const channels = Object.entries(asyncApi.channels);
  const resolve = (reference: string) => openApi.components?.schemas?.[reference.split('/').at(-1) ?? ''];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Protocols of the agent desk</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <h1>Protocols of the agent desk</h1>
        <p>
          Version ${asyncApi.info.version}. The same for programs:
          <a href="/docs/openapi.json">OpenAPI 3.1</a> for REST and
          <a href="/docs/asyncapi.json">AsyncAPI 3</a> for the sockets.
        </p>
        <nav aria-label="Contents">
          <ul>
            ${join(channels.map(([id, channel]) => html`<li><a href="#${id}">${channel.title} (socket)</a></li>`))}
            ${join([...groups.keys()].map((tag) => html`<li><a href="#rest-${anchor(tag)}">${tag} (REST)</a></li>`))}
          </ul>
        </nav>
        <main>
          ${join(channels.map(([id, channel]) => channelHtml(id, channel, asyncApi)))}
          ${join(
            [...groups].map(
              ([tag, routes]) =>
                html`<h2 id="rest-${anchor(tag)}">REST: ${tag}</h2>
                  ${join(routes.map((route) => routeHtml(route, resolve)))}`,
            ),
          )}
        </main>
      </body>
    </html>`.markup;
}

type Route = { path: string; method: string; operation: Operation };

function byTag(openApi: OpenApiDocument): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const [path, methods] of Object.entries(openApi.paths ?? {})) {
    for (const method of METHODS) {
      const operation = methods?.[method];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? UNTAGGED;
      const group = groups.get(tag) ?? [];
      group.push({ path, method, operation });
      groups.set(tag, group);
    }
  }
  return groups;
}

function routeHtml(route: Route, resolve: (reference: string) => Schema | undefined): Html {
  const { operation } = route;
  const parts: Html[] = [];
  if (operation.description !== undefined) parts.push(html`<p>${prose(operation.description)}</p>`);
  if (operation.parameters !== undefined && operation.parameters.length > 0) {
    parts.push(
      html`<h3>Parameters</h3>
        <ul>
          ${join(
            operation.parameters.map(
              (parameter) =>
                html`<li>
                  ${code(parameter.name)}
                  <span class="tag">${parameter.in}</span> ${schemaHtml(parameter.schema, resolve)}
                </li>`,
            ),
          )}
        </ul>`,
    );
  }
  for (const [type, content] of Object.entries(operation.requestBody?.content ?? {})) {
    parts.push(
      html`<h3>Body <span class="tag">${type}</span></h3>
        ${schemaHtml(content.schema, resolve)}`,
    );
  }
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const [content] = Object.values(response.content ?? {});
    parts.push(
      html`<h3>${status} ${response.description ?? ''}</h3>
        ${content === undefined ? raw('') : schemaHtml(content.schema, resolve)}`,
    );
  }
  const id = `${route.method}-${anchor(route.path)}`;
  return html`<details id="${id}">
    <summary>
      <span class="method">${route.method.toUpperCase()}</span>${code(route.path)}
      <span class="sum">${prose(operation.summary ?? '')}</span>
    </summary>
    <div class="body">${join(parts)}</div>
  </details>`;
}

/** What stands at the address of a channel. */
function spokenBy({ bindings }: AsyncApiChannel): string {
  if (bindings === undefined) return 'Socket.IO path';
  return 'ws' in bindings ? 'WebSocket' : 'Path';
}

function channelHtml(id: string, channel: AsyncApiChannel, document: AsyncApiDocument): Html {
  const operations = Object.entries(document.operations).filter(([key]) => key.startsWith(`${id}.`));
  const drawn = (action: AsyncApiOperation['action']) =>
    join(
      operations
        .filter(([, operation]) => operation.action === action)
        .map(([key, operation]) => eventHtml(key, operation, channel)),
    );
  return html`<h2 id="${id}">${channel.title}</h2>
    <p>
      ${prose(channel.description)} ${spokenBy(channel)}:
      ${code(channel.bindings === undefined ? `${channel.address}/socket.io` : channel.address)}
    </p>
    <h3>Client → server</h3>
    ${drawn('receive')}
    <h3>Server → client</h3>
    ${drawn('send')}`;
}

function eventHtml(key: string, operation: AsyncApiOperation, channel: AsyncApiChannel): Html {
  const message = messageOf(operation.messages[0]?.$ref, channel);
  const answer = messageOf(operation.reply?.messages[0]?.$ref, channel);
  if (message === undefined) return raw('');
  const none = () => undefined;
  const addition = message.tags?.some((tag) => tag.name === 'addition') === true;
  return html`<details id="${anchor(key)}">
    <summary>
      ${code(message.name)}${addition ? html` <span class="tag">addition</span>` : raw('')}
      <span class="sum">${prose(message.summary)}</span>
    </summary>
    <div class="body">
      ${schemaHtml(message.payload, none)} ${examplesHtml(message)}
      ${
        answer === undefined
          ? raw('')
          : html`<h3>Acknowledgement</h3>
              ${schemaHtml(answer.payload, none)}`
      }
    </div>
  </details>`;
}

function examplesHtml({ examples = [] }: AsyncApiMessage): Html {
  if (examples.length === 0) return raw('');
  return html`<h3>${examples.length === 1 ? 'Example' : 'Examples'}</h3>
    ${join(examples.map(({ payload }) => html`<pre><code>${JSON.stringify(payload, null, 2)}</code></pre>`))}`;
}

function messageOf(reference: string | undefined, channel: AsyncApiChannel): AsyncApiMessage | undefined {
  return reference === undefined ? undefined : channel.messages[reference.split('/').at(-1) ?? ''];
}

function anchor(text: string): string {
  return text.replace(/\W+/g, '-');
}
