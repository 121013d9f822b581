import { describe, expect, it } from 'vitest';
import { createDeskStore } from '../../store/desk-store.ts';
import { liveDesk } from '../../testing/live-desk.ts';
import { ME } from '../../testing/people.ts';
import type { ActionTools } from './tools.ts';

const greetings = (tools: ActionTools) => ({
  greet: () => tools.ask('hall', 'greet', 'greet', { from: tools.me() }),
});

describe('actions that come with a feature', () => {
  it('are made once for a desk, on its connection', async () => {
    const store = createDeskStore({ me: ME });
    const { slice, asked } = liveDesk(store);
    expect(slice(greetings)).toBe(slice(greetings));
    expect(liveDesk(store).slice(greetings)).not.toBe(slice(greetings));

    const done = slice(greetings).greet();
    expect(asked).toMatchObject([{ event: 'greet', payload: { from: ME.id } }]);
    expect(store.getState().asking).toEqual({ hall: 'greet' });
    expect(await slice(greetings).greet()).toBe(false);
    asked[0]!.refuse('FORBIDDEN', 'no');
    expect(await done).toBe(false);
    expect(store.getState()).toMatchObject({ asking: {}, refusals: { hall: { code: 'FORBIDDEN' } } });
  });
});
