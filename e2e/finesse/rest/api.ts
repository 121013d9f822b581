import type { IncomingMessage, ServerResponse } from 'node:http';
import { XMPP_DOMAIN } from '../world/demo-data.ts';
import { API } from '../world/documents.ts';
import type { World } from '../world/model.ts';
import { readXml } from '../xml/read.ts';
import { toXml } from '../xml/write.ts';
import { ApiError } from './api-error.ts';
import { findRoute } from './routes.ts';
import { authorise } from './sign-in.ts';

/** How the system as a whole stands. */
export function systemInfo(world: World, host: string): string {
  return toXml('SystemInfo', systemDocument(world, host));
}

export function systemDocument(world: World, host: string) {
  return {
    currentTimestamp: new Date().toISOString(),
    deploymentType: world.settings.flavor,
    license: 'PREMIUM',
    primaryNode: { host },
    secondaryNode: { host: '' },
    status: world.inService ? 'IN_SERVICE' : 'OUT_OF_SERVICE',
    systemAuthMode: world.settings.authMode,
    timezoneOffset: '0',
    uri: `${API}/SystemInfo`,
    xmppDomain: XMPP_DOMAIN,
    xmppPubSubDomain: `pubsub.${XMPP_DOMAIN}`,
  };
}

/**
 * Answers a request to the REST API. A change is accepted with 202 first, and its events go out when that answer has
 * left.
 * @param after what has to be looked at whenever something happened in the world
 */
export function answerApi(
  world: World,
  request: IncomingMessage,
  url: URL,
  text: string,
  response: ServerResponse,
  after: () => void,
): void {
  const requestId = [request.headers.requestid].flat()[0] ?? '';
  if (requestId !== '') response.setHeader('requestId', requestId);
  const answer = (status: number, xml?: string): void => {
    if (xml !== undefined) response.setHeader('content-type', 'application/xml;charset=UTF-8');
    response.writeHead(status).end(xml);
  };
  let release: (() => void) | undefined;
  try {
    const path = url.pathname.slice(API.length + 1).replace(/\/$/, '');
    if (path === 'SystemInfo' && request.method === 'GET') {
      answer(200, systemInfo(world, url.hostname));
      return;
    }
    if (!world.inService) throw new ApiError(503, 'Service Unavailable', 'Finesse is out of service');
    const caller = authorise(world, request.headers.authorization);
    const { handler, ids } = findRoute(path, request.method ?? 'GET');
    const body = text === '' ? undefined : readXml(text);
    if (text !== '' && !body) throw new ApiError(400, 'Bad Request', 'The body is not well-formed XML');
    let read: string | undefined;
    release = world.publisher.holding(requestId, () => {
      read = handler({ world, caller, ids, query: url.searchParams, body });
      if (read === undefined) after();
    });
    response.once('close', release);
    if (read === undefined) answer(202);
    else answer(200, read);
  } catch (error) {
    release?.();
    const refusal =
      error instanceof ApiError
        ? error
        : new ApiError(500, 'Internal Server Error', error instanceof Error ? error.message : 'unknown');
    answer(refusal.status, refusal.toXml());
  }
}
