/**
 * Reads what a connector posts (D28, D29). Refused is only what has no customer, no channel, or is no
 * object at all; everything else is brought into form.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { MessageBody } from '../../../../../protocol/cim/body.ts';
import { INTENTS, SENDER_TYPES } from '../../../../../protocol/cim/vocabulary.ts';
import { messageId } from '../../../../../protocol/customer-channel/requests.ts';
import { wordIn } from '../../../../../protocol/shared/words.ts';
import type { Json, JsonObject } from '../../../../engine/contract.ts';
import { CustomerError } from '../../customer-error.ts';
import { mailAddress } from '../../../../customers/customer-address.ts';
import { readBody } from './body.ts';
import { tidy } from './tidy.ts';
import { cutTo, fieldsOf, firstText, momentOf, priorityOf, textOf } from './values.ts';

/** A connector's message, as far as anything in it matters. */
export type ReadMessage = {
  id: string;
  /** The id as the connector wrote it: by this it is answered. */
  givenId: string;
  /** Who writes, as the provider spells it, and to whom. */
  identifier: string;
  serviceIdentifier: string;
  firstName: string;
  lastName: string;
  /** 1 to 10. */
  priority: number;
  additionalAttributes: JsonObject[];
  intent: string | null;
  /** Id of the message that this one answers. */
  replyTo: string | null;
  providerMessageId: string | null;
  /** When the provider says that it was written, epoch ms. */
  providerTimestamp: number | null;
  language: JsonObject | null;
  entities: JsonObject | null;
  /** Null when there was none. */
  body: MessageBody | null;
};

const LONGEST_NAME = 200;
const MOST_ATTRIBUTES = 50;
const intentOf = wordIn(INTENTS);
const senderType = wordIn(SENDER_TYPES);

/** @throws CustomerError VALIDATION for what cannot be stored at all */
export function readMessage(payload: unknown): ReadMessage {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new CustomerError('VALIDATION', 'The message is no JSON object.');
  }
  const message = fieldsOf(tidy(payload));
  const header = fieldsOf(message.header);
  const channelData = fieldsOf(header.channelData);
  const identifier = textOf(channelData.channelCustomerIdentifier).trim();
  const serviceIdentifier = textOf(channelData.serviceIdentifier).trim();
  if (identifier === '')
    throw new CustomerError('VALIDATION', 'header.channelData.channelCustomerIdentifier: is missing');
  if (serviceIdentifier === '')
    throw new CustomerError('VALIDATION', 'header.channelData.serviceIdentifier: is missing');
  const intent = firstText(header.intent);
  const reference = firstText(header.originalMessageId, header.replyToMessageId);
  const { id, givenId } = idOf(message, header);
  return {
    id,
    givenId,
    identifier,
    serviceIdentifier,
    ...nameOf(header, channelData, identifier),
    priority: priorityOf(channelData.requestPriority),
    additionalAttributes: attributesOf(channelData.additionalAttributes),
    intent: intent === '' ? null : (intentOf(intent) ?? cutTo(intent, LONGEST_NAME)),
    replyTo: reference === '' ? null : usableId(reference),
    providerMessageId: firstText(header.providerMessageId) || (givenId === id ? null : givenId),
    providerTimestamp: momentOf(header.timestamp),
    language: languageOf(header.language),
    entities: mapOrNull(header.entities),
    body: message.body === undefined || message.body === null ? null : readBody(message.body),
  };
}

/** Ids that are numbers, in angle brackets, too long …: one of ours, always the same for the same. */
function usableId(given: string): string {
  if (messageId.safeParse(given).success) return given;
  return `x-${createHash('sha256').update(given).digest('hex')}`;
}

function idOf(message: JsonObject, header: JsonObject): { id: string; givenId: string } {
  const given = firstText(message.id, header.providerMessageId);
  if (given !== '') {
    // Beyond this, JSON has rounded the number: different messages would look the same.
    if (typeof message.id === 'number' && !Number.isSafeInteger(message.id)) {
      return { id: usableId(`${given} ${JSON.stringify(message)}`), givenId: given };
    }
    return { id: usableId(given), givenId: given };
  }
  // The same words at the same moment are the same message; without a moment nobody can tell.
  const id = momentOf(header.timestamp) === null ? randomUUID() : usableId(`? ${JSON.stringify(message)}`);
  return { id, givenId: id };
}

/** The customer's name, wherever this provider puts it. */
function nameOf(
  header: JsonObject,
  channelData: JsonObject,
  identifier: string,
): Pick<ReadMessage, 'firstName' | 'lastName'> {
  const customer = fieldsOf(header.customer);
  const name = (text: string): string => cutTo(text, LONGEST_NAME);
  const firstName = firstText(channelData.customerFirstName, customer.firstName);
  const lastName = firstText(channelData.customerLastName, customer.lastName);
  if (firstName !== '' || lastName !== '') return { firstName: name(firstName), lastName: name(lastName) };
  const sender = fieldsOf(header.sender);
  const said = senderType(sender.type) === 'CUSTOMER' ? sender.senderName : null;
  const whole = firstText(customer.name, said, mailAddress(identifier)?.name);
  return { firstName: name(whole === identifier ? '' : whole), lastName: '' };
}

function attributesOf(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((attribute) => fieldsOf(attribute))
    .filter(({ key }) => textOf(key) !== '')
    .map((attribute) => ({ ...attribute, key: textOf(attribute.key) }))
    .slice(0, MOST_ATTRIBUTES);
}

function languageOf(value: Json | undefined): JsonObject | null {
  return typeof value === 'string' && value !== '' ? { code: value } : mapOrNull(value);
}

function mapOrNull(value: Json | undefined): JsonObject | null {
  const map = fieldsOf(value);
  return Object.keys(map).length === 0 ? null : map;
}
