/** The codes to choose from; fetched once, and again when asked after it failed. */
import { useEffect, useState } from 'react';
import { useSlice } from '../desk/use-slice.ts';
import { wrapupActions, type WrapupForm } from './wrapup-actions.ts';

export type LoadedForm = WrapupForm | 'loading' | 'failed';

/** The form, and a way to try again. */
export function useWrapupForm(): [LoadedForm, () => void] {
  const wrapup = useSlice(wrapupActions);
  const [form, setForm] = useState<LoadedForm>('loading');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    wrapup.form().then(
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
  }, [wrapup, attempt]);
  return [
    form,
    () => {
      setForm('loading');
      setAttempt(attempt + 1);
    },
  ];
}
