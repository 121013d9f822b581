/** The socket protocols that this server speaks, for `/docs`. A new gateway adds its catalog here. */
import { agentManagerEvents } from '../../protocol/agent-manager/catalog.ts';
import { chatSolutionEvents } from '../../protocol/chat-solution/catalog.ts';
import { chatSolutionExamples } from '../../protocol/chat-solution/examples.ts';
import { customerChannelEvents } from '../../protocol/customer-channel/catalog.ts';
import { genericConnectorEvents } from '../../protocol/generic-connector/catalog.ts';
import { genericConnectorExamples } from '../../protocol/generic-connector/examples.ts';
import { genesysEvents } from '../../protocol/genesys/catalog.ts';
import { genesysExamples } from '../../protocol/genesys/examples.ts';
import { COMETD_PATH } from '../../protocol/genesys/names.ts';
import type { SocketProtocol } from './asyncapi.ts';

export const socketProtocols: readonly SocketProtocol[] = [
  {
    id: 'agentManager',
    title: 'Agent Manager',
    address: '/agent-manager',
    description:
      'For desks. Also at the root path. Sign in first: handshake `auth.token`, or the cookie of the sign-in.',
    events: agentManagerEvents,
  },
  {
    id: 'customerChannel',
    title: 'Customer channel',
    address: '/web-channel-manager',
    description:
      'For the web chat of customers. Handshake: `auth {serviceIdentifier, channelCustomerIdentifier, sessionToken?}`.',
    events: customerChannelEvents,
  },
  {
    id: 'chatSolution',
    title: 'Chat Solution',
    address: '/',
    description:
      'For agents, customers, bots and connectors of Chat Solution 3, by Socket.IO clients from 2.x on: whoever shows no ' +
      '`auth` with the handshake. The first successful event says what a socket is. A bot or a connector shows its key ' +
      'as `?key=` of the handshake.',
    events: chatSolutionEvents,
    examples: chatSolutionExamples,
  },
  {
    id: 'genericConnector',
    title: 'Generic Connector',
    address: '/generic-connector',
    plain: true,
    description:
      'Calls of a Cisco Finesse, where `GC_BROKER_URL` is set. Over a broker the type is the JMS type and the body the message; here a command is `{type, body}` as JSON text.',
    events: genericConnectorEvents,
    examples: genericConnectorExamples,
  },
  {
    id: 'genesys',
    title: 'Genesys chat interface',
    address: COMETD_PATH,
    polled: true,
    description:
      'For agents’ programs: CometD (Bayeux 1.0) by long polling, with the cookie JSESSIONID or Basic. What agents do is REST below /api/v2.',
    events: genesysEvents,
    examples: genesysExamples,
  },
];
