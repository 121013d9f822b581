/** What an agent without `customer`/`view_pii` is told: everything but who the customers are. */
import { HIDDEN } from '../../shared/personal-data.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { SERVER } from '../people.ts';

/** Fields of a customer that say who that is. */
const PERSONAL: ReadonlySet<string> = new Set(['displayName', 'email', 'phone']);

/** Whether an id on this wire is that of a customer: of nobody who works here, of no program, and not the server's. */
export function isStranger(
  { directory, bots }: Pick<GatewayContext, 'directory'> & { bots: { nameOf: (id: string) => string } },
  id: string,
): boolean {
  return (
    id !== SERVER.id &&
    directory().userByName(id) === undefined &&
    directory().user(id) === undefined &&
    bots.nameOf(id) === id
  );
}

/** The same frame without who customers are. The frame itself, which others get as well, stays as it is. */
export function hideCustomers(value: unknown, isCustomer: (id: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => hideCustomers(each, isCustomer));
  if (typeof value !== 'object' || value === null) return value;
  const isParticipant = 'type' in value && value.type === 'Customer';
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => {
      if (key === 'from' || key === 'to') return [key, hiddenPeople(each, isCustomer)];
      if (key === 'customer') return [key, hiddenCustomer(each)];
      if (isParticipant && PERSONAL.has(key)) return [key, hiddenText(each)];
      return [key, hideCustomers(each, isCustomer)];
    }),
  );
}

/** Who speaks and is spoken to. */
function hiddenPeople(value: unknown, isCustomer: (id: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => hiddenPeople(each, isCustomer));
  if (typeof value !== 'object' || value === null || !('id' in value)) return value;
  return typeof value.id === 'string' && isCustomer(value.id) ? { ...value, name: HIDDEN } : value;
}

function hiddenCustomer(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return hiddenText(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      PERSONAL.has(key) ? hiddenText(each) : each,
    ]),
  );
}

function hiddenText(value: unknown): unknown {
  return value === '' ? value : HIDDEN;
}
