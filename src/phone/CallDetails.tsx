import { Info, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { TextField } from '../ui/TextField.tsx';
import { phoneControl } from './phone-actions.ts';
import styles from './Panels.module.css';
import { PhoneRefused } from './PhoneRefused.tsx';
import type { Call, Phone } from './read-phone.ts';
import { useCallHands, type CallHands } from './use-phone.ts';
import { WrapUpReason } from './WrapUpReason.tsx';

const isState = oneOf(
  'ALERTING',
  'INITIATING',
  'INITIATED',
  'ACTIVE',
  'HELD',
  'WRAP_UP',
  'FAILED',
  'DROPPED',
);

function Variables({ call, hands }: { call: Call; hands: CallHands }) {
  const { t } = useTranslation();
  const [edits, setEdits] = useState<Readonly<Record<string, string>>>({});
  const { may, act, asking, blocked } = hands;
  const editable = may('UPDATE_CALL_DATA');
  const changed = call.variables
    .filter(({ name, value }) => (edits[name] ?? value) !== value)
    .map(({ name }) => ({ name, value: edits[name] ?? '' }));
  const shown = call.variables.filter(({ value }) => editable || value !== '');
  if (shown.length === 0) return null;
  if (!editable) {
    return (
      <dl className={styles.facts}>
        {shown.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <form
      className={styles.variables}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length === 0 || blocked !== null) return;
        void act('UPDATE_CALL_DATA', { variables: changed });
      }}
    >
      {shown.map(({ name, value }) => (
        <TextField
          key={name}
          label={name}
          maxLength={512}
          value={edits[name] ?? value}
          onChange={(typed) => {
            setEdits({ ...edits, [name]: typed });
          }}
        />
      ))}
      <Button
        submit
        size="small"
        pending={asking === 'UPDATE_CALL_DATA'}
        disabled={changed.length === 0 || blocked !== null}
      >
        {t('phone.saveVariables')}
      </Button>
    </form>
  );
}

function Participants({ call, hands }: { call: Call; hands: CallHands }) {
  const { t } = useTranslation();
  const { may, act, asking, blocked } = hands;
  const there = call.participants.filter(({ state }) => state !== 'DROPPED');
  if (there.length < 2) return null;
  return (
    <>
      <h3 className={styles.heading}>{t('phone.participants')}</h3>
      <ul className={styles.participants}>
        {there.map(({ address, name, state, isSelf }) => (
          <li key={address}>
            <span className={styles.who}>
              <bdi>{isSelf ? t('phone.you') : (name ?? address)}</bdi>
              <span className={styles.note}>
                {!isSelf && name !== null && <span dir="ltr">{address} </span>}
                {isState(state) ? t(`phone.call.${state}`) : state}
              </span>
            </span>
            {!isSelf && may('PARTICIPANT_DROP') && (
              <IconButton
                label={t('phone.dropParticipant', { name: name ?? address })}
                disabled={blocked !== null || asking !== null}
                icon={<UserMinus size={16} aria-hidden="true" />}
                onClick={() => void act('PARTICIPANT_DROP', { participant: address })}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Facts({ call }: { call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [
    [t('phone.number'), call.number, 'ltr'],
    [t('phone.dialed'), call.dialedNumber, 'ltr'],
    [t('phone.queue'), call.queue, 'auto'],
    [t('phone.started'), call.startedAt === null ? null : format.time(call.startedAt), 'auto'],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value, dir]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir={dir}>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** All that is known of a call, what can be noted on it, and who takes part. What was begun stays when it is closed. */
export function CallDetails({ call, phone }: { call: Call; phone: Phone }) {
  const { t } = useTranslation();
  const hands = useCallHands(call);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Popover
        label={t('phone.details')}
        open={open}
        onOpenChange={setOpen}
        trigger={<IconButton label={t('phone.details')} icon={<Info size={18} aria-hidden="true" />} />}
      >
        <div className={styles.panel}>
          <Facts call={call} />
          {hands.may('UPDATE_CALL_DATA') && <WrapUpReason call={call} phone={phone} />}
          <Variables call={call} hands={hands} />
          <Participants call={call} hands={hands} />
          <PhoneRefused control={phoneControl.call(call.id)} />
        </div>
      </Popover>
    </>
  );
}
