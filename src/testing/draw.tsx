/** Draws a part of the desk in a test: fixed clock, the real words, a server that the test plays. */
import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { PLACES } from '../app/places.ts';
import type { Rest } from '../connection/rest.ts';
import { fixedClock } from '../desk/clock.ts';
import { DeskContext } from '../desk/desk-context.ts';
import { completeWords, createWords } from '../i18n/i18n.ts';
import { createDeskStore, type DeskStore } from '../store/desk-store.ts';
import type { DeskState } from '../store/model.ts';
import { PageDirection } from '../ui/PageDirection.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { completeBrowser } from './browser.ts';
import { liveDesk, type LiveDesk } from './live-desk.ts';
import { ME, NOW, presence } from './people.ts';

type Drawn = RenderResult & LiveDesk & { store: DeskStore };

/** Draws `part` at a desk that is online and in `state`. */
export async function draw(
  part: ReactNode,
  state: Partial<DeskState> = {},
  rest: Partial<Rest> = {},
): Promise<Drawn> {
  completeBrowser();
  const store = createDeskStore({
    me: ME,
    presence: presence('READY'),
    link: { status: 'online', since: NOW - 60_000, caughtUp: null },
    ...state,
  });
  const live = liveDesk(store, rest);
  const words = await createWords();
  await completeWords(words);
  const drawn = render(
    <I18nextProvider i18n={words}>
      <PageDirection>
        <DeskContext
          value={{
            store,
            clock: fixedClock(NOW),
            actions: live.actions,
            places: PLACES,
            slice: live.slice,
            attach: live.attach,
          }}
        >
          {part}
        </DeskContext>
        <Tooltip />
      </PageDirection>
    </I18nextProvider>,
  );
  return { ...drawn, ...live, store };
}
