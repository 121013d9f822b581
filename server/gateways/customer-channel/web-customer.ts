/**
 * Who writes from the web. Words that somebody types identify nobody: a customer is known by an own session or by
 * an identity that the embedding site has signed, and everybody else is somebody new.
 */
import { firstCharacters } from '../../../protocol/shared/characters.ts';
import { webChannelData } from '../../../protocol/customer-channel/requests.ts';
import type { ChatRequested } from '../../../protocol/customer-channel/requests.ts';
import type { CustomerRecord } from '../../engine/contract.ts';
import type { People } from '../../store/people.ts';
import { MAY_BE } from '../shared/cim-parties.ts';
import {
  addressKey,
  mailAddress,
  PHONE_CHANNELS,
  phoneKey,
  type AddressedChannel,
} from '../../customers/customer-address.ts';
import { derivedId } from '../../uuid.ts';
import type { SiteIdentity } from './site-identity.ts';

/** What the customer entered before the chat. */
type Entered = {
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  /** Name or id of the wished queue; null: the channel's own. */
  queue: string | null;
};

/** What proves who a customer is; both null: nothing does. */
export type Proof = {
  identity: SiteIdentity | null;
  /** The customer of an own session, open or over, whose token was shown. */
  customerId: string | null;
};

/** Nothing is proven. */
export const NO_PROOF: Proof = { identity: null, customerId: null };

const LONGEST = 200;

/** Reads the form out of `CHAT_REQUESTED`. Keys are compared without regard to case and underscores. */
export function readEntered(request: ChatRequested): Entered {
  const attribute = (request.additionalAttributes ?? []).find(({ type }) => type === 'WebChannelData');
  const parsed = webChannelData.safeParse(attribute?.value);
  const data = parsed.success ? parsed.data : undefined;
  const answers = new Map<string, string>();
  for (const { key, value } of data?.formData?.attributes ?? []) {
    if (typeof value === 'string') answers.set(key.toLowerCase().replaceAll(/[_\s-]/g, ''), value.trim());
  }
  const answer = (...keys: string[]): string => {
    for (const key of keys) {
      const value = answers.get(key);
      if (value !== undefined && value !== '') return firstCharacters(value, LONGEST);
    }
    return '';
  };
  const email = answer('email', 'emailaddress', 'mail');
  const phone = answer('phone', 'phonenumber', 'mobile', 'telephone');
  const queue = data?.queue?.trim() ?? '';
  return {
    firstName: answer('firstname', 'name', 'fullname'),
    lastName: answer('lastname', 'surname'),
    email: mailAddress(email)?.address ?? null,
    phone: phone === '' ? null : phone,
    queue: queue === '' ? null : queue,
  };
}

/** The customer's record, with what was entered where nothing better is known. */
export async function findWebCustomer(
  people: People,
  tenant: string,
  channel: AddressedChannel & { identityScope: string },
  sessionId: string,
  entered: Entered,
  { identity, customerId }: Proof,
): Promise<CustomerRecord> {
  if (identity !== null) {
    const id = derivedId('site-identity', tenant, channel.identityScope, identity.subject);
    return signedRecord(id, channel, identity, await people.customer(id));
  }
  const before = customerId === null ? undefined : await people.customer(customerId);
  if (before !== undefined) return renamed(before, entered);
  return {
    id: derivedId('customer', tenant, sessionId),
    firstName: entered.firstName,
    lastName: entered.lastName,
    isAnonymous: true,
    identifiers: {},
    attributes: await resemblance(people, channel, entered),
  };
}

/** The names of somebody who is nobody but this browser: what was typed last counts. */
function renamed(before: CustomerRecord, { firstName, lastName }: Entered): CustomerRecord {
  return before.isAnonymous && firstName !== '' ? { ...before, firstName, lastName } : before;
}

function signedRecord(
  id: string,
  channel: AddressedChannel,
  { subject, firstName, lastName, email, phone }: SiteIdentity,
  before: CustomerRecord | undefined,
): CustomerRecord {
  const isNamed = firstName !== '' || lastName !== '';
  const number = phone === null ? null : (phoneKey(channel, phone) ?? phone);
  return {
    id,
    firstName: isNamed ? firstName : (before?.firstName ?? ''),
    lastName: isNamed ? lastName : (before?.lastName ?? ''),
    isAnonymous: false,
    identifiers: {
      ...before?.identifiers,
      WEB: [subject],
      ...(email !== null && { EMAIL: [addressKey({ type: 'EMAIL', country: null }, email)] }),
    },
    attributes: { ...before?.attributes, ...(number !== null && { phoneNumber: [number] }) },
  };
}

/** The most customers that are named as possible. */
const MOST_SUGGESTIONS = 3;

/** Verified customers who are known by what was typed: a hint for the agent, and nothing more. */
async function resemblance(
  people: People,
  channel: AddressedChannel,
  { email, phone }: Entered,
): Promise<CustomerRecord['attributes']> {
  const found: string[] = [];
  if (email !== null) found.push(...(await people.customersByIdentifier('EMAIL', email)).map(({ id }) => id));
  if (phone !== null) {
    for (const type of PHONE_CHANNELS) {
      const key = addressKey({ type, country: channel.country }, phone);
      found.push(...(await people.customersByIdentifier(type, key)).map(({ id }) => id));
    }
  }
  const ids = [...new Set(found)].slice(0, MOST_SUGGESTIONS);
  return ids.length === 0 ? {} : { [MAY_BE]: ids };
}
