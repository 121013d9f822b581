/** Draws one story of the gallery: `?story=NAME&theme=dark&language=ar`. The clock stands still. */
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { fixedClock } from '../../src/desk/clock.ts';
import { DeskContext } from '../../src/desk/desk-context.ts';
import { applyAppearance } from '../../src/desk/settings-keeper.ts';
import { completeWords, createWords, speak } from '../../src/i18n/i18n.ts';
import { EndPage, type End } from '../../src/app/ends/EndPage.tsx';
import { loadDeferredParts } from '../../src/app/deferred-parts.ts';
import { deferredPhone } from '../../src/phone/deferred-phone.ts';
import { PLACES } from '../../src/app/places.ts';
import { Shell } from '../../src/app/shell/Shell.tsx';
import { createFrameBatches } from '../../src/desk/frame-batches.ts';
import { createDeskStore, receive, receiveAll } from '../../src/store/desk-store.ts';
import { PageDirection } from '../../src/ui/PageDirection.tsx';
import '../../src/ui/fonts.css';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { idleDesk } from '../../src/testing/idle-desk.ts';
import { NOW } from '../../src/testing/people.ts';
import { Controls } from './Controls.tsx';
import { END_FACTS } from './stories-around.ts';
import { STORIES } from './stories.ts';

const query = new URLSearchParams(location.search);
const name = query.get('story') ?? 'ready';
const language = query.get('language') ?? 'en';
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';

// Parts that the desk fetches when they are needed are here at once.
await loadDeferredParts(PLACES);
await deferredPhone.load();

const words = await createWords();
await completeWords(words);
await speak(words, language, document.documentElement);

const story = STORIES.find((each) => each.name === name);
const store = createDeskStore(story?.state ?? {});
store.setState((state) => ({ settings: { ...state.settings, theme, language } }));
applyAppearance(document.documentElement, store.getState().settings, false);

const desk = { store, clock: fixedClock(NOW), places: PLACES, ...idleDesk(store, story?.wrapupForm) };

function Story() {
  if (name === 'controls') return <Controls />;
  if (name.startsWith('end-')) {
    const end = name.slice('end-'.length) as End;
    return <EndPage end={end} facts={{ at: NOW, ...END_FACTS[end] }} onGoOn={() => {}} />;
  }
  return (
    <DeskContext value={desk}>
      <Shell />
    </DeskContext>
  );
}

createRoot(document.getElementById('desk')!).render(
  <I18nextProvider i18n={words}>
    <PageDirection>
      <Story />
    </PageDirection>
  </I18nextProvider>,
);
document.body.dataset.story = name;
// For whoever tries something in the console, and for measurements.
const frames = createFrameBatches((batch) => {
  receiveAll(store, batch);
});
Object.assign(window, { gallery: { store, receive, frames } });
