import type { ReactNode } from 'react';
import type { FormAttribute } from '../../protocol/customer-channel/widget.ts';
import type { FieldProblem } from './field-problem.ts';
import { DownIcon } from './icons.tsx';
import { useSpeech } from './speech-context.ts';
import styles from './StartForm.module.css';

type Props = {
  id: string;
  attribute: FormAttribute;
  value: readonly string[];
  problem: FieldProblem | null;
  onChange: (value: string[]) => void;
};

const INPUTS: Record<string, { type: string; autoComplete: string }> = {
  Email: { type: 'email', autoComplete: 'email' },
  PhoneNumber: { type: 'tel', autoComplete: 'tel' },
  Number: { type: 'text', autoComplete: 'off' },
  URL: { type: 'url', autoComplete: 'url' },
};
const NAMES = /^(full_?)?name$/i;

/** One question with its label, hint and problem. */
export function FormField({ id, attribute, value, problem, onChange }: Props): ReactNode {
  const { t } = useSpeech();
  const helpId = `${id}-help`;
  const problemId = `${id}-problem`;
  const help = attribute.helpText ?? '';
  const described = [help === '' ? '' : helpId, problem === null ? '' : problemId].join(' ').trim();
  const common = {
    id,
    name: attribute.key,
    'aria-required': attribute.isRequired,
    'aria-invalid': problem !== null,
    'aria-describedby': described === '' ? undefined : described,
    className: styles.input,
  };
  const options = (attribute.categoryOptions?.categories ?? []).flatMap((category) => category.values);
  const multiple = attribute.categoryOptions?.isMultipleChoice === true;
  const first = value[0] ?? '';
  // An empty field follows the page.
  const direction = first === '' ? undefined : 'auto';
  const input = INPUTS[attribute.valueType] ?? {
    type: 'text',
    autoComplete: NAMES.test(attribute.key) ? 'name' : 'off',
  };

  return (
    <div className={styles.fieldGroup}>
      <label className={styles.label} htmlFor={id}>
        <bdi>{attribute.label}</bdi>
        {!attribute.isRequired && <span className={styles.optional}>{t('formOptional')}</span>}
      </label>
      {attribute.attributeType === 'OPTIONS' ? (
        <Choice multiple={multiple}>
          <select
            {...common}
            multiple={multiple}
            value={multiple ? [...value] : first}
            onChange={(event) => {
              onChange(Array.from(event.target.selectedOptions, (option) => option.value));
            }}
          >
            {!multiple && <option value="">{t('formChoose')}</option>}
            {options.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </select>
        </Choice>
      ) : attribute.valueType === 'String2000' ? (
        <textarea
          {...common}
          rows={3}
          dir={direction}
          value={first}
          onChange={(event) => {
            onChange([event.target.value]);
          }}
        />
      ) : (
        <input
          {...common}
          {...input}
          dir={direction}
          value={first}
          inputMode={attribute.valueType === 'Number' ? 'decimal' : undefined}
          onChange={(event) => {
            onChange([event.target.value]);
          }}
        />
      )}
      {help !== '' && (
        <p id={helpId} className={styles.help}>
          <bdi>{help}</bdi>
        </p>
      )}
      {problem !== null && (
        <p id={problemId} className={styles.wrong}>
          {t(problem.key, problem.blanks)}
        </p>
      )}
    </div>
  );
}

/** The browser's own list, with an arrow that keeps its distance from the edge. */
function Choice({ multiple, children }: { multiple: boolean; children: ReactNode }): ReactNode {
  if (multiple) return children;
  return (
    <span className={styles.choice}>
      {children}
      <DownIcon />
    </span>
  );
}
