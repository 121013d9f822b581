/** What the desk asks for once: reasons, the wrap-up form, a customer's earlier conversations. */
import type { Rest } from '../connection/rest.ts';
import { readPastEvents, readPastPage } from '../connection/read-past.ts';
import { fields, list, number, text, texts, under } from '../base/fields.ts';
import type { Reason } from '../store/model.ts';
import type { PastEvents, PastPage } from '../store/past.ts';
import type { WrapupForm } from './actions.ts';

/** Earlier conversations, and events of one, come in pages of so many. */
const PAGE = { conversations: 20, events: 100 };

function readReasons(value: unknown): Reason[] {
  return list(value).flatMap((each) => {
    const wire = fields(each);
    const type = text(wire.type);
    if (type !== 'NOT_READY' && type !== 'LOGOUT') return [];
    const code = number(wire.code);
    return [{ id: text(wire.id), name: text(wire.name), type, ...(code === null ? {} : { code }) }];
  });
}

function readForm(value: unknown): WrapupForm {
  const options = under(list(fields(value).attributes)[0], 'categoryOptions');
  return {
    multiple: options.isMultipleChoice !== false,
    categories: list(options.categories).map((each) => {
      const wire = fields(each);
      return { name: text(wire.categoryName), values: texts(wire.values) };
    }),
  };
}

/** The id under which desks of this family find the wrap-up form. */
const WRAPUP_FORM = '62d07f4f0980a50a91210bef';

/** The reasons that the agent may give for a state. */
export async function fetchReasons(rest: Rest): Promise<Reason[]> {
  return readReasons(await rest.get('/unified-admin/reasons'));
}

/** The form of the wrap-up. */
export async function fetchWrapupForm(rest: Rest): Promise<WrapupForm> {
  return readForm(await rest.get(`/unified-admin/forms/${WRAPUP_FORM}`));
}

function page(path: string, limit: number, before: number | null): string {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(before !== null && { before: String(before) }),
  });
  return `/conversation-manager/${path}?${query.toString()}`;
}

/** A customer's earlier conversations before a moment (epoch ms), or the newest. */
export async function fetchPastConversations(
  rest: Rest,
  customerId: string,
  before: number | null,
): Promise<PastPage> {
  const path = `customer-topics/customer/${encodeURIComponent(customerId)}`;
  return readPastPage(await rest.get(page(path, PAGE.conversations, before)));
}

/** What was said in a conversation before a seq, or the newest. */
export async function fetchPastEvents(
  rest: Rest,
  conversationId: string,
  before: number | null,
  now: number,
): Promise<PastEvents> {
  const path = `conversations/${encodeURIComponent(conversationId)}/events`;
  return readPastEvents(await rest.get(page(path, PAGE.events, before)), now);
}
