/** Reading and changing a customer's profile, so that nobody overwrites what somebody else has just entered. */
import type { ActionTools } from '../desk/actions/tools.ts';
import { customerControl } from './customer-actions.ts';
import {
  differences,
  readProfile,
  valuesIn,
  wireChange,
  type ProfileField,
  type ProfileValues,
} from './profile.ts';

export type Profile = { fields: readonly ProfileField[]; values: ProfileValues };

/** `conflict`: somebody else has changed these meanwhile, to what stands in `theirs`; nothing was saved. */
export type Saved =
  | { state: 'saved' }
  | { state: 'refused' }
  | { state: 'conflict'; keys: readonly string[]; theirs: ProfileValues };

export type ProfileActions = {
  read: (customerId: string) => Promise<Profile>;
  /** `before`: what the agent has seen. */
  save: (customerId: string, before: Profile, after: ProfileValues) => Promise<Saved>;
};

const addressOf = (id: string): string => `/cim-customer/customers/${encodeURIComponent(id)}`;

export function profileActions({ rest, attempt }: ActionTools): ProfileActions {
  let known: Promise<readonly ProfileField[]> | null = null;
  const fieldsOf = () => {
    known ??= Promise.all([
      rest.get('/cim-customer/customerSchema'),
      rest.get('/cim-customer/attributeTypes'),
    ]).then(([schema, types]) => readProfile(schema, types));
    // A lost network must not keep them away for ever.
    known.catch(() => {
      known = null;
    });
    return known;
  };
  return {
    read: async (id) => {
      const [fields, document] = await Promise.all([fieldsOf(), rest.get(addressOf(id))]);
      return { fields, values: valuesIn(document, fields) };
    },
    save: async (id, { fields, values: before }, after) => {
      const changed = differences(fields, before, after);
      if (changed.length === 0) return { state: 'saved' };
      const found: { conflict: Saved | null } = { conflict: null };
      const done = await attempt(customerControl(id), 'profile', async () => {
        const theirs = valuesIn(await rest.get(addressOf(id)), fields);
        const both = differences(fields, before, theirs).filter(
          (key) => changed.includes(key) && differences(fields, theirs, after).includes(key),
        );
        if (both.length > 0) found.conflict = { state: 'conflict', keys: both, theirs };
        else await rest.put(addressOf(id), wireChange(fields, after, changed));
      });
      return found.conflict ?? { state: done ? 'saved' : 'refused' };
    },
  };
}
