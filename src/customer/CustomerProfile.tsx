import { Pencil } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useUnsaved } from '../desk/unsaved.ts';
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

/** What stands in the form. `theirs`: what others have saved meanwhile, where it differs. */
type Entered = { before: Profile; values: ProfileValues; theirs: ProfileValues };

function isChanged({ before, values }: Entered): boolean {
  return differences(before.fields, before.values, values).length > 0;
}

/** The profile in a form. Where somebody else was faster, both are shown, and the agent decides. */
function ProfileForm({
  customerId,
  entered,
  onChange,
  isNew,
  onDone,
}: {
  customerId: string;
  entered: Entered;
  onChange: (change: (now: Entered) => Entered) => void;
  /** It was opened just now: typing begins here. */
  isNew: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const actions = useSlice(profileActions);
  const asking = useAsking(customerControl(customerId)) !== null;
  const form = useRef<HTMLFormElement>(null);
  const { before, values, theirs } = entered;
  const [opened] = useState(isNew);
  useLayoutEffect(() => {
    if (opened) form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [opened]);
  const ready = before.fields.every((field) => problemOf(field, values[field.key] ?? '') === null);
  const save = async () => {
    const saved = await actions.save(customerId, before, values);
    if (saved.state === 'saved') onDone();
    if (saved.state !== 'conflict') return;
    onChange((now) => {
      const mine = differences(before.fields, before.values, now.values);
      return {
        theirs: Object.fromEntries(saved.keys.map((key) => [key, saved.theirs[key] ?? ''])),
        values: { ...saved.theirs, ...Object.fromEntries(mine.map((key) => [key, now.values[key] ?? ''])) },
        // The agent has seen them now: saving again means it.
        before: { ...before, values: saved.theirs },
      };
    });
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
          onChange((now) => ({ ...now, values: { ...now.values, [key]: value } }));
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
  const [state, setState] = useState<'closed' | 'opened' | 'fetching' | 'failed'>('closed');
  const [entered, keep, latest] = useUnsaved(`profile:${customer.id}`, isChanged);
  if (!mayChange) return null;
  if (entered !== null) {
    return (
      <ProfileForm
        customerId={customer.id}
        entered={entered}
        onChange={(change) => {
          const now = latest();
          if (now !== null) keep(change(now));
        }}
        isNew={state === 'opened'}
        onDone={() => {
          setState('closed');
          keep(null);
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
          actions.read(customer.id).then(
            (before) => {
              setState('opened');
              keep({ before, values: before.values, theirs: NOTHING });
            },
            () => {
              setState('failed');
            },
          );
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
