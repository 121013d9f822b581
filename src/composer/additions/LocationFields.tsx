import { LocateFixed } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Addition.module.css';
import { positionOf } from './addition.ts';
import type { FieldsProps } from './fields.ts';

/** How long the browser may look for the position, ms. */
const PATIENCE = 15_000;

/** A place by its name, its address and its coordinates. The browser is asked where it is only by a click. */
export function LocationFields({ values, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(false);
  const [search, setSearch] = useState<'none' | 'going' | 'denied' | 'failed'>('none');
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const position = values.position ?? '';
  const wrong = left && position.trim() !== '' && positionOf(position) === null;
  const locate = () => {
    setSearch('going');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        if (!here.current) return;
        setSearch('none');
        onChange({ position: `${latitude.toFixed(6)}, ${longitude.toFixed(6)}` });
      },
      (error) => {
        if (here.current) setSearch(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed');
      },
      { timeout: PATIENCE, maximumAge: 60_000 },
    );
  };
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t('composer.add.location.name')}
          maxLength={200}
          value={values.name ?? ''}
          onChange={(name) => {
            onChange({ name });
          }}
        />
        <TextField
          label={t('composer.add.location.address')}
          maxLength={300}
          value={values.address ?? ''}
          onChange={(address) => {
            onChange({ address });
          }}
        />
      </div>
      <div className={styles.withButton}>
        <TextField
          label={t('composer.add.location.position')}
          placeholder="52.52, 13.405"
          maxLength={500}
          value={position}
          hint={t('composer.add.location.positionHint')}
          problem={wrong && t('composer.add.location.wrong')}
          onBlur={() => {
            setLeft(true);
          }}
          onChange={(next) => {
            onChange({ position: next });
          }}
        />
        {'geolocation' in navigator && (
          <Button
            pending={search === 'going'}
            icon={<LocateFixed size={15} aria-hidden="true" />}
            onClick={locate}
          >
            {t('composer.add.location.mine')}
          </Button>
        )}
      </div>
      {(search === 'denied' || search === 'failed') && (
        <p className={styles.problem} role="alert">
          {t(`composer.add.location.${search}`)}
        </p>
      )}
    </>
  );
}
