/** Changes of customers: what a desk may write into a record, and how everybody who talks to them is told. */
import { randomUUID } from 'node:crypto';
import type { CustomerInput } from '../../../protocol/agent-manager/customer-care.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { findUnsafe } from '../../../protocol/shared/safe-json.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { CustomerRecord, Json, JsonObject } from '../../engine/contract.ts';
import { labelPriority, labelsOf } from '../../customers/label-priority.ts';
import { sizeOf } from '../../wire/message-size.ts';
import { MAY_BE } from '../shared/cim-parties.ts';
import type { GatewayContext } from '../shared/context.ts';
import { submit } from '../shared/refusals.ts';
import { fits } from './customer-attributes.ts';

/** Fields of a document that are stored elsewhere, or that only the server writes. */
const NOT_FREE: ReadonlySet<string> = new Set(['_id', '__v', 'firstName', 'lastName', 'isAnonymous', MAY_BE]);

/** The most that is kept of one customer beside name and identifiers, in bytes as JSON. */
const MOST_BYTES = 16_384;

/** The most identifiers of one kind. */
const MOST_IDENTIFIERS = 50;

/** A customer of whom nothing is known yet. */
export function newCustomer(): CustomerRecord {
  return {
    id: randomUUID(),
    firstName: '',
    lastName: '',
    isAnonymous: false,
    identifiers: {},
    attributes: {},
  };
}

/**
 * The record with what a desk has sent; what is missing stays. `channelTypes`: WEB, WHATSAPP … Throws VALIDATION where a
 * value does not fit the attribute that the configuration names.
 */
export function changed(
  before: CustomerRecord,
  input: CustomerInput,
  { channelTypes, customerAttributes }: Pick<Directory, 'channelTypes' | 'customerAttributes'>,
): CustomerRecord {
  if (findUnsafe(input) !== null) throw new ProtocolError('VALIDATION');
  for (const attribute of customerAttributes) {
    const value = Object.hasOwn(input, attribute.key) ? input[attribute.key] : undefined;
    if (value !== undefined && !fits(attribute, value)) {
      throw new ProtocolError('VALIDATION', `${attribute.key}: this does not fit (${attribute.type})`);
    }
  }
  const attributes: JsonObject = { ...before.attributes };
  const identifiers = { ...before.identifiers };
  for (const [key, value] of Object.entries(input)) {
    if (NOT_FREE.has(key) || value === undefined) continue;
    const type = channelTypes.find(({ name }) => name.toLowerCase() === key)?.name;
    if (type !== undefined) identifiers[type] = identifiersIn(key, value);
    else if (value === null) Reflect.deleteProperty(attributes, key);
    // Checked by findUnsafe before: everything in it is JSON.
    else attributes[key] = value as Json;
  }
  if (sizeOf({ attributes, identifiers }) > MOST_BYTES) throw new ProtocolError('TOO_LARGE');
  return {
    id: before.id,
    firstName: input.firstName ?? before.firstName,
    lastName: input.lastName ?? before.lastName,
    isAnonymous: input.isAnonymous ?? before.isAnonymous,
    identifiers,
    attributes,
  };
}

function identifiersIn(key: string, value: unknown): string[] {
  const given = Array.isArray(value) ? value : value === null ? [] : [value];
  const texts = given.filter((one): one is string => typeof one === 'string' && one.length <= 200);
  if (texts.length !== given.length || given.length > MOST_IDENTIFIERS || typeof value === 'string') {
    throw new ProtocolError('VALIDATION', `${key}: a list of texts is expected`);
  }
  return [...new Set(texts)];
}

/** Stores what is known of a customer; where they are talked to now, desks are told, and who waits goes where the labels put them (Q1). */
export async function saveCustomer(
  { engine, customerCare }: Pick<GatewayContext, 'engine' | 'customerCare'>,
  customer: CustomerRecord,
): Promise<void> {
  const { events } = await submit(
    engine,
    {
      id: randomUUID(),
      type: 'customer.update',
      customerId: customer.id,
      labelPriority: await labelPriority({ customerCare }, customer),
    },
    { customers: { [customer.id]: customer } },
  );
  if (events.length === 0) await customerCare.save(customer);
}

/** A label gives another priority now, or is gone: so it is for all who have it and are here now. O(open conversations). */
export async function labelChanged(
  context: Pick<GatewayContext, 'engine' | 'customerCare'>,
  labelId: string,
): Promise<void> {
  const { engine, customerCare } = context;
  const labelled = await engine.read(({ world, records }) => {
    const ids = new Set(Object.values(world.state.conversations).map(({ customerId }) => customerId));
    return [...ids]
      .flatMap((id) => records.customer(id) ?? [])
      .filter((one) => labelsOf(one).includes(labelId));
  });
  for (const customer of labelled) {
    await submit(engine, {
      id: randomUUID(),
      type: 'customer.update',
      customerId: customer.id,
      labelPriority: await labelPriority({ customerCare }, customer),
    });
  }
}
