/** The customer channel on real parts: engine, database, HTTP server; agents act by commands. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { pino } from 'pino';
import { AgentConnections } from '../../../connections/agent-connections.ts';
import { coreConfig } from '../../../configuration/core-config.ts';
import { buildDirectory } from '../../../configuration/directory.ts';
import type { Directory } from '../../../configuration/directory.ts';
import { idOf } from '../../../configuration/ids.ts';
import { parseConfiguration } from '../../../configuration/parse.ts';
import { hashKey } from '../../../configuration/secrets.ts';
import type { Command } from '../../../core/commands.ts';
import { openCustomers } from '../../../customers/open-customers.ts';
import demo from '../../../demo.json' with { type: 'json' };
import type { Content, GatewayEngine, Outcome } from '../../../engine/contract.ts';
import type { RunningEngine } from '../../../engine/open-engine.ts';
import { useConnections } from '../../../http/connections.ts';
import type { TrustedProxies } from '../../../settings/network-settings.ts';
import { createOrigins } from '../../../identity/origins.ts';
import type { Database } from '../../../store/database.ts';
import { openTenantStore } from '../../../store/tenant-store.ts';
import { openTestDatabase } from '../../../testing/test-database.ts';
import type { TestDatabaseKind } from '../../../testing/test-database.ts';
import { followConfiguration } from '../../../engine/follow-configuration.ts';
import { openTestEngine } from '../../../testing/test-engine.ts';
import { engineForGateways } from '../../../testing/test-follower.ts';
import { unreliable } from '../../../testing/unreliable-pool.ts';
import type { UnreliablePool } from '../../../testing/unreliable-pool.ts';
import { DEFAULT_GATEWAY_SETTINGS } from '../../shared/context.ts';
import type { GatewayContext, GatewaySettings } from '../../shared/context.ts';
import { storedMessage, textLength } from '../../../wire/message-content.ts';
import type { ConnectorOptions } from '../connectors/use-connectors.ts';
import { registerCustomerChannel } from '../register-customer-channel.ts';
import type { CustomerChannel } from '../register-customer-channel.ts';

const TENANT = 'demo';

type RigOptions = {
  kind?: TestDatabaseKind;
  /** Replaces members of the demo's `settings`. */
  rules?: Record<string, unknown>;
  webhook?: string;
  trustProxy?: TrustedProxies;
  refusalLimit?: number;
  connectors?: Partial<ConnectorOptions>;
  settings?: Partial<GatewaySettings>;
  /** Origins of pages that may use a channel, by service identifier. */
  origins?: Record<string, string[]>;
  /** What differs in the channel `demo-web`. */
  webChannel?: Record<string, unknown>;
};

/** What is there while the server runs; `restart` makes it new on the same database. */
export type Rig = {
  url: string;
  app: FastifyInstance;
  /** As the gateway has it. */
  engine: GatewayEngine;
  /** The engine that decides and commits. */
  owner: RunningEngine;
  directory: Directory;
  database: Database;
  /** Makes commits fail. */
  faults: UnreliablePool;
  context: GatewayContext;
  agent: (username: string) => Agent;
  command: (command: NewCommand, content?: Content) => Promise<Outcome>;
  /** Stops without a word to anybody, as a killed process does, and starts anew. */
  restart: (options?: { webhook?: string }) => Promise<void>;
  close: () => Promise<void>;
};

/** A command without its id. */
export type NewCommand = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

export type Agent = {
  id: string;
  ready: () => Promise<void>;
  accept: (conversationId: string) => Promise<void>;
  say: (conversationId: string, text: string, more?: Say) => Promise<string>;
};
type Say = { kind?: 'MESSAGE' | 'WHISPER'; id?: string };

export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const database = await openTestDatabase(options.kind);
  let webhook = options.webhook;
  let running = await start(database, { ...options, ...(webhook !== undefined && { webhook }) }, true);
  const rig: Rig = {
    ...running,
    database,
    agent: (username) => agentOf(rig, username),
    command: (command, content) => submit(rig.engine, command, content),
    restart: async (changed = {}) => {
      webhook = changed.webhook ?? webhook;
      await running.stop();
      running = await start(database, { ...options, ...(webhook !== undefined && { webhook }) }, false);
      Object.assign(rig, running);
    },
    close: async () => {
      await running.stop();
      await database.close();
    },
  };
  return rig;
}

async function start(database: Database, options: RigOptions, fresh: boolean) {
  const file = parseConfiguration({
    ...demo,
    // No wrap-up and room for many chats: agents' work is not what is tested here.
    settings: { ...demo.settings, wrapupSeconds: 0, ...options.rules },
    mrds: demo.mrds.map((mrd) => ({ ...mrd, maxTasks: 100 })),
    channels: demo.channels.map((channel) => ({
      ...channel,
      ...(channel.serviceIdentifier === 'demo-web' && options.webChannel),
      origins: options.origins?.[channel.serviceIdentifier] ?? ['*'],
    })),
    connectors: [
      {
        name: 'Demo connector',
        keyHash: hashKey('demo-connector'),
        ...(options.webhook !== undefined && { webhook: options.webhook }),
      },
      { name: 'Other connector', keyHash: hashKey('other-connector') },
    ],
  });
  const faults = unreliable(database.pool);
  const { engine: owner } = await openTestEngine({
    database: { ...database, pool: faults.pool },
    tenant: TENANT,
    nodeId: 'test-node',
    config: fresh ? coreConfig(file) : null,
  });
  const { engine, stop: stopFollowing } = await engineForGateways(owner, database);
  const directory = buildDirectory(file);
  const store = openTenantStore(database.db, { tenant: TENANT, now: () => engine.now() });
  const logger = pino({ level: 'silent' });
  const settings = { ...DEFAULT_GATEWAY_SETTINGS, ...options.settings };
  const customers = await openCustomers({ engine, store, logger, limits: settings });
  const context: GatewayContext = {
    engine,
    configuration: await followConfiguration(engine),
    connections: { agents: new AgentConnections(engine), endSignIn: () => Promise.resolve() },
    customers,
    ...store,
    identity: nobody,
    directory: () => directory,
    logger,
    settings,
  };
  const app = fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  useConnections(app, {
    trustProxy: options.trustProxy,
    refusalLimit: options.refusalLimit ?? 0,
    logger: app.log,
  });
  const gateway: CustomerChannel = await registerCustomerChannel(app, context, {
    connectors: options.connectors ?? {},
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    engine,
    owner,
    directory,
    faults,
    context,
    stop: async () => {
      customers.close();
      await gateway.close();
      await app.close();
      await stopFollowing();
      await owner.close();
    },
  };
}

const unknown = () => Promise.reject(new Error('Agents have no sockets here.'));
const nobody: GatewayContext['identity'] = {
  authenticateHandshake: unknown,
  authenticateRequest: unknown,
  authenticatePlace: unknown,
  authenticateReader: unknown,
  verifyToken: unknown,
  signIn: unknown,
  endSession: unknown,
  verifyConnector: () => undefined,
  onSessionEnded: () => () => {},
  origins: () => createOrigins('http://localhost'),
  securityLog: () => {},
};

function submit(engine: GatewayEngine, command: NewCommand, content?: Content): Promise<Outcome> {
  return engine.submit({ ...command, id: randomUUID() }, content);
}

async function must(outcome: Promise<Outcome>): Promise<void> {
  const result = await outcome;
  if (!result.ok) throw new Error(result.rejection.code);
}

function agentOf(rig: Rig, username: string): Agent {
  const id = idOf(TENANT, 'user', username);
  return {
    id,
    ready: async () => {
      await must(rig.command({ type: 'agent.connect', agentId: id, sid: `sid-${username}` }));
      await must(rig.command({ type: 'agent.setState', agentId: id, state: 'READY', reasonId: null }));
    },
    accept: (conversationId) =>
      must(
        rig.command({ type: 'task.accept', agentId: id, conversationId, taskId: null, participantId: null }),
      ),
    say: async (conversationId, text, { kind = 'MESSAGE', id: messageId = randomUUID() } = {}) => {
      const body = { type: 'PLAIN', markdownText: text } as const;
      const sender = { id, type: 'AGENT', senderName: username, additionalDetail: null };
      const message = storedMessage(sender, null, body);
      await must(
        rig.command(
          {
            type: 'message.send',
            conversationId,
            messageId,
            sender: { kind: 'AGENT', agentId: id },
            kind,
            replyTo: null,
            textLength: textLength(body),
          },
          { messages: { [messageId]: message } },
        ),
      );
      return messageId;
    },
  };
}
