import type { FormAttribute } from '../../../protocol/customer-channel/widget.ts';
import type { ChatState } from '../../../packages/customer-client/state.ts';
import { errorText } from './error-text.ts';
import { fieldProblem } from './field-problem.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { View } from './dom.ts';
import { formField } from './form-field.ts';
import { icon } from './icons.ts';
import { markdown } from './markdown.ts';

type StartForm = {
  view: (state: ChatState) => View;
  /** The chat has begun: the next one asks anew. A refused one keeps what was entered. */
  clear: () => void;
};

/** What the channel wants to know before the chat. Problems stand at their fields, and only after trying. */
export function createStartForm(context: ViewContext): StartForm {
  const { client, configuration, redraw, speech } = context;
  const { t } = speech;
  const { form, widget } = configuration;
  const attributes = form?.attributes ?? [];
  const welcome = widget.welcome === '' ? null : markdown(widget.welcome);
  let answers: Record<string, string[]> = {};
  let tried = false;
  let begun = false;
  let element: HTMLElement | null = null;
  const answerOf = ({ key }: FormAttribute): string[] => answers[key] ?? [];

  const submit = (event: Event): void => {
    event.preventDefault();
    const wrong = attributes.findIndex((one) => fieldProblem(one, answerOf(one)) !== null);
    if (wrong !== -1) {
      tried = true;
      redraw();
      element?.querySelector<HTMLElement>(`#field-${wrong}`)?.focus();
      return;
    }
    tried = false;
    client.request({
      queue: '',
      formId: form?.id ?? null,
      answers: attributes
        .filter((attribute) => answerOf(attribute).some((value) => value.trim() !== ''))
        .map((attribute) => ({
          key: attribute.key,
          type: attribute.valueType,
          value:
            attribute.categoryOptions?.isMultipleChoice === true
              ? answerOf(attribute)
              : (answerOf(attribute)[0] ?? '').trim(),
        })),
    });
  };

  const problemNote = (code: string): View =>
    h(
      'p',
      { key: 'problem', class: 'problem', role: 'alert' },
      icon('alert'),
      h('span', {}, `${t(errorText(code))} `, h('small', {}, t('errorCode', { code }))),
    );

  const view = ({ problem }: ChatState): View =>
    h(
      'form',
      {
        key: 'form',
        class: 'form',
        novalidate: true,
        on: { submit },
        ref: (made) => {
          element = made;
          // Who begins another chat goes on by keyboard where they were: in the chat.
          const first = made.querySelector<HTMLElement>('.input, .start');
          if (begun && first !== null) context.focus(first);
        },
      },
      h(
        'div',
        { class: 'fields' },
        welcome !== null && h('div', { key: 'welcome', class: 'welcome' }, welcome),
        problem !== null && problemNote(problem),
        form !== null &&
          form.formDescription !== '' &&
          h('p', { key: 'description', class: 'description' }, h('bdi', {}, form.formDescription)),
        attributes.map((attribute, index) =>
          formField(speech, {
            id: `field-${index}`,
            attribute,
            value: answerOf(attribute),
            problem: tried ? fieldProblem(attribute, answerOf(attribute)) : null,
            onChange: (value) => {
              answers = { ...answers, [attribute.key]: value };
              redraw();
            },
          }),
        ),
      ),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'submit', class: 'start' }, t('formStart')),
        attributes.length > 0 && h('p', { class: 'privacy' }, t('formPrivacy')),
      ),
    );
  return {
    view,
    clear: () => {
      answers = {};
      begun = true;
    },
  };
}
