/** By which gateways let sockets in: their protocols stand at paths of Socket.IO, for one tenant or for several. */
import type { Server as HttpServer } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Socket } from 'socket.io';
import type { GatewayEngine } from '../../engine/contract.ts';
import { SharedPath } from './shared-path.ts';
import type { SocketProtocol } from './shared-path.ts';
import { openTransport } from './socket-transport.ts';
import type { Attachable, SocketTransport, TransportOptions } from './socket-transport.ts';

export type DoorOptions<S extends Attachable> = TransportOptions & {
  /** Makes the server of Socket.IO. All tenants share the first one's. */
  server: () => S;
  /** The first protocol of the tenant at these paths; others may join it. */
  protocol: SocketProtocol;
  /** When it has skipped turns, what clients were told has a gap: their connections end and begin anew. */
  engine: Pick<GatewayEngine, 'onReset' | 'tenant'>;
};

/** The door of one tenant. */
export type Door<S> = {
  io: S;
  /** Resolves when the connection of a socket has room for more, or is gone. */
  room(socket: { readonly conn: Socket['conn'] }): Promise<void>;
  /** Ends the tenant's connections, so that their clients come back by themselves: a goodbye would sign them out. */
  close(): void;
};

/** What is open at the paths of a server. */
const OPEN = new WeakMap<HttpServer, Map<string, SocketTransport>>();

function openAt({ server }: FastifyInstance): Map<string, SocketTransport> {
  const known = OPEN.get(server) ?? new Map<string, SocketTransport>();
  OPEN.set(server, known);
  return known;
}

/**
 * Lets one more protocol of a tenant stand at a path that another gateway has opened for it. Its sockets keep the limits
 * of that path. It stands at all paths that were opened together with it.
 */
export function joinSocketPath(
  app: FastifyInstance,
  path: string,
  tenant: string,
  protocol: SocketProtocol,
): void {
  const protocols = openAt(app).get(path)?.tenants.protocolsOf(tenant);
  if (protocols === undefined) throw new Error(`No gateway has opened ${path} for ${tenant}`);
  protocols.join(protocol);
}

/** Lets sockets of a tenant in at `paths` of `app`. The first tenant opens the paths. */
export async function openDoor<S extends Attachable>(
  app: FastifyInstance,
  { server, protocol, engine, ...options }: DoorOptions<S>,
): Promise<Door<S>> {
  const open = openAt(app);
  const [path = ''] = options.paths;
  const transport = open.get(path) ?? (await openTransport(app, server(), options));
  for (const each of options.paths) open.set(each, transport);
  const { tenant } = engine;
  const boundary = { containment: app.containment, transport: options.transport };
  const connections = transport.tenants.add(tenant, new SharedPath(boundary, protocol));
  const end = (): void => {
    for (const connection of connections) connection.close();
  };
  const stopResets = engine.onReset(({ skipped }) => {
    if (skipped) end();
  });
  return {
    // Made by the gateway of the same protocol for the tenant that came first.
    io: transport.io as S,
    room: (socket) => transport.room(socket),
    close: () => {
      stopResets();
      if (transport.tenants.remove(tenant)) end();
      else transport.close();
    },
  };
}
