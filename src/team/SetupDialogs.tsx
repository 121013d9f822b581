import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { isOfQueues, MEASURES, type Alarm, type Measure } from './alarms.ts';
import type { FloorQueue } from './floor-slice.ts';
import { MAX_VIEW_NAME, MOST_KEPT, type SavedView } from './setup.ts';
import asks from './Ask.module.css';
import cells from './Rows.module.css';
import styles from './SetupDialogs.module.css';

const ALL = '';

/** What a new alarm begins with. */
const LIMITS: Readonly<Record<Measure, number>> = {
  waiting: 5,
  longest: 3,
  level: 80,
  state: 30,
  notReady: 15,
};
/** The highest limits that make sense: percent, minutes of a day, customers. */
const MOST: Readonly<Record<Measure, number>> = {
  waiting: 9_999,
  longest: 1_440,
  level: 100,
  state: 1_440,
  notReady: 1_440,
};

/** A limit being written; what makes no sense shows as wrong and changes nothing. */
function LimitField({
  limit,
  most,
  onChange,
}: {
  limit: number;
  most: number;
  onChange: (limit: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [written, setWritten] = useState(String(limit));
  const isLimit = (value: string) => /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most;
  return (
    <TextField
      label={t('team.alarm.limit')}
      quiet
      type="number"
      min={1}
      max={most}
      value={written}
      problem={!isLimit(written) && `${format.number(1)}–${format.number(most)}`}
      onChange={(value) => {
        setWritten(value);
        if (isLimit(value)) onChange(Number(value));
      }}
    />
  );
}

/** The alarms, each with its limit. */
export function AlarmsDialog({
  alarms,
  queues,
  onChange,
  onClose,
}: {
  alarms: readonly Alarm[];
  queues: readonly FloorQueue[];
  onChange: (alarms: readonly Alarm[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const configured = useConfigured();
  const put = (id: string, change: Partial<Alarm>) => {
    onChange(alarms.map((each) => (each.id === id ? { ...each, ...change } : each)));
  };
  const add = () => {
    const id = String(Math.max(0, ...alarms.map((each) => Number(each.id))) + 1);
    onChange([...alarms, { id, measure: 'waiting', limit: LIMITS.waiting, queueId: ALL, muted: false }]);
  };
  return (
    <Dialog
      title={t('team.alarm.title')}
      closeLabel={t('team.close')}
      onClose={onClose}
      footer={
        <Button disabled={alarms.length >= MOST_KEPT} onClick={add}>
          {t('team.alarm.add')}
        </Button>
      }
    >
      {alarms.length === 0 && <p className={cells.muted}>{t('team.alarm.none')}</p>}
      <ul className={styles.settings}>
        {alarms.map(({ id, measure, limit, queueId, muted }) => (
          <li key={id} className={styles.setting}>
            <Select
              aria-label={t('team.alarm.what')}
              value={measure}
              choices={MEASURES.map((each) => ({ value: each, name: t(`team.alarm.measure.${each}`) }))}
              onChange={(value) => {
                const chosen = MEASURES.find((each) => each === value) ?? 'waiting';
                put(id, { measure: chosen, limit: LIMITS[chosen], queueId: ALL });
              }}
            />
            <LimitField
              key={measure}
              limit={limit}
              most={MOST[measure]}
              onChange={(wanted) => {
                put(id, { limit: wanted });
              }}
            />
            {isOfQueues(measure) ? (
              <Select
                aria-label={t('team.col.queue')}
                value={queueId}
                choices={[
                  { value: ALL, name: t('team.alarm.eachQueue') },
                  ...queues.map((queue) => ({ value: queue.id, name: configured.queue(queue.name) })),
                ]}
                onChange={(value) => {
                  put(id, { queueId: value });
                }}
              />
            ) : (
              <span className={cells.muted}>{t('team.alarm.eachAgent')}</span>
            )}
            <Checkbox
              label={t('team.alarm.sounds')}
              checked={!muted}
              onChange={(on) => {
                put(id, { muted: !on });
              }}
            />
            <IconButton
              label={t('team.alarm.remove')}
              icon={<Trash2 size={16} aria-hidden="true" />}
              onClick={() => {
                onChange(alarms.filter((each) => each.id !== id));
              }}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Gives the view as it stands a name; one of the same name is replaced. */
export function SaveViewDialog({
  saved,
  onSave,
  onClose,
}: {
  saved: readonly SavedView[];
  onSave: (name: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const known = saved.some((each) => each.name === wanted);
  const ready = wanted !== '' && wanted.length <= MAX_VIEW_NAME && (known || saved.length < MOST_KEPT);
  return (
    <Dialog title={t('team.view.save')} closeLabel={t('team.cancel')} onClose={onClose} first="input">
      <form
        className={asks.choose}
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          onSave(wanted);
          onClose();
        }}
      >
        <TextField
          label={t('team.view.name')}
          value={name}
          maxLength={MAX_VIEW_NAME}
          {...(known && { hint: t('team.view.replaces') })}
          onChange={setName}
        />
        <div className={asks.submit}>
          <Button look="primary" submit disabled={!ready}>
            {t('team.view.saveNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
