import { PHONE_BOOKS, QUEUES, REASONS, WRAP_UP_REASONS } from '../world/demo-data.ts';
import { API, queueById, queueDocument, reasonDocument } from '../world/documents.ts';
import { toXml, type XmlElements } from '../xml/write.ts';
import { ApiError, invalidInput, missing } from './api-error.ts';
import { ownUser } from './request.ts';
import type { Request, Routes } from './route.ts';

/** A list of a user: the path is authorised, what is in it is the same for all. */
const list =
  (root: string, content: (request: Request) => XmlElements) =>
  (request: Request): string => {
    ownUser(request.world, request.caller, request.ids[0]);
    return toXml(root, content(request));
  };

const notFound = (id: string | undefined): ApiError =>
  new ApiError(404, 'Not Found', 'There is no such resource', id);

function reasonsOf({ query }: Request): XmlElements {
  const category = query.get('category');
  if (category === null) throw missing('category');
  if (category !== 'NOT_READY' && category !== 'LOGOUT') throw invalidInput('category');
  const ReasonCode = REASONS.filter((reason) => reason.category === category).map(reasonDocument);
  return { '@category': category, ReasonCode };
}

function contactsOf(id: string | undefined): XmlElements {
  const book = PHONE_BOOKS.find((candidate) => candidate.id === id);
  if (!book) throw notFound(id);
  return {
    Contact: book.contacts.map((contact) => ({
      description: contact.note,
      firstName: contact.first,
      lastName: contact.last,
      phoneNumber: contact.number,
      uri: `${API}/PhoneBook/${book.id}/Contact/${contact.id}`,
    })),
  };
}

/** What there is to choose from. */
export const listRoutes: Routes = {
  'User/*/ReasonCodes': { GET: list('ReasonCodes', reasonsOf) },
  'ReasonCode/*': {
    GET: ({ ids }) => {
      const reason = REASONS.find(({ id }) => id === ids[0]);
      if (!reason) throw notFound(ids[0]);
      return toXml('ReasonCode', reasonDocument(reason));
    },
  },
  'User/*/WrapUpReasons': {
    GET: list('WrapUpReasons', () => ({
      WrapUpReason: WRAP_UP_REASONS.map(({ id, label }) => ({
        uri: `${API}/WrapUpReason/${id}`,
        label,
        forAll: true,
      })),
    })),
  },
  'User/*/PhoneBooks': {
    GET: list('PhoneBooks', () => ({
      PhoneBook: PHONE_BOOKS.map(({ id, name }) => ({
        contacts: `${API}/PhoneBook/${id}/Contacts`,
        name,
        type: 'GLOBAL',
        uri: `${API}/PhoneBook/${id}`,
      })),
    })),
  },
  'PhoneBook/*/Contacts': { GET: ({ ids }) => toXml('Contacts', contactsOf(ids[0])) },
  'User/*/PhoneBooks/*/Contacts': { GET: list('Contacts', ({ ids }) => contactsOf(ids[1])) },
  'User/*/Queues': {
    GET: list('Queues', ({ world }) => ({ Queue: QUEUES.map((queue) => queueDocument(world, queue)) })),
  },
  'Queue/*': {
    GET: ({ world, ids: [id = ''] }) => {
      const queue = queueById(id);
      if (!queue) throw notFound(id);
      return toXml('Queue', queueDocument(world, queue));
    },
  },
  'User/*/Workflows': { GET: list('Workflows', () => ({})) },
  'User/*/MediaPropertiesLayout': { GET: list('MediaPropertiesLayout', mediaProperties) },
  'User/*/MediaPropertiesLayouts': {
    GET: list('MediaPropertiesLayouts', () => ({ MediaPropertiesLayout: mediaProperties() })),
  },
  // The desktop sends its log; it is taken and forgotten.
  'User/*/ClientLog': {
    POST: ({ world, caller, ids }) => {
      ownUser(world, caller, ids[0]);
      return undefined;
    },
  },
};

function mediaProperties(): XmlElements {
  const entry = (displayName: string, mediaProperty: string): XmlElements => ({ displayName, mediaProperty });
  return {
    header: { entry: entry('Number', 'fromAddress') },
    column: [{ entry: [entry('BA Call Type', 'callType'), entry('Variable 1', 'callVariable1')] }, {}],
  };
}
