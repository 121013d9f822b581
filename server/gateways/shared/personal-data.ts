/**
 * Who a customer is, hidden from agents without `customer`/`view_pii`: names, identifiers, addresses, what was entered before
 * the chat, and whatever else stands in the customer's document. It is hidden in what is sent, as the last step before it
 * leaves, so that no event and no answer can forget it. What customers write is a conversation, and is not hidden.
 */
import type { PermittedResource } from '../../../protocol/cim/parties.ts';
import { permits } from '../../identity/permits.ts';

/** What stands instead: it tells neither the length nor the kind of what is hidden. */
export const HIDDEN = '•••••';

/** Whether somebody may see who customers are. */
export function seesPersonalData(person: { permittedResources: readonly PermittedResource[] }): boolean {
  return permits(person, 'customer', 'view_pii');
}

/** Fields of a customer's document that say nothing of the person. */
const OPEN_IN_DOCUMENT: ReadonlySet<string> = new Set(['_id', 'isAnonymous', 'labels', 'mayBe']);

/** Fields that name a person or an address of one, wherever they stand. */
const PERSONAL: ReadonlySet<string> = new Set([
  'channelCustomerIdentifier',
  'customerName',
  'customerFirstName',
  'customerLastName',
  'channelIdentity',
]);

/** Fields that are text made of JSON, for desks that read it so. */
const AS_JSON: ReadonlySet<string> = new Set(['cimEvent', 'pullModeEvent']);

/** The same payload without who the customer is. The payload itself, which others get as well, stays as it is. */
export function hidePersonal<T>(payload: T): T {
  // The shape stays: texts take the place of texts.
  return hide(payload) as T;
}

function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== 'object' || value === null) return value;
  if ('_id' in value && 'isAnonymous' in value) return hiddenDocument(value);
  const isCustomer = 'type' in value && (value.type === 'CONNECTOR' || value.type === 'CUSTOMER');
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => {
      if (PERSONAL.has(key) || (key === 'senderName' && isCustomer)) return [key, hiddenText(each)];
      if (key === 'additionalAttributes' || key === 'variables') return [key, hiddenValues(each)];
      if (key === 'topicData') return [key, hiddenTopic(each)];
      if (key === 'customer') return [key, hiddenCustomer(each)];
      if (AS_JSON.has(key) && typeof each === 'string') return [key, hiddenJson(each)];
      return [key, hide(each)];
    }),
  );
}

/** What came with the session, and with it the form, is data of the customer. */
function hiddenTopic(topic: unknown): unknown {
  const hidden = hide(topic);
  if (typeof hidden !== 'object' || hidden === null || !('conversationData' in hidden)) return hidden;
  return { ...hidden, conversationData: hiddenWhole(hidden.conversationData) };
}

/** Names where a customer is told by a name alone, or by an id and a name. */
function hiddenCustomer(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return hiddenText(value);
  if ('_id' in value) return hiddenDocument(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      key === 'id' ? each : typeof each === 'string' ? hiddenText(each) : hide(each),
    ]),
  );
}

function hiddenDocument(document: object): object {
  return Object.fromEntries(
    Object.entries(document).map(([key, value]: [string, unknown]) => [
      key,
      OPEN_IN_DOCUMENT.has(key) ? value : hiddenWhole(value),
    ]),
  );
}

/** Nothing of a value is shown, whatever it consists of. */
function hiddenWhole(value: unknown): unknown {
  if (typeof value === 'string') return hiddenText(value);
  if (Array.isArray(value)) return value.map(hiddenWhole);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hiddenWhole(each)]));
  }
  return typeof value === 'number' ? null : value;
}

/** What a form asked for stays, what was answered does not. */
function hiddenValues(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((each: unknown) =>
    typeof each === 'object' && each !== null ? { ...each, value: HIDDEN } : HIDDEN,
  );
}

function hiddenText(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? HIDDEN : value;
}

function hiddenJson(text: string): string {
  return JSON.stringify(hide(JSON.parse(text)));
}
