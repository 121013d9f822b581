/** The codes to choose from; fetched once, and again when asked after it failed. */
import { useEffect, useState } from 'react';
import type { WrapupForm } from '../desk/actions.ts';
import { useActions } from '../desk/desk-context.ts';

export type LoadedForm = WrapupForm | 'loading' | 'failed';

/** The form, and a way to try again. */
export function useWrapupForm(): [LoadedForm, () => void] {
  const actions = useActions();
  const [form, setForm] = useState<LoadedForm>('loading');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    actions.wrapupForm().then(
      (loaded) => {
        if (here) setForm(loaded);
      },
      () => {
        if (here) setForm('failed');
      },
    );
    return () => {
      here = false;
    };
  }, [actions, attempt]);
  return [
    form,
    () => {
      setForm('loading');
      setAttempt(attempt + 1);
    },
  ];
}
