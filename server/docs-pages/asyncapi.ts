/** AsyncAPI 3 from the catalogs of the socket protocols: what is parsed is what is published. */
import { toJSONSchema } from 'zod';
import type { JSONSchema } from 'zod/v4/core';
import type { SocketEvent } from '../../protocol/shared/catalog.ts';

/** A socket protocol and where it is spoken. */
export type SocketProtocol = {
  /** Key in the document, camelCase. */
  id: string;
  title: string;
  /** The path of the Socket.IO endpoint is this, followed by `/socket.io`. */
  address: string;
  /** It is a WebSocket at `address`, without Socket.IO. */
  plain?: true;
  /** It is spoken by requests to `address` that are held. */
  polled?: true;
  description: string;
  events: readonly SocketEvent[];
  /** Payloads of events, by direction and name (`toServer login`). */
  examples?: Readonly<Record<string, readonly unknown[]>>;
};

type Reference = { $ref: string };
export type AsyncApiMessage = {
  name: string;
  title: string;
  summary: string;
  payload: JSONSchema.BaseSchema;
  examples?: { payload: unknown }[];
  tags?: { name: string }[];
};
export type AsyncApiOperation = {
  action: 'send' | 'receive';
  channel: Reference;
  summary: string;
  messages: Reference[];
  reply?: { channel: Reference; messages: Reference[] };
};
export type AsyncApiChannel = {
  address: string;
  title: string;
  description: string;
  /** There, when it is a WebSocket without Socket.IO, or requests that are held. */
  bindings?: { ws: object } | { http: object };
  messages: Record<string, AsyncApiMessage>;
};
export type AsyncApiDocument = {
  asyncapi: '3.0.0';
  info: { title: string; version: string; description: string };
  defaultContentType: 'application/json';
  channels: Record<string, AsyncApiChannel>;
  operations: Record<string, AsyncApiOperation>;
};

/** Makes the document. `receive` is what the server receives, `send` what it sends. */
export function asyncApi(protocols: readonly SocketProtocol[], version: string): AsyncApiDocument {
  const channels: AsyncApiDocument['channels'] = {};
  const operations: AsyncApiDocument['operations'] = {};
  for (const protocol of protocols) {
    const messages: Record<string, AsyncApiMessage> = {};
    const channel = { $ref: `#/channels/${protocol.id}` };
    const reference = (key: string): Reference => ({ $ref: `${channel.$ref}/messages/${key}` });
    for (const event of protocol.events) {
      const key = `${event.name}.${event.direction}`;
      messages[key] = {
        name: event.name,
        title: event.name,
        summary: withAliases(event),
        payload: schemaOf(event.payload, event.direction),
        ...examplesOf(protocol, event),
        ...(event.addition === true && { tags: [{ name: 'addition' }] }),
      };
      const operation: AsyncApiOperation = {
        action: event.direction === 'toServer' ? 'receive' : 'send',
        channel,
        summary: event.summary,
        messages: [reference(key)],
      };
      if (event.ack !== undefined) {
        const answer = `${event.name}.acknowledgement`;
        messages[answer] = {
          name: answer,
          title: `Acknowledgement of ${event.name}`,
          summary: 'Given to the callback of the event.',
          payload: schemaOf(event.ack, event.direction === 'toServer' ? 'toClient' : 'toServer'),
        };
        operation.reply = { channel, messages: [reference(answer)] };
      }
      operations[`${protocol.id}.${key}`] = operation;
    }
    channels[protocol.id] = {
      address: protocol.address,
      title: protocol.title,
      description: protocol.description,
      ...(protocol.plain === true && { bindings: { ws: {} } }),
      ...(protocol.polled === true && { bindings: { http: {} } }),
      messages,
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Agent desk: socket protocols',
      version,
      description:
        'Socket.IO 4 (Engine.IO 4), polling and WebSocket. A message is the first argument of the event of its name. ' +
        'A desk of another site connects when its origin is in ALLOWED_ORIGINS, with its token as `auth.token`.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
  };
}

/** What comes in is described as it may be sent, what goes out as it is sent. */
function schemaOf(
  schema: SocketEvent['payload'],
  direction: SocketEvent['direction'],
): JSONSchema.BaseSchema {
  const described = toJSONSchema(schema, {
    unrepresentable: 'any',
    io: direction === 'toServer' ? 'input' : 'output',
  });
  delete described.$schema;
  return described;
}

function examplesOf(
  { examples = {} }: SocketProtocol,
  event: SocketEvent,
): Pick<AsyncApiMessage, 'examples'> {
  const payloads = examples[`${event.direction} ${event.name}`];
  return payloads === undefined ? {} : { examples: payloads.map((payload) => ({ payload })) };
}

function withAliases(event: SocketEvent): string {
  if (event.aliases === undefined || event.aliases.length === 0) return event.summary;
  return `${event.summary} Also understood: ${event.aliases.join(', ')}.`;
}
