import { User } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './CannedList.module.css';
import type { CannedGroup, CannedOption } from './canned.ts';
import { gapsIn } from './gaps.ts';
import type { CannedOffer } from './use-canned.ts';

/** The id of an entry, for `aria-activedescendant`. */
export function cannedId(listId: string, option: CannedOption): string {
  return `${listId}-${option.key}`;
}

/** What would be written, with the places that the agent has to fill in. */
function Preview({ text }: { text: string }) {
  const { t } = useTranslation();
  const gaps = gapsIn(text);
  return (
    <p className={styles.preview} dir="auto" aria-label={t('composer.canned.preview')}>
      {gaps.map((gap, index) => (
        <span key={gap.from}>
          {text.slice(gaps[index - 1]?.to ?? 0, gap.from)}
          <mark>{gap.name}</mark>
        </span>
      ))}
      {text.slice(gaps.at(-1)?.to ?? 0)}
    </p>
  );
}

function Option({ option, id, offer }: { option: CannedOption; id: string; offer: CannedOffer }) {
  const { t } = useTranslation();
  const active = option === offer.active;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // The field keeps the focus and the keys; this is for the mouse.
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={styles.option}
      onMouseMove={() => {
        if (!active) offer.point(option);
      }}
      onMouseDown={(event) => {
        event.preventDefault();
        offer.choose(option);
      }}
    >
      <span className={styles.title}>
        <bdi>{option.canned.title}</bdi>
      </span>
      {option.language !== null && <span className={styles.language}>{option.language}</span>}
      {offer.word !== '' && option.canned.own && (
        <User size={13} role="img" aria-label={t('composer.canned.own')} />
      )}
      {option.canned.shortcut !== '' && (
        <bdi dir="ltr" className={styles.code}>
          /{option.canned.shortcut}
        </bdi>
      )}
    </div>
  );
}

function Group({ group, listId, offer }: { group: CannedGroup; listId: string; offer: CannedOffer }) {
  const { t } = useTranslation();
  const title = group.kind === 'group' ? group.title : t(`composer.canned.${group.kind}`);
  return (
    <div role="group" aria-label={title}>
      {group.kind !== 'found' && (
        <p className={styles.heading} aria-hidden="true">
          {title}
        </p>
      )}
      {group.options.map((option) => (
        <Option key={option.key} id={cannedId(listId, option)} option={option} offer={offer} />
      ))}
    </div>
  );
}

/** What may be meant by `/`, above the field, and how the one that is pointed at reads. The focus stays in the field. */
export function CannedList({ id, offer }: { id: string; offer: CannedOffer }) {
  const { t } = useTranslation();
  const count = offer.groups.reduce((sum, { options }) => sum + options.length, 0);
  const none =
    offer.state === 'failed'
      ? t('composer.canned.failed')
      : offer.state === 'known'
        ? t('composer.canned.none')
        : t('composer.canned.loading');
  return (
    <>
      <span className="sr-only" role="status">
        {offer.open && (count > 0 ? t('composer.canned.suggested', { count }) : none)}
      </span>
      {offer.open && (
        <div className={styles.panel}>
          {count === 0 ? (
            <p className={styles.none}>{none}</p>
          ) : (
            <>
              <div id={id} className={styles.list} role="listbox" aria-label={t('composer.canned.title')}>
                {offer.groups.map((group) => (
                  <Group key={`${group.kind}${group.title}`} group={group} listId={id} offer={offer} />
                ))}
              </div>
              <Preview text={offer.preview} />
            </>
          )}
        </div>
      )}
    </>
  );
}
