import { createContext, useContext } from 'react';
import { english } from './texts/index.ts';
import type { Speech } from './texts/index.ts';

/** The language of everything below. */
export const SpeechContext = createContext<Speech>(english());

export function useSpeech(): Speech {
  return useContext(SpeechContext);
}
