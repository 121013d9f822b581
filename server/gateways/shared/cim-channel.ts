/** Channels as the wire shows them: the same object for as long as the configuration stays. */
import type { Channel } from '../../../protocol/cim/parties.ts';
import type { Directory, DirectoryChannel } from '../../configuration/directory.ts';

const NO_SLA = { totalDuration: null, action: null, startTime: null } as const;

const shown = new WeakMap<DirectoryChannel, Channel>();
const brief = new WeakMap<Channel, Channel>();

/** A channel with how its customers come to agents; one that is not configured any more is shown by its id. */
export function channelOf(directory: Directory, channelId: string): Channel {
  const channel = directory.channel(channelId);
  if (channel === undefined) return unknownChannel(channelId);
  const known = shown.get(channel) ?? wireChannel(directory, channel);
  shown.set(channel, known);
  return known;
}

/** As messages carry it. */
export function briefChannel(channel: Channel): Channel {
  const known = brief.get(channel);
  if (known !== undefined) return known;
  const { id, name, serviceIdentifier, defaultOutbound, channelConfig, channelType } = channel;
  const made: Channel = {
    id,
    name,
    serviceIdentifier,
    defaultOutbound,
    channelConfig: channelConfig && {
      formatting: channelConfig.formatting,
      emoji: channelConfig.emoji,
      maxTextLength: channelConfig.maxTextLength,
    },
    channelType,
  };
  brief.set(channel, made);
  return made;
}

function wireChannel(directory: Directory, channel: DirectoryChannel): Channel {
  const { id, name, type, routing, serviceIdentifier, connectorId } = channel;
  const known = directory.channelTypes.find((one) => one.name === type);
  const connector = connectorId === null ? undefined : directory.connector(connectorId);
  return {
    id,
    name,
    serviceIdentifier,
    defaultOutbound: false,
    tenant: { id: directory.tenant, name: directory.tenant },
    channelConfig: {
      ...channel.text,
      id,
      channelMode: 'HYBRID',
      conversationBot: '',
      responseSla: routing.responseSeconds,
      customerActivityTimeout: routing.inactivitySeconds,
      customerSla: NO_SLA,
      customerIdentificationCriteria: { value: null },
      routingPolicy: {
        agentSelectionPolicy: routing.selection,
        routeToLastAgent: routing.toLastAgent,
        routingMode: routing.mode,
        routingObjectId: routing.objectId,
        agentRequestTtl: routing.ttlSeconds,
      },
      botId: null,
    },
    channelConnector: connector === undefined ? null : { id: connector.id, name: connector.name },
    channelType: {
      id: channel.channelTypeId,
      name: type,
      channelLogo: channel.logo,
      isInteractive: known?.interactive ?? true,
      mediaRoutingDomain: known?.mrdId ?? null,
    },
  };
}

function unknownChannel(id: string): Channel {
  return {
    id,
    name: id,
    serviceIdentifier: '',
    defaultOutbound: false,
    channelConfig: null,
    channelType: {
      id: 'GENERIC',
      name: 'GENERIC',
      channelLogo: '_GENERIC.svg',
      isInteractive: true,
      mediaRoutingDomain: null,
    },
  };
}
