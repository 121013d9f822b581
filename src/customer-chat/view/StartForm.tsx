/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../../packages/customer-client/state.ts';
import { useChat } from './context.ts';
import { errorText } from './error-text.ts';
import { fieldProblem } from './field-problem.ts';
import type { FormAnswers } from './form-answers.ts';
import { FormField } from './FormField.tsx';
import { Icon } from './Icon.tsx';
import { Markdown } from './Markdown.tsx';

type StartFormProps = { state: ChatState; answers: FormAnswers };

/** What the channel wants to know before the chat. Problems stand at their fields, and only after trying. */
export function StartForm({ state: { problem }, answers }: StartFormProps): VNode {
  const { client, configuration, focus, speech } = useChat();
  const { t } = speech;
  const { form, widget } = configuration;
  const attributes = form?.attributes ?? [];
  const [tried, setTried] = useState(false);
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  const elementRef = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    // Who begins another chat goes on by keyboard where they were: in the chat.
    const first = elementRef.current?.querySelector<HTMLElement>('.input, .start') ?? null;
    if (answers.begun() && first !== null) focus(first);
  }, [answers, focus]);

  const submit = (event: Event): void => {
    event.preventDefault();
    const wrong = attributes.findIndex((one) => fieldProblem(one, answers.of(one)) !== null);
    setTried(wrong !== -1);
    if (wrong !== -1) {
      elementRef.current?.querySelector<HTMLElement>(`#field-${wrong}`)?.focus();
      return;
    }
    client.request({
      queue: '',
      formId: form?.id ?? null,
      answers: attributes
        .filter((attribute) => answers.of(attribute).some((value) => value.trim() !== ''))
        .map((attribute) => ({
          key: attribute.key,
          type: attribute.valueType,
          value:
            attribute.categoryOptions?.isMultipleChoice === true
              ? [...answers.of(attribute)]
              : (answers.of(attribute)[0] ?? '').trim(),
        })),
    });
  };
  return (
    <form class="form" noValidate ref={elementRef} onSubmit={submit}>
      <div class="fields">
        {widget.welcome !== '' && (
          <div class="welcome">
            <Markdown text={widget.welcome} />
          </div>
        )}
        {problem !== null && (
          <p class="problem" role="alert">
            <Icon name="alert" />
            <span key={problem}>
              {t(errorText(problem))} <small>{t('errorCode', { code: problem })}</small>
            </span>
          </p>
        )}
        {form !== null && form.formDescription !== '' && (
          <p class="description">
            <bdi>{form.formDescription}</bdi>
          </p>
        )}
        {attributes.map((attribute, index) => (
          <FormField
            key={attribute.key}
            id={`field-${index}`}
            attribute={attribute}
            value={answers.of(attribute)}
            problem={tried ? fieldProblem(attribute, answers.of(attribute)) : null}
            onChange={(value) => {
              answers.set(attribute, value);
              redraw(undefined);
            }}
          />
        ))}
      </div>
      <div class="actions">
        <button type="submit" class="start">
          {t('formStart')}
        </button>
        {attributes.length > 0 && <p class="privacy">{t('formPrivacy')}</p>}
      </div>
    </form>
  );
}
