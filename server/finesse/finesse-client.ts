/** What is asked of Finesse, in its own words: people, calls, reasons, teams and queues. */
import type { HttpClient } from './http-exchange.ts';
import { FinesseFailure } from './finesse-failure.ts';
import { idOf, readDialog, readReason, readUser } from './model.ts';
import type { Dialog, FinesseUser, Reason } from './model.ts';
import { askFinesse } from './rest.ts';
import type { Credentials, RestRequest } from './rest.ts';
import type { FinesseService } from './service.ts';
import { childOf, childrenOf, tag, textAt } from './xml.ts';
import type { XmlElement } from './xml.ts';

export type Queue = { id: string; name: string; statistics: Readonly<Record<string, string>> };
export type Team = { id: string; name: string; users: readonly FinesseUser[] };
type Contact = ReturnType<typeof readContact>;

/** An agent has a few books; of more, the first ones are read. */
const MOST_BOOKS = 50;
export type ReasonCategory = 'LOGOUT' | 'NOT_READY';

/** Parts of a request that changes something: element names and their texts, in order. */
export type Change = readonly (readonly [name: string, content: string | readonly string[]])[];

/** Everything rejects with a `FinesseFailure`. What changes something is accepted when it resolves; events tell the rest. */
export class FinesseClient {
  readonly #http: HttpClient;
  readonly #service: FinesseService;
  readonly #timeoutMs: number;

  constructor(http: HttpClient, service: FinesseService, timeoutMs: number) {
    this.#http = http;
    this.#service = service;
    this.#timeoutMs = timeoutMs;
  }

  async user(by: Credentials, id: string): Promise<FinesseUser> {
    return readUser(await this.#get(by, `/User/${part(id)}`, 'User'));
  }

  async changeUser(by: Credentials, change: Change, requestId: string): Promise<void> {
    await this.#change('PUT', by, `/User/${part(by.id)}`, 'User', change, requestId);
  }

  async dialogs(by: Credentials): Promise<Dialog[]> {
    const root = await this.#get(by, `/User/${part(by.id)}/Dialogs`, 'Dialogs');
    return childrenOf(root, 'Dialog').map(readDialog);
  }

  async dialog(by: Credentials, id: string): Promise<Dialog> {
    return readDialog(await this.#get(by, `/Dialog/${part(id)}`, 'Dialog'));
  }

  async changeDialog(by: Credentials, id: string, change: Change, requestId: string): Promise<void> {
    await this.#change('PUT', by, `/Dialog/${part(id)}`, 'Dialog', change, requestId);
  }

  async makeDialog(by: Credentials, change: Change, requestId: string): Promise<void> {
    await this.#change('POST', by, `/User/${part(by.id)}/Dialogs`, 'Dialog', change, requestId);
  }

  async reasons(by: Credentials, category: ReasonCategory): Promise<Reason[]> {
    const root = await this.#get(by, `/User/${part(by.id)}/ReasonCodes?category=${category}`, 'ReasonCodes');
    return childrenOf(root, 'ReasonCode').map(readReason);
  }

  async wrapUpReasons(by: Credentials): Promise<Reason[]> {
    const root = await this.#get(by, `/User/${part(by.id)}/WrapUpReasons`, 'WrapUpReasons');
    return childrenOf(root, 'WrapUpReason').map(readReason);
  }

  async queues(by: Credentials): Promise<Queue[]> {
    const root = await this.#get(by, `/User/${part(by.id)}/Queues`, 'Queues');
    return childrenOf(root, 'Queue').map((queue) => ({
      id: idOf(queue),
      name: textAt(queue, 'name'),
      statistics: Object.fromEntries(
        (childOf(queue, 'statistics')?.children ?? []).map((one) => [one.name, one.text.trim()]),
      ),
    }));
  }

  async team(by: Credentials, id: string): Promise<Team> {
    const root = await this.#get(by, `/Team/${part(id)}`, 'Team');
    const users = childOf(root, 'users');
    return {
      id: idOf(root),
      name: textAt(root, 'name'),
      users: [...childrenOf(users, 'User'), ...childrenOf(users, 'user')].map(readUser),
    };
  }

  /** The phone books that somebody may use, with what is in them. */
  async phoneBooks(by: Credentials): Promise<{ id: string; name: string; contacts: Contact[] }[]> {
    const root = await this.#get(by, `/User/${part(by.id)}/PhoneBooks`, 'PhoneBooks');
    const books = childrenOf(root, 'PhoneBook').slice(0, MOST_BOOKS);
    return Promise.all(
      books.map(async (book) => {
        const id = idOf(book);
        const contacts = await this.#get(by, `/PhoneBook/${part(id)}/Contacts`, 'Contacts');
        return { id, name: textAt(book, 'name'), contacts: childrenOf(contacts, 'Contact').map(readContact) };
      }),
    );
  }

  async #get(by: Credentials, path: string, expected: string): Promise<XmlElement> {
    const root = await this.#ask({ method: 'GET', path, credentials: by });
    if (root?.name !== expected) throw new FinesseFailure('unavailable', 'The answer is not of Finesse.');
    return root;
  }

  async #change(
    method: 'PUT' | 'POST',
    credentials: Credentials,
    path: string,
    root: string,
    change: Change,
    requestId: string,
  ): Promise<void> {
    const body = tag(
      root,
      change.map(([name, content]) => tag(name, content)),
    );
    await this.#ask({ method, path, credentials, body, requestId });
  }

  async #ask(request: RestRequest): Promise<XmlElement | null> {
    try {
      return await askFinesse(this.#http, this.#service.url, request, this.#timeoutMs);
    } catch (error) {
      // Somebody has found out that it is away: everybody shall know soon.
      if (error instanceof FinesseFailure && error.kind !== 'refused') void this.#service.check();
      throw error;
    }
  }
}

function readContact(contact: XmlElement) {
  return {
    id: idOf(contact),
    firstName: textAt(contact, 'firstName'),
    lastName: textAt(contact, 'lastName'),
    number: textAt(contact, 'phoneNumber'),
    description: textAt(contact, 'description'),
  };
}

function part(id: string): string {
  return encodeURIComponent(id);
}
