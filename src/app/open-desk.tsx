/** Draws the desk into its page: words first, so that whatever comes next can be said. */
import { createRoot } from 'react-dom/client';
import { holdDeferredParts, withWords } from '../desk/deferred.ts';
import { completeWords, createWords, speak, spokenLanguage } from '../i18n/i18n.ts';
import { rememberedLanguage } from '../i18n/remembered.ts';
import { App } from './App.tsx';
import type { Beginning } from './beginning.ts';
import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';

/** Goes on from what has begun, which may have failed. */
export async function openDesk(beginning: Beginning): Promise<void> {
  const root = document.getElementById('desk');
  if (root === null) throw new Error('The page has no place for the desk.');
  holdDeferredParts();
  document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches
    ? 'dark'
    : 'light';
  const words = await createWords();
  withWords((sets) => completeWords(words, sets));
  const language = rememberedLanguage() ?? spokenLanguage('system');
  // What can't be fetched now is not worth waiting for: the agent's settings will name it again.
  await speak(words, language, document.documentElement).catch(() => undefined);
  createRoot(root).render(<App words={words} beginning={beginning} />);
}
