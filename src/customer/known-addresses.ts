import type { Conversation } from '../store/model.ts';

/** Channel types whose addresses are telephone numbers. */
const BY_NUMBER: ReadonlySet<string> = new Set(['WHATSAPP', 'SMS', 'VIBER']);

/** Under this name a customer's document has numbers of no certain channel. */
const NUMBERS = 'PHONENUMBER';

/** The addresses at which a customer is known on a channel type, those of the channel itself first. */
export function knownAddresses(
  { customer, sessions }: Pick<Conversation, 'customer' | 'sessions'>,
  channelType: string,
): string[] {
  const type = channelType.toUpperCase();
  const under = (wanted: string) =>
    customer.identities.filter((each) => each.channelType.toUpperCase() === wanted).map(({ value }) => value);
  const own = sessions
    .filter((session) => session.channelType.toUpperCase() === type)
    .map(({ identifier }) => identifier);
  const all = [...own, ...under(type), ...(BY_NUMBER.has(type) ? under(NUMBERS) : [])];
  return [...new Set(all.filter((address) => address.trim() !== ''))];
}
