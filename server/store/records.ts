/** Personal data as it is kept beside the journal: never in it, and erasable. */
import type { Json, JsonObject } from './json.ts';

/** A customer. After an erasure names are empty and there are no identifiers. */
export type CustomerRecord = {
  id: string;
  firstName: string;
  lastName: string;
  isAnonymous: boolean;
  /** Channel type (WEB, WHATSAPP …) → identifiers used there. */
  identifiers: Record<string, string[]>;
  /** Further fields of the customer's profile. */
  attributes: JsonObject;
};

/** What a customer brought to a channel session. */
export type SessionRecord = {
  id: string;
  customerId: string;
  channelId: string;
  channelCustomerIdentifier: string;
  serviceIdentifier: string;
  /** `additionalAttributes` of the wire (form data, device, locale), kept as they came. */
  additionalAttributes: Json[];
  /** SHA-256 of the token by which the customer resumes; null for connectors. */
  tokenHash: string | null;
};

/** From where somebody acts: the address, and the program as it names itself. */
export type Origin = { address: string; device: string };
