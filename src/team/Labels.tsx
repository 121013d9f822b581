import { Pencil, Tag, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import type { Label } from '../desk/labels.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import asks from './Ask.module.css';
import { COLORS, LABELS, labelListActions, MAX_LABEL_NAME } from './label-list.ts';
import styles from './Labels.module.css';

const PRIORITIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** One of a few colours; one that somebody else has chosen stays among them. */
function Colors({ value, onChange }: { value: string; onChange: (color: string) => void }) {
  const { t } = useTranslation();
  const choices = COLORS.some((each) => each === value) ? COLORS : [value, ...COLORS];
  return (
    <fieldset className={styles.colors}>
      <legend>{t('team.label.color')}</legend>
      {choices.map((color, at) => (
        <label key={color} className={styles.color}>
          <input
            type="radio"
            name="label-color"
            aria-label={t('team.label.colorOf', { number: at + 1 })}
            checked={color === value}
            onChange={() => {
              onChange(color);
            }}
          />
          <Tag size={18} aria-hidden="true" color={color} />
        </label>
      ))}
    </fieldset>
  );
}

function Form({ of, onDone }: { of: Label | null; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { keep } = useSlice(labelListActions);
  const asking = useAsking(LABELS);
  const online = useDesk((state) => state.link.status === 'online');
  const refusal = useDesk((state) => state.refusals[LABELS]);
  const refusalText = useRefusalText();
  const [name, setName] = useState(of?.name ?? '');
  const [color, setColor] = useState<string>(of?.color ?? COLORS[3]);
  const [priority, setPriority] = useState(of?.priority ?? 1);
  const wanted = name.trim();
  const ready = online && wanted !== '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        void keep(of?.id ?? null, { name: wanted, color, priority }).then((yes) => {
          if (!yes) return;
          setName('');
          onDone();
        });
      }}
    >
      <TextField label={t('team.label.name')} value={name} maxLength={MAX_LABEL_NAME} onChange={setName} />
      <label className={styles.field}>
        <span>{t('team.label.priority')}</span>
        <Select
          value={String(priority)}
          choices={PRIORITIES.map((each) => ({ value: String(each), name: format.number(each) }))}
          onChange={(value) => {
            setPriority(Number(value));
          }}
        />
        <span>{t('team.label.priorityHint')}</span>
      </label>
      <Colors value={color} onChange={setColor} />
      {refusal !== undefined && (
        <p className={styles.wrong} role="alert">
          {refusalText(refusal)}
        </p>
      )}
      <div className={asks.submit}>
        <Button look="primary" submit disabled={!ready} pending={asking === 'keep'}>
          {t(of === null ? 'team.label.add' : 'team.announce.save')}
        </Button>
        {of !== null && <Button onClick={onDone}>{t('team.cancel')}</Button>}
      </div>
    </form>
  );
}

/** The labels that agents put on customers, kept by who may, and a form for a new one. */
export function Labels() {
  const { t } = useTranslation();
  const format = useFormat();
  const { all, remove } = useSlice(labelListActions);
  const online = useDesk((state) => (state.link.status === 'online' ? state.link.since : null));
  const [found, setFound] = useState<readonly Label[] | null>(null);
  const [round, setRound] = useState(0);
  const [edited, setEdited] = useState<Label | null>(null);
  useEffect(() => {
    if (online === null) return;
    let here = true;
    all().then(
      (list) => {
        if (here) setFound(list);
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [all, online, round]);
  const again = () => {
    setEdited(null);
    setRound((count) => count + 1);
  };
  return (
    <div className={styles.both}>
      <Form key={edited?.id ?? ''} of={edited} onDone={again} />
      {found?.length === 0 && <p className={styles.none}>{t('team.label.none')}</p>}
      {found !== null && found.length > 0 && (
        <ul className={styles.labels} aria-label={t('team.tab.labels')}>
          {found.map((label) => (
            <li key={label.id} className={styles.label}>
              <Tag size={16} aria-hidden="true" color={label.color} />
              <bdi>{label.name}</bdi>
              <span>{t('team.label.priorityOf', { priority: format.number(label.priority) })}</span>
              <IconButton
                label={t('team.label.edit', { name: label.name })}
                icon={<Pencil size={16} />}
                onClick={() => {
                  setEdited(label);
                }}
              />
              <IconButton
                label={t('team.label.remove', { name: label.name })}
                icon={<Trash2 size={16} />}
                onClick={() => {
                  void remove(label.id).then(again);
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
