import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Addition.module.css';
import { FEWEST_ANSWERS, MOST_ANSWERS } from './addition.ts';
import type { FieldsProps } from './fields.ts';

/** A question and the answers that the customer chooses from. */
export function ChoicesFields({ values, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const given = (values.answers ?? '').split('\n');
  const answers = [...given, ...Array<string>(FEWEST_ANSWERS).fill('')].slice(
    0,
    Math.max(given.length, FEWEST_ANSWERS),
  );
  const put = (next: readonly string[]) => {
    onChange({ answers: next.join('\n') });
  };
  const more = () => {
    if (answers.length >= MOST_ANSWERS) return;
    put([...answers, '']);
    // The new field is there after this turn.
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
    });
  };
  return (
    <>
      <TextField
        label={t('composer.add.choices.question')}
        maxLength={1000}
        value={values.question ?? ''}
        onChange={(question) => {
          onChange({ question });
        }}
      />
      <ol ref={list} className={styles.answers}>
        {answers.map((answer, index) => (
          <li key={index}>
            <TextField
              quiet
              label={t('composer.add.choices.answer', { number: index + 1 })}
              placeholder={t('composer.add.choices.answer', { number: index + 1 })}
              // The shortest that channels of the field show whole.
              maxLength={80}
              value={answer}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || index < answers.length - 1) return;
                if (answer.trim() === '' || answers.length >= MOST_ANSWERS) return;
                event.preventDefault();
                more();
              }}
              onChange={(next) => {
                put(answers.map((each, at) => (at === index ? next : each)));
              }}
            />
            {answers.length > FEWEST_ANSWERS && (
              <IconButton
                label={t('composer.add.choices.remove', { number: index + 1 })}
                icon={<X size={15} />}
                onClick={() => {
                  put(answers.filter((_, at) => at !== index));
                }}
              />
            )}
          </li>
        ))}
      </ol>
      <div className={styles.offers}>
        <Button
          size="small"
          disabled={answers.length >= MOST_ANSWERS}
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={more}
        >
          {t('composer.add.choices.more')}
        </Button>
        <Checkbox
          label={t('composer.add.choices.stay')}
          checked={values.stay === 'yes'}
          onChange={(stay) => {
            onChange({ stay: stay ? 'yes' : '' });
          }}
        />
      </div>
    </>
  );
}
