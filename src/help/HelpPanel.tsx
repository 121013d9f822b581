import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { useConfigured } from '../desk/use-configured.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { HelpOutcome } from './HelpOutcome.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './HelpPanel.module.css';
import { targetKey } from './help-targets.ts';
import { TargetWords } from './TargetWords.tsx';
import { useHelp } from './use-help.ts';
import { helpControl } from './help-control.ts';

/**
 * Asks for somebody else: how, whom, and with which words for them. The field has the focus and the best choice is
 * made already, so that Enter is enough; what that does to whom stands above the button.
 */
export function HelpPanel({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const { t } = useTranslation();
  const ids = useId();
  const configured = useConfigured();
  const customerName = useCustomerName();
  const help = useHelp(conversation, onDone);
  const { kind, active } = help;
  const nameOf = (target: NonNullable<typeof active>) =>
    target.kind === 'queue' ? configured.queue(target.name) : target.name;
  return (
    <div className={styles.panel}>
      <h3 className={styles.title}>{t('help.title', { name: customerName(conversation.customer) })}</h3>
      <div className={styles.kinds} role="radiogroup" aria-label={t('help.how')}>
        {help.kinds.map((each) => (
          <label key={each} className={styles.kind}>
            <input
              type="radio"
              name={`${ids}kind`}
              checked={each === kind}
              onChange={() => {
                help.choose(each);
              }}
            />
            <span>{t(`help.kind.${each}`)}</span>
          </label>
        ))}
      </div>
      <Combobox
        quiet
        label={t('help.find')}
        found={t('help.find')}
        value={help.query}
        onType={help.look}
        groups={[{ key: 'all', options: help.found }]}
        keyOf={targetKey}
        draw={(target) => <TargetWords target={target} name={nameOf(target)} />}
        active={active === undefined ? null : targetKey(active)}
        onPoint={help.point}
        onChoose={help.point}
        onEnter={help.ask}
        empty={t(help.loading ? 'help.loading' : 'help.nobody')}
      />
      <TextField
        quiet
        lines={1}
        label={t('help.note')}
        placeholder={t('help.note')}
        value={help.note}
        onChange={help.write}
      />
      <div className={styles.end}>
        {kind !== undefined && (
          <HelpOutcome
            kind={kind}
            target={active}
            name={customerName(conversation.customer)}
            nameOf={nameOf}
          />
        )}
        <Refused control={helpControl.ask(conversation.id)} />
        <Button
          look="primary"
          className={styles.ask}
          pending={help.asking}
          disabled={active === undefined || kind === undefined}
          onClick={() => {
            help.ask(active);
          }}
        >
          {active === undefined || kind === undefined
            ? t('help.chooseSomebody')
            : t(`help.ask.${kind}`, { target: nameOf(active) })}
        </Button>
      </div>
    </div>
  );
}
