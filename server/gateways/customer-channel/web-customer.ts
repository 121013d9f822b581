/** Who writes from the web: by what the form says, else somebody without a name, known by the browser alone. */
import { firstLetters } from '../../../protocol/shared/letters.ts';
import { webChannelData } from '../../../protocol/customer-channel/requests.ts';
import type { ChatRequested } from '../../../protocol/customer-channel/requests.ts';
import type { CustomerRecord } from '../../engine/contract.ts';
import type { People } from '../../store/people.ts';
import { derivedId } from './derived-id.ts';

/** What the customer entered before the chat, as far as it says who they are. */
type WebVisitor = {
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  /** Name or id of the wished queue; null: the channel's own. */
  queue: string | null;
};

const LONGEST = 200;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const PHONE = /^\+?\d{5,20}$/;
/** Channel types on which a telephone number is the identifier. */
const PHONE_CHANNELS = ['WHATSAPP', 'SMS', 'VIBER', 'CX_VOICE'];

/** Reads the form out of `CHAT_REQUESTED`. Keys are compared without regard to case and underscores. */
export function readVisitor(request: ChatRequested): WebVisitor {
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
      if (value !== undefined && value !== '') return firstLetters(value, LONGEST);
    }
    return '';
  };
  const email = answer('email', 'emailaddress', 'mail').toLowerCase();
  const phone = answer('phone', 'phonenumber', 'mobile', 'telephone').replaceAll(/[\s()./-]/g, '');
  const queue = data?.queue?.trim() ?? '';
  return {
    firstName: answer('firstname', 'name', 'fullname'),
    lastName: answer('lastname', 'surname'),
    email: EMAIL.test(email) ? email : null,
    phone: PHONE.test(phone) ? phone : null,
    queue: queue === '' ? null : queue,
  };
}

/**
 * The customer's record. An e-mail address or a telephone number leads to the customer who is known by it, whose
 * record stays as it is: whoever types them has proven nothing. Anybody else is known by the browser.
 */
export async function findWebCustomer(
  people: People,
  tenant: string,
  channelType: string,
  identifier: string,
  visitor: WebVisitor,
): Promise<CustomerRecord> {
  const known = await findKnown(people, visitor);
  if (known !== undefined) return known;
  const id = derivedId('customer', tenant, channelType, identifier);
  const before = await people.customer(id);
  return describe(id, channelType, identifier, visitor, before);
}

/**
 * A record of somebody new. For a visitor who names a customer that is talking just now, but cannot show the
 * token: they must not land in that conversation.
 */
export function strangerRecord(
  sessionId: string,
  channelType: string,
  identifier: string,
  visitor: WebVisitor,
): CustomerRecord {
  // Without address and number, so that the known customer's next visit does not lead here.
  const id = derivedId('stranger', sessionId);
  return describe(id, channelType, identifier, { ...visitor, email: null, phone: null }, undefined);
}

async function findKnown(people: People, { email, phone }: WebVisitor): Promise<CustomerRecord | undefined> {
  if (email !== null) {
    const [byEmail] = await people.customersByIdentifier('EMAIL', email);
    if (byEmail !== undefined) return byEmail;
  }
  if (phone === null) return undefined;
  const written = phone.startsWith('+') ? [phone, phone.slice(1)] : [phone, `+${phone}`];
  for (const channel of PHONE_CHANNELS) {
    for (const number of written) {
      const [byPhone] = await people.customersByIdentifier(channel, number);
      if (byPhone !== undefined) return byPhone;
    }
  }
  return undefined;
}

function describe(
  id: string,
  channelType: string,
  identifier: string,
  visitor: WebVisitor,
  before: CustomerRecord | undefined,
): CustomerRecord {
  const { email, phone } = visitor;
  const firstName = visitor.firstName === '' ? (before?.firstName ?? '') : visitor.firstName;
  const lastName = visitor.firstName === '' ? (before?.lastName ?? '') : visitor.lastName;
  return {
    id,
    firstName,
    lastName,
    isAnonymous:
      firstName === '' &&
      lastName === '' &&
      email === null &&
      phone === null &&
      (before?.isAnonymous ?? true),
    identifiers: {
      ...before?.identifiers,
      [channelType]: [identifier],
      ...(email !== null && { EMAIL: [email] }),
    },
    attributes: { ...before?.attributes, ...(phone !== null && { phoneNumber: [phone] }) },
  };
}
