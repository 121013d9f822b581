/** What is known of the customer and was entered, as flat pairs. */
import type { Json, Records } from '../../../engine/contract.ts';
import type { StoredMessage } from '../../../wire/message-content.ts';
import { UNNAMED_CUSTOMER } from '../../shared/cim-parties.ts';
import { HIDDEN } from '../../shared/personal-data.ts';

/** `known`: of the customer, which not every agent may see; `chosen`: the agent's own dispositions. */
export type UserData = { known: Record<string, string>; chosen: Record<string, string> };

/** @param taskId the agent's own task, whose disposition shows */
export function userDataOf(
  records: Records,
  customerId: string,
  sessionId: string | undefined,
  taskId: string | null,
): UserData {
  const customer = records.customer(customerId);
  const session = sessionId === undefined ? undefined : records.session(sessionId);
  const pairs: [string, string][] = [];
  for (const attribute of session?.additionalAttributes ?? []) pairs.push(...pairsOf(attribute));
  const { firstName = '', lastName = '' } = customer ?? {};
  pairs.push(['FirstName', firstName === '' ? UNNAMED_CUSTOMER : firstName]);
  if (lastName !== '') pairs.push(['LastName', lastName]);
  pairs.push(['channelCustomerIdentifier', session?.channelCustomerIdentifier ?? '']);
  return { known: Object.fromEntries(pairs), chosen: Object.fromEntries(dispositionsOf(records, taskId)) };
}

/** Which of it is known stays, what it is does not. */
export function hiddenUserData({ known }: UserData): Record<string, string> {
  return Object.fromEntries(Object.entries(known).map(([key, value]) => [key, value === '' ? '' : HIDDEN]));
}

/** What the agent chose so far, by key. */
export function dispositionsOf(records: Records, taskId: string | null): [string, string][] {
  const entered = taskId === null ? undefined : records.enteredWrapup(taskId);
  const body = (entered?.content as unknown as StoredMessage | undefined)?.body;
  const wrapups: unknown = body !== undefined && 'wrapups' in body ? body.wrapups : [];
  if (!Array.isArray(wrapups)) return [];
  return (wrapups as { categoryName: string; value: string }[]).map(({ categoryName, value }) => [
    categoryName,
    value,
  ]);
}

/** An attribute by its key; a form by those of its fields. */
function pairsOf(attribute: Json): [string, string][] {
  if (!isObject(attribute) || typeof attribute.key !== 'string') return [];
  const { key, value } = attribute;
  const form = isObject(value) && isObject(value.formData) ? value.formData : value;
  if (isObject(form) && Array.isArray(form.attributes)) return form.attributes.flatMap(pairsOf);
  const text = textOf(value);
  return text === null ? [] : [[key, text]];
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []).join(', ') : null;
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
