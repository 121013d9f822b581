/** Draws the card over the desk's page, which may not have been drawn yet: it brings its own words and styles. */
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { completeWords, createWords, speak, spokenLanguage } from '../i18n/i18n.ts';
import { rememberedLanguage } from '../i18n/remembered.ts';
import { ParentCard } from './ParentCard.tsx';
import type { ParentProblem } from './problem.ts';
import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';

export type Card = {
  show: (problem: ParentProblem, onRetry: () => void) => void;
  close: () => void;
};

/** A card that shows nothing yet. */
export async function openCard(): Promise<Card> {
  const page = document.documentElement;
  page.dataset.theme ??= matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const words = await createWords();
  // Words that can't be fetched now are not worth waiting for.
  await Promise.all([
    speak(words, rememberedLanguage() ?? spokenLanguage('system'), page),
    completeWords(words, ['desk']),
  ]).catch(() => undefined);
  const place = document.createElement('div');
  document.body.append(place);
  const desk = document.getElementById('desk');
  desk?.setAttribute('inert', '');
  const root = createRoot(place);
  return {
    show: (problem, onRetry) => {
      root.render(
        <I18nextProvider i18n={words}>
          <ParentCard problem={problem} onRetry={onRetry} />
        </I18nextProvider>,
      );
    },
    close: () => {
      root.unmount();
      place.remove();
      desk?.removeAttribute('inert');
    },
  };
}
