import { useDesk } from '../desk/desk-context.ts';
import styles from './OfferDock.module.css';
import { Offers } from './Offers.tsx';

/** Offers where the list is not on the screen at all (settings and other places): in the corner, over nothing typed. */
export function OfferDock() {
  const elsewhere = useDesk((state) => state.place !== 'conversations');
  return elsewhere ? (
    <div className={styles.dock}>
      <Offers />
    </div>
  ) : null;
}
