import { useLayoutEffect, useRef, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice } from '../../desk/use-slice.ts';
import type { Conversation } from '../../store/model.ts';
import { useReturningFocus } from '../../ui/focus-home.ts';
import { composerActions } from '../composer-actions.ts';
import { bodyOf, type Addition, type Entered, type Values } from './addition.ts';
import { additionDrafts } from './addition-drafts.ts';
import { AdditionFrame } from './AdditionFrame.tsx';
import { ChoicesFields } from './ChoicesFields.tsx';
import { ContactFields } from './ContactFields.tsx';
import type { FieldsProps } from './fields.ts';
import { LinkFields } from './LinkFields.tsx';
import { LocationFields } from './LocationFields.tsx';
import { VoiceRecorder } from './VoiceRecorder.tsx';

const FIELDS: Readonly<Record<Entered, ComponentType<FieldsProps>>> = {
  choices: ChoicesFields,
  contact: ContactFields,
  link: LinkFields,
  location: LocationFields,
};

type EditorProps = {
  conversation: Conversation;
  /** By which of several open sessions it goes; null: the newest. */
  sessionId: string | null;
  onDone: () => void;
};

/** One form, with what was entered in it before. */
function AdditionForm({ kind, conversation, sessionId, onDone }: EditorProps & { kind: Entered }) {
  const { t } = useTranslation();
  const drafts = useSlice(additionDrafts);
  const composing = useSlice(composerActions);
  const { id } = conversation;
  const [values, setValues] = useState<Values>(() => {
    const kept = drafts.read(id);
    return kept?.kind === kind ? kept.values : {};
  });
  const body = bodyOf(kind, values);
  const Fields = FIELDS[kind];
  return (
    <AdditionFrame
      title={t(`composer.add.kind.${kind}`)}
      ready={body !== null}
      onCancel={onDone}
      onSend={() => {
        if (body === null) return;
        composing.sendBeside(id, body, sessionId);
        onDone();
      }}
    >
      <Fields
        conversation={conversation}
        values={values}
        onChange={(change) => {
          setValues((before) => {
            const next = { ...before, ...change };
            drafts.keep(id, { kind, values: next });
            return next;
          });
        }}
      />
    </AdditionFrame>
  );
}

/** Where something else than words is made for the customer, in the place of the field for words. */
export function AdditionEditor({ kind, ...props }: EditorProps & { kind: Addition }) {
  const around = useRef<HTMLDivElement>(null);
  useReturningFocus();
  useLayoutEffect(() => {
    around.current?.querySelector<HTMLElement>('input, textarea, [data-first]')?.focus();
  }, []);
  return (
    <div ref={around}>
      {kind === 'voice' ? <VoiceRecorder {...props} /> : <AdditionForm key={kind} kind={kind} {...props} />}
    </div>
  );
}
