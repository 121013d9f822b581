/** The resources of the interface as they are sent. Addresses come in pairs: `uri` is whole, `path` is below the base. */
import type { ChannelStateName } from './names.ts';

export type Address = { uri: string; path: string };

export type ChannelResource = {
  channel: string;
  userState: { id: string; state: ChannelStateName; displayName: string; reason?: string };
};

export type UserResource = Address & {
  id: string;
  userName: string;
  firstName: string;
  lastName: string;
  roles: string[];
  enabled: boolean;
  changePasswordOnFirstLogin: boolean;
};

/** What is said on the topic of channels. */
export type ChannelNotification = { messageType: 'ChannelStateChangeMessageV2'; channels: ChannelResource[] };
