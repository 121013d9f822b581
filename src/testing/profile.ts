/** A customer's profile with a field of every kind, always the same. */
import type { Profile } from '../customer/profile-actions.ts';
import type { ProfileField } from '../customer/profile.ts';

const field = (key: string, label: string, more: Partial<ProfileField> = {}): ProfileField => ({
  key,
  label,
  kind: 'text',
  several: false,
  required: false,
  options: [],
  longest: 100,
  pattern: null,
  ...more,
});

export const PROFILE: Profile = {
  fields: [
    field('firstName', 'First name', { required: true }),
    field('lastName', 'Last name'),
    field('phoneNumber', 'Phone number', { several: true }),
    field('plan', 'Plan', { kind: 'choice', options: ['Basic', 'Gold'] }),
    field('since', 'Customer since', { kind: 'date' }),
    field('contracts', 'Contracts', { kind: 'number' }),
    field('newsletter', 'Newsletter', { kind: 'boolean' }),
  ],
  values: {
    firstName: 'Maria',
    lastName: 'Lopez',
    phoneNumber: '+44 7700 900123',
    plan: 'Gold',
    since: '2021-04-01',
    contracts: 'two',
    newsletter: 'true',
  },
};
