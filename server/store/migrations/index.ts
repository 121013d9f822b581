import { contactCentre } from './001-contact-centre.ts';
import { identity } from './002-identity.ts';
import { customerChannel } from './003-customer-channel.ts';
import { agentDesk } from './004-agent-desk.ts';
import { ratings } from './005-ratings.ts';
import { snapshotParts } from './006-snapshot-parts.ts';
import { enteredWrapups } from './007-entered-wrapups.ts';
import { uniqueStreams } from './008-unique-streams.ts';
import { signInSafety } from './009-sign-in-safety.ts';
import { typedAddresses } from './010-typed-addresses.ts';
import { requests } from './011-requests.ts';
import { announcements } from './012-announcements.ts';
import { customerCare } from './013-customer-care.ts';
import { push } from './014-push.ts';
import { supervisions } from './015-supervisions.ts';
import { fileSpace } from './016-file-space.ts';
import { labelPriority } from './017-label-priority.ts';
import { deskPlaces } from './018-desk-places.ts';
import { monitoredCalls } from './019-monitored-calls.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. A new one gets the next number, a file of its own and a line here. */
export const MIGRATIONS: readonly Migration[] = [
  contactCentre,
  identity,
  customerChannel,
  agentDesk,
  ratings,
  snapshotParts,
  enteredWrapups,
  uniqueStreams,
  signInSafety,
  typedAddresses,
  requests,
  announcements,
  customerCare,
  push,
  supervisions,
  fileSpace,
  labelPriority,
  deskPlaces,
  monitoredCalls,
];
