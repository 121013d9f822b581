/** One path of Socket.IO for several tenants: each has its protocols there, and no socket gets to those of another. */
import type { Socket } from 'socket.io';
import type { ShownHandshake } from '../../http/tenants.ts';
import type { SharedPath } from './shared-path.ts';

/** Which tenant a handshake is for; undefined while one tenant is served. */
type TenantOf = ((handshake: ShownHandshake) => string) | undefined;

type Connection = Socket['conn'];

/** What one tenant has at a path. */
type AtPath = { protocols: SharedPath; connections: Set<Connection> };

/** The tenants of one path. */
export class TenantsAtPath {
  readonly #tenantOf: TenantOf;
  readonly #byTenant = new Map<string, AtPath>();
  readonly #chosen = new WeakMap<Socket, AtPath>();

  constructor(tenantOf: TenantOf) {
    this.#tenantOf = tenantOf;
  }

  /** From here on sockets of the tenant get to its protocols. Returns the connections that they have. */
  add(tenant: string, protocols: SharedPath): ReadonlySet<Connection> {
    const connections = new Set<Connection>();
    this.#byTenant.set(tenant, { protocols, connections });
    return connections;
  }

  /** From here on sockets of the tenant are refused. Returns whether any tenant is left. */
  remove(tenant: string): boolean {
    this.#byTenant.delete(tenant);
    return this.#byTenant.size > 0;
  }

  protocolsOf(tenant: string): SharedPath | undefined {
    return this.#byTenant.get(tenant)?.protocols;
  }

  /** For `io.use`. */
  readonly admit = (socket: Socket, next: (error?: Error) => void): void => {
    const found = this.#named(socket.handshake);
    if (found === undefined) {
      next(new Error('unavailable'));
      return;
    }
    this.#chosen.set(socket, found);
    found.protocols.admit(socket, next);
  };

  /** For `io.on('connection')`. */
  readonly serve = (socket: Socket): void => {
    const found = this.#chosen.get(socket);
    if (found === undefined) {
      socket.disconnect(true);
      return;
    }
    const { conn } = socket;
    found.connections.add(conn);
    conn.once('close', () => found.connections.delete(conn));
    found.protocols.serve(socket);
  };

  #named(handshake: ShownHandshake): AtPath | undefined {
    if (this.#tenantOf !== undefined) return this.#byTenant.get(this.#tenantOf(handshake));
    const [only] = this.#byTenant.values();
    return only;
  }
}
