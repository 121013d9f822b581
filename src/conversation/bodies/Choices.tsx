import { useTranslation } from 'react-i18next';
import { list, text, textOrNull, under } from '../../base/fields.ts';
import { safeHref } from '../../../protocol/shared/safe-href.ts';
import type { Body } from '../../store/events.ts';
import styles from './bodies.module.css';
import { FoldedText } from './FoldedText.tsx';
import { Thing } from './Thing.tsx';

/** What the customer could choose from. To be read: choosing is theirs. */
function Choosable({ buttons }: { buttons: readonly unknown[] }) {
  const { t } = useTranslation();
  const titles = buttons.flatMap((button) => textOrNull(under(button).title) ?? []);
  if (titles.length === 0) return null;
  return (
    <ul className={styles.choices} aria-label={t('body.choices')}>
      {titles.map((title, index) => (
        <li key={index} className={styles.choice}>
          <bdi>{title}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** A question with answers to choose from. */
export function Buttons({ body }: { body: Body }) {
  const interactive = under(body.fields, 'additionalDetails', 'interactive');
  const head = textOrNull(under(interactive, 'header').text);
  const words = body.text === '' ? text(under(interactive, 'body').text) : body.text;
  return (
    <>
      {head !== null && <strong>{head}</strong>}
      {words !== '' && <FoldedText value={words} of={body} />}
      <Choosable buttons={list(body.fields.buttons)} />
    </>
  );
}

/** Cards beside each other, here under each other: each with its words, where it leads and its choices. */
export function Carousel({ body }: { body: Body }) {
  return (
    <>
      {body.text !== '' && <FoldedText value={body.text} of={body} />}
      <ul className={styles.cards}>
        {list(body.fields.elements).map((element, index) => {
          const card = under(element);
          const href = safeHref(text(under(card, 'defaultAction').url));
          const name = textOrNull(card.text) ?? textOrNull(card.title) ?? text(card.subtitle);
          return (
            <li key={index} className={styles.card}>
              <Thing icon={null} name={name} href={href} />
              <Choosable buttons={list(card.buttons)} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
