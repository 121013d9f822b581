import { cleanup } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskState } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { conversation } from '../testing/people.ts';
import { Shell } from './shell/Shell.tsx';

afterEach(cleanup);

const waiting = (name: string, ago: number) => conversation(name, { said: [['c', ago, 'Hello']] });
const ADA = waiting('Ada', 90);
const BEN = waiting('Ben', 60);
const CLEO = waiting('Cleo', 30);
const DAN = conversation('Dan', { said: [['a', 10, 'Good bye']] });
const EVE = waiting('Eve', 300);

function byId(...all: (typeof ADA)[]): Pick<DeskState, 'conversations'> {
  return { conversations: Object.fromEntries(all.map((each) => [each.id, each])) };
}

describe('the keys for who waits for me', () => {
  it('go through those that wait, in the order of the list, round and round', async () => {
    const { store } = await draw(<Shell />, { ...byId(ADA, BEN, CLEO, DAN), selected: DAN.id });
    const user = userEvent.setup();
    const press = async (keys: string) => {
      await user.keyboard(keys);
      return store.getState().selected;
    };
    expect(await press('{Alt>}{PageDown}{/Alt}')).toBe(ADA.id);
    expect(await press('{Alt>}{PageDown}{/Alt}')).toBe(BEN.id);
    expect(await press('{Alt>}{PageUp}{/Alt}')).toBe(ADA.id);
    expect(await press('{Alt>}{PageUp}{/Alt}')).toBe(CLEO.id);
    expect(await press('{Alt>}{PageDown}{/Alt}')).toBe(ADA.id);
  });

  it('pass by wrap-ups, and stay where nobody else waits', async () => {
    const over = { ...EVE, role: 'WRAP_UP' };
    const { store } = await draw(<Shell />, { ...byId(ADA, DAN, over), selected: ADA.id });
    const user = userEvent.setup();
    await user.keyboard('{Alt>}{PageDown}{/Alt}');
    expect(store.getState().selected).toBe(ADA.id);
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(store.getState().selected).toBe(DAN.id);
  });

  it('can be others, chosen by the agent', async () => {
    const { store } = await draw(<Shell />, { ...byId(ADA, BEN), selected: ADA.id });
    store.setState(({ settings }) => ({ settings: { ...settings, shortcuts: { nextWaiting: 'F9' } } }));
    await userEvent.setup().keyboard('{F9}');
    expect(store.getState().selected).toBe(BEN.id);
  });
});
