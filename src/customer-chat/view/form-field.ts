import type { FormAttribute } from '../../../protocol/customer-channel/widget.ts';
import { textIn } from '../../../protocol/shared/localized-text.ts';
import type { FieldProblem } from './field-problem.ts';
import type { Speech } from './texts/index.ts';
import { h } from './dom.ts';
import type { View } from './dom.ts';
import { icon } from './icons.ts';

type Field = {
  id: string;
  attribute: FormAttribute;
  value: readonly string[];
  problem: FieldProblem | null;
  onChange: (value: string[]) => void;
};

const INPUTS: Record<string, { type: string; autocomplete: string }> = {
  Email: { type: 'email', autocomplete: 'email' },
  PhoneNumber: { type: 'tel', autocomplete: 'tel' },
  Number: { type: 'text', autocomplete: 'off' },
  URL: { type: 'url', autocomplete: 'url' },
};
const NAMES = /^(full_?)?name$/i;

/** One question with its label, hint and problem. */
export function formField({ t }: Speech, { id, attribute, value, problem, onChange }: Field): View {
  const help = attribute.helpText ?? '';
  const described = [help === '' ? '' : `${id}-help`, problem === null ? '' : `${id}-problem`]
    .join(' ')
    .trim();
  return h(
    'div',
    { key: id, class: 'field' },
    h(
      'label',
      { class: 'label', for: id },
      h('bdi', {}, attribute.label),
      !attribute.isRequired && h('span', { class: 'optional' }, t('formOptional')),
    ),
    control(t, { id, attribute, value, problem, onChange }, described),
    help !== '' && h('p', { key: 'help', id: `${id}-help`, class: 'help' }, h('bdi', {}, help)),
    problem !== null &&
      h('p', { key: 'problem', id: `${id}-problem`, class: 'wrong' }, t(problem.key, problem.blanks)),
  );
}

function control(t: Speech['t'], field: Field, described: string): View {
  const { id, attribute, value, problem, onChange } = field;
  const common = {
    id,
    name: attribute.key,
    class: 'input',
    'aria-required': attribute.isRequired,
    'aria-invalid': problem !== null,
    'aria-describedby': described === '' ? null : described,
  };
  if (attribute.attributeType === 'OPTIONS') return select(t, field, common);
  const [first = ''] = value;
  const typed = {
    ...common,
    value: first,
    // An empty field follows the page.
    dir: first === '' ? null : 'auto',
    on: {
      input: (event: Event) => {
        onChange([(event.target as HTMLInputElement | HTMLTextAreaElement).value]);
      },
    },
  };
  if (attribute.valueType === 'String2000') return h('textarea', { ...typed, rows: 3 });
  const input = INPUTS[attribute.valueType] ?? {
    type: 'text',
    autocomplete: NAMES.test(attribute.key) ? 'name' : 'off',
  };
  return h('input', {
    ...typed,
    ...input,
    inputmode: attribute.valueType === 'Number' ? 'decimal' : null,
  });
}

/** The browser's own list; for a single answer with an arrow that keeps its distance from the edge. */
function select(
  t: Speech['t'],
  { attribute, value, onChange }: Field,
  common: Record<string, string | boolean | null>,
): View {
  const multiple = attribute.categoryOptions?.isMultipleChoice === true;
  const options = (attribute.categoryOptions?.categories ?? []).flatMap(({ values, labels }) =>
    values.map((value, index) => ({ value, label: textIn(labels?.[index] ?? value, []) })),
  );
  const list = h(
    'select',
    {
      ...common,
      multiple,
      on: {
        change: (event) => {
          const { selectedOptions } = event.target as HTMLSelectElement;
          onChange([...selectedOptions].map((option) => option.value));
        },
      },
    },
    !multiple && h('option', { value: '' }, t('formChoose')),
    options.map((option) =>
      h('option', { value: option.value, selected: value.includes(option.value) }, option.label),
    ),
  );
  return multiple ? list : h('span', { class: 'choice' }, list, icon('down'));
}
