import { Pencil } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { Customer } from '../store/events.ts';
import { may } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { customerControl } from './customer-actions.ts';
import styles from './CustomerProfile.module.css';
import { profileActions, type Profile } from './profile-actions.ts';
import { differences, problemOf, type ProfileValues } from './profile.ts';
import { ProfileFields } from './ProfileFields.tsx';

const NOTHING: ProfileValues = {};

/** The profile in a form. Where somebody else was faster, both are shown, and the agent decides. */
function ProfileForm({
  customerId,
  profile,
  onDone,
}: {
  customerId: string;
  profile: Profile;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const actions = useSlice(profileActions);
  const asking = useAsking(customerControl(customerId)) !== null;
  const form = useRef<HTMLFormElement>(null);
  const [before, setBefore] = useState(profile);
  const [values, setValues] = useState(profile.values);
  const [theirs, setTheirs] = useState(NOTHING);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, []);
  const ready = before.fields.every((field) => problemOf(field, values[field.key] ?? '') === null);
  const save = async () => {
    const saved = await actions.save(customerId, before, values);
    if (saved.state === 'saved') onDone();
    if (saved.state !== 'conflict') return;
    setTheirs(Object.fromEntries(saved.keys.map((key) => [key, saved.theirs[key] ?? ''])));
    const mine = differences(before.fields, before.values, values);
    setValues((now) => ({
      ...saved.theirs,
      ...Object.fromEntries(mine.map((key) => [key, now[key] ?? ''])),
    }));
    // The agent has seen them now: saving again means it.
    setBefore({ ...before, values: saved.theirs });
  };
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={t('customer.profile.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !asking) void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onDone();
      }}
    >
      <ProfileFields
        fields={before.fields}
        values={values}
        theirs={theirs}
        onChange={(key, value) => {
          setValues((now) => ({ ...now, [key]: value }));
        }}
      />
      {theirs !== NOTHING && (
        <p className={styles.conflict} role="alert">
          {t('customer.profile.conflict')}
        </p>
      )}
      <div className={styles.answers}>
        <Button size="small" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button size="small" look="primary" submit pending={asking} disabled={!ready}>
          {t('customer.noteSave')}
        </Button>
      </div>
    </form>
  );
}

/** Leads to the customer's profile, for agents who may change it. */
export function CustomerProfile({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const actions = useSlice(profileActions);
  const mayChange = useDesk(
    (state) => may(state, 'customer/manage_in_conversation') && may(state, 'customer/view'),
  );
  const [state, setState] = useState<Profile | 'closed' | 'fetching' | 'failed'>('closed');
  if (!mayChange) return null;
  if (typeof state === 'object') {
    return (
      <ProfileForm
        customerId={customer.id}
        profile={state}
        onDone={() => {
          setState('closed');
        }}
      />
    );
  }
  return (
    <div>
      <Button
        size="small"
        look="quiet"
        pending={state === 'fetching'}
        icon={<Pencil size={14} aria-hidden="true" />}
        data-profile
        onClick={() => {
          setState('fetching');
          actions.read(customer.id).then(setState, () => {
            setState('failed');
          });
        }}
      >
        {t('customer.profile.edit')}
      </Button>
      {state === 'failed' && (
        <p className={styles.conflict} role="alert">
          {t('customer.profile.failed')}
        </p>
      )}
    </div>
  );
}
