/** Every event of the Agent Manager's socket: the source of its AsyncAPI page. */
import type { SocketEvent } from '../shared/catalog.ts';
import { toClient } from './catalog-to-client.ts';
import { toServer } from './catalog-to-server.ts';

export const agentManagerEvents: readonly SocketEvent[] = [...toServer, ...toClient];
