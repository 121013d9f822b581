import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { answerApi, systemDocument } from './rest/api.ts';
import { ApiError } from './rest/api-error.ts';
import { checkLinkPassword } from './rest/sign-in.ts';
import { DEFAULT_SETTINGS, type FinesseSettings } from './settings.ts';
import { Faults, happen, type Fault } from './sim/faults.ts';
import { overview, runHook, type Simulation } from './sim/hooks.ts';
import { API } from './world/documents.ts';
import { makeQueueFeed, routeQueued } from './world/queues.ts';
import { endOrphanedMonitors } from './world/supervision.ts';
import { makeWorld, resetWorld } from './world/world.ts';
import { Bosh } from './xmpp/bosh.ts';
import { XmppHub } from './xmpp/hub.ts';
import { serveWebSocket } from './xmpp/websocket.ts';

const LARGEST_BODY = 262_144;
/** Milliseconds between two looks at the figures of the queues. */
const QUEUE_FEED = 10_000;

/** Answers paths that are none of Finesse's API; false leaves them to somebody else. */
export type FurtherPages = (
  request: IncomingMessage,
  url: URL,
  body: string,
  response: ServerResponse,
) => boolean;

export type RunningFinesse = { url: string; port: number; close: () => Promise<void> };

/** Starts the stand-in: REST, XMPP over WebSocket and BOSH, and the hooks, on one port (0: a free one). */
export async function startFinesse(
  port = 0,
  wanted: Partial<FinesseSettings> = {},
  { host = '127.0.0.1', pages = () => false }: { host?: string; pages?: FurtherPages } = {},
): Promise<RunningFinesse> {
  const settings = { ...DEFAULT_SETTINGS, ...wanted };
  const world = makeWorld(settings, (node, text) => hub.deliver(node, text));
  const after = (): void => {
    endOrphanedMonitors(world);
    routeQueued(world);
  };
  const hub = new XmppHub(
    () => world,
    (name, password) => checkLinkPassword(world, name, password),
    after,
  );
  const faults = new Faults();
  const bosh = new Bosh(hub);
  const simulation: Simulation = {
    world,
    faults,
    cut: (userId) => hub.cut(userId),
    addresses: () => hub.addresses(),
    system: () => systemDocument(world, host),
    reset: () => {
      hub.forget();
      faults.clear();
      resetWorld(world);
    },
  };

  const dispatch = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? host}`);
    const { pathname } = url;
    if (settings.cors) allowOrigins(request, response);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
    } else if (pathname === API || pathname.startsWith(`${API}/`)) {
      meetFaults(faults.take(request.method ?? '', pathname), response, (fault) => {
        if (fault) tellLater(simulation, request, response, fault);
        else answerApi(world, request, url, body, response, after);
      });
    } else if (pathname === '/http-bind' || pathname === '/http-bind/') {
      bosh.receive(body, (text) => {
        if (response.writableEnded) return;
        response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(text);
      });
    } else if (pathname.startsWith('/sim/')) {
      answerHook(simulation, request.method ?? '', pathname.slice('/sim/'.length), body, response);
      after();
    } else if (!pages(request, url, body, response)) {
      response.writeHead(404).end();
    }
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LARGEST_BODY) request.destroy();
      else parts.push(part);
    });
    request.on('end', () => dispatch(request, response, Buffer.concat(parts).toString()));
    request.on('error', () => response.destroy());
  });
  const sockets = serveWebSocket(server, hub);
  const feed = setInterval(makeQueueFeed(world), QUEUE_FEED);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${taken}`,
    port: taken,
    close: async () => {
      clearInterval(feed);
      simulation.reset();
      bosh.close();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      hub.forget();
    },
  };
}

function allowOrigins(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-methods', 'GET, PUT, POST, OPTIONS');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, requestId, locale');
  response.setHeader('access-control-expose-headers', 'requestId');
}

/** Goes on with the request unless a fault answers it; a fault that comes by event is handed on. */
function meetFaults(fault: Fault | undefined, response: ServerResponse, goOn: (fault?: Fault) => void): void {
  if (!fault) goOn();
  else if (fault.kind === 'slow') setTimeout(() => goOn(), fault.delay).unref();
  else if (fault.kind === 'async-error') goOn(fault);
  else happen(fault, response);
}

/** The request is accepted, and an event says later that it failed. */
function tellLater(
  { world }: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  { errorType, errorMessage, errorData }: Fault,
): void {
  const requestId = [request.headers.requestid].flat()[0] ?? '';
  const name = Buffer.from((request.headers.authorization ?? '').split(' ')[1] ?? '', 'base64')
    .toString('utf8')
    .split(':')[0];
  const path = new URL(request.url ?? '/', 'http://finesse').pathname;
  // Errors of a dialog come where the dialog's events come.
  const node = `${API}/User/${name ?? ''}${path.includes('/Dialog') ? '/Dialogs' : ''}`;
  const release = world.publisher.holding(requestId, () =>
    world.publisher.publish(node, {
      event: 'PUT',
      source: path,
      data: { apiErrors: { apiError: { errorType, errorMessage, errorData } } },
    }),
  );
  if (requestId !== '') response.setHeader('requestId', requestId);
  response.once('close', release);
  response.writeHead(202).end();
}

function answerHook(
  simulation: Simulation,
  method: string,
  name: string,
  body: string,
  response: ServerResponse,
): void {
  const answer = (status: number, outcome: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(outcome));
  };
  try {
    if (method === 'GET' && name === 'state') {
      answer(200, overview(simulation));
      return;
    }
    const given: unknown = body === '' ? {} : JSON.parse(body);
    const outcome = method === 'POST' ? runHook(simulation, name, given) : undefined;
    if (outcome) answer(200, outcome);
    else answer(404, { error: `There is no hook ${method} ${name}` });
  } catch (error) {
    if (error instanceof ApiError)
      answer(error.status === 400 ? 409 : error.status, { error: error.message });
    else if (error instanceof z.ZodError) answer(400, { error: z.prettifyError(error) });
    else answer(400, { error: 'The body is no JSON' });
  }
}
