import { User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { OptionList } from '../../ui/OptionList.tsx';
import styles from './CannedList.module.css';
import type { CannedOption } from './canned.ts';
import { gapsIn } from './gaps.ts';
import type { CannedOffer } from './use-canned.ts';

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

function Words({ option, searching }: { option: CannedOption; searching: boolean }) {
  const { t } = useTranslation();
  const { canned, language } = option;
  return (
    <>
      <span className={styles.title}>
        <bdi>{canned.title}</bdi>
      </span>
      {language !== null && <span className={styles.language}>{language}</span>}
      {searching && canned.own && <User size={13} role="img" aria-label={t('composer.canned.own')} />}
      {canned.shortcut !== '' && (
        <bdi dir="ltr" className={styles.code}>
          /{canned.shortcut}
        </bdi>
      )}
    </>
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
              <OptionList
                id={id}
                className={styles.list}
                label={t('composer.canned.title')}
                groups={offer.groups.map(({ kind, title, options }) => ({
                  key: `${kind}${title}`,
                  ...(kind !== 'found' && { name: kind === 'group' ? title : t(`composer.canned.${kind}`) }),
                  options,
                }))}
                keyOf={({ key }) => key}
                active={offer.active?.key ?? null}
                onPoint={offer.point}
                onChoose={offer.choose}
                draw={(option) => <Words option={option} searching={offer.word !== ''} />}
              />
              <Preview text={offer.preview} />
            </>
          )}
        </div>
      )}
    </>
  );
}
