/** @jsxImportSource preact */
import type { VNode } from 'preact';
import type { FormAttribute } from '../../../protocol/customer-channel/widget.ts';
import { textIn } from '../../../protocol/shared/localized-text.ts';
import { useChat } from './context.ts';
import type { FieldProblem } from './field-problem.ts';
import { Icon } from './Icon.tsx';

type Field = {
  id: string;
  attribute: FormAttribute;
  value: readonly string[];
  problem: FieldProblem | null;
  onChange: (value: string[]) => void;
};

type InputKind =
  | { type: 'email'; autocomplete: string }
  | { type: 'tel'; autocomplete: string }
  | { type: 'text'; autocomplete: string }
  | { type: 'url'; autocomplete: string };

const INPUTS: Record<string, InputKind> = {
  Email: { type: 'email', autocomplete: 'email' },
  PhoneNumber: { type: 'tel', autocomplete: 'tel' },
  Number: { type: 'text', autocomplete: 'off' },
  URL: { type: 'url', autocomplete: 'url' },
};
const NAMES = /^(full_?)?name$/i;

/** One question with its label, hint and problem. */
export function FormField(field: Field): VNode {
  const { t } = useChat().speech;
  const { id, attribute, problem } = field;
  const help = attribute.helpText ?? '';
  const described = [help === '' ? '' : `${id}-help`, problem === null ? '' : `${id}-problem`]
    .join(' ')
    .trim();
  return (
    <div class="field">
      <label class="label" htmlFor={id}>
        <bdi>{attribute.label}</bdi>
        {!attribute.isRequired && <span class="optional">{t('formOptional')}</span>}
      </label>
      <Control field={field} described={described} />
      {help !== '' && (
        <p id={`${id}-help`} class="help">
          <bdi>{help}</bdi>
        </p>
      )}
      {problem !== null && (
        <p key={problem.key} id={`${id}-problem`} class="wrong">
          {t(problem.key, problem.blanks)}
        </p>
      )}
    </div>
  );
}

function Control({ field, described }: { field: Field; described: string }): VNode {
  const { id, attribute, value, problem, onChange } = field;
  const common = {
    id,
    name: attribute.key,
    class: 'input',
    'aria-required': attribute.isRequired,
    'aria-invalid': problem !== null,
    'aria-describedby': described === '' ? undefined : described,
  };
  if (attribute.attributeType === 'OPTIONS') return <Select field={field} common={common} />;
  const [first = ''] = value;
  const typed = {
    ...common,
    value: first,
    // An empty field follows the page.
    dir: first === '' ? undefined : ('auto' as const),
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => {
      onChange([currentTarget.value]);
    },
  };
  if (attribute.valueType === 'String2000') return <textarea {...typed} rows={3} />;
  const input: InputKind = INPUTS[attribute.valueType] ?? {
    type: 'text',
    autocomplete: NAMES.test(attribute.key) ? 'name' : 'off',
  };
  return <input {...typed} {...input} inputmode={attribute.valueType === 'Number' ? 'decimal' : undefined} />;
}

type Common = { id: string; name: string; class: string; 'aria-required': boolean };

/** The browser's own list; for a single answer with an arrow that keeps its distance from the edge. */
function Select({ field, common }: { field: Field; common: Common }): VNode {
  const { t } = useChat().speech;
  const { attribute, value, onChange } = field;
  const multiple = attribute.categoryOptions?.isMultipleChoice === true;
  const options = (attribute.categoryOptions?.categories ?? []).flatMap(({ values, labels }) =>
    values.map((option, index) => ({ option, label: textIn(labels?.[index] ?? option, []) })),
  );
  const list = (
    <select
      {...common}
      multiple={multiple}
      onChange={({ currentTarget }) => {
        onChange([...currentTarget.selectedOptions].map((chosen) => chosen.value));
      }}
    >
      {!multiple && <option value="">{t('formChoose')}</option>}
      {options.map(({ option, label }) => (
        <option key={option} value={option} selected={value.includes(option)}>
          {label}
        </option>
      ))}
    </select>
  );
  if (multiple) return list;
  return (
    <span class="choice">
      {list}
      <Icon name="down" />
    </span>
  );
}
