import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../../desk/desk-context.ts';
import type { Place } from '../../desk/places.ts';
import { usePlaces } from '../../desk/use-places.ts';
import styles from './Rail.module.css';

const NOTHING = () => 0;

function Item({ place }: { place: Place }) {
  const { t } = useTranslation();
  const actions = useActions();
  const here = useDesk((state) => state.place === place.id);
  const count = useDesk(place.badge ?? NOTHING);
  const Icon = place.icon;
  return (
    <button
      type="button"
      className={styles.item}
      data-place={place.id}
      aria-current={here ? 'page' : undefined}
      onClick={() => {
        actions.go(place.id);
      }}
    >
      <span className={styles.icon}>
        <Icon size={20} aria-hidden="true" />
        {count > 0 && (
          <span className={styles.count}>
            <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
            <span className="sr-only">{t('list.unread', { count })}</span>
          </span>
        )}
      </span>
      <span className={styles.name}>{t(`place.${place.id}`)}</span>
    </button>
  );
}

/** The places of the agent, each with its name. */
export function Rail() {
  const { t } = useTranslation();
  const places = usePlaces();
  const items = (atEnd: boolean) =>
    places
      .filter((place) => (place.atEnd === true) === atEnd)
      .map((place) => <Item key={place.id} place={place} />);
  return (
    <nav className={styles.rail} aria-label={t('place.nav')}>
      {items(false)}
      <span className={styles.space} />
      {items(true)}
    </nav>
  );
}
