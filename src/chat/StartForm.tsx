import { useId, useRef, useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { FormAttribute, WidgetForm } from '../../protocol/customer-channel/widget.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import type { ChatClient } from './client/chat-client.ts';
import { errorText } from './error-text.ts';
import { fieldProblem } from './field-problem.ts';
import type { FieldProblem } from './field-problem.ts';
import { FormField } from './FormField.tsx';
import { AlertIcon } from './icons.tsx';
import { useSpeech } from './speech-context.ts';
import styles from './StartForm.module.css';

type Props = {
  client: ChatClient;
  form: WidgetForm | null;
  welcome: string;
  /** Code of the refusal of an earlier attempt. */
  problem: string | null;
};

type Answers = Record<string, string[]>;

/** What the channel wants to know before the chat. Problems stand at their fields, and only after trying. */
export function StartForm({ client, form, welcome, problem }: Props): ReactNode {
  const { t } = useSpeech();
  const [answers, setAnswers] = useState<Answers>({});
  const [tried, setTried] = useState(false);
  const formElement = useRef<HTMLFormElement>(null);
  const prefix = useId();
  const attributes = form?.attributes ?? [];
  const answerOf = (attribute: FormAttribute): string[] => answers[attribute.key] ?? [];
  const problemOf = (attribute: FormAttribute): FieldProblem | null =>
    fieldProblem(attribute, answerOf(attribute));

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const wrong = attributes.findIndex((attribute) => problemOf(attribute) !== null);
    if (wrong !== -1) {
      const field = formElement.current?.elements.namedItem(attributes[wrong]?.key ?? '');
      const first = field instanceof RadioNodeList ? field[0] : field;
      if (first instanceof HTMLElement) first.focus();
      return;
    }
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

  return (
    <form ref={formElement} className={styles.form} noValidate onSubmit={submit}>
      <div className={styles.fields}>
        {welcome !== '' && (
          <div className={styles.welcome}>
            <Markdown text={welcome} />
          </div>
        )}
        {problem !== null && (
          <p className={styles.problem} role="alert">
            <AlertIcon />
            <span>
              {t(errorText(problem))} <small>{t('errorCode', { code: problem })}</small>
            </span>
          </p>
        )}
        {form !== null && form.formDescription !== '' && (
          <p className={styles.description}>
            <bdi>{form.formDescription}</bdi>
          </p>
        )}
        {attributes.map((attribute) => (
          <FormField
            key={attribute.key}
            id={`${prefix}-${attribute.key}`}
            attribute={attribute}
            value={answerOf(attribute)}
            problem={tried ? problemOf(attribute) : null}
            onChange={(value) => {
              setAnswers({ ...answers, [attribute.key]: value });
            }}
          />
        ))}
      </div>
      <div className={styles.actions}>
        <button type="submit" className={styles.start}>
          {t('formStart')}
        </button>
        {attributes.length > 0 && <p className={styles.privacy}>{t('formPrivacy')}</p>}
      </div>
    </form>
  );
}
