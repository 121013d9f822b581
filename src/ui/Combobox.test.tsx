import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { completeBrowser } from '../testing/browser.ts';
import { Combobox } from './Combobox.tsx';

completeBrowser();
afterEach(cleanup);

const NAMES = ['Bruno', 'Chloé', 'Omar'];

function Finder({ took, sent }: { took: (name: string) => void; sent: () => void }) {
  const [typed, setTyped] = useState('');
  const [pointed, setPointed] = useState<string | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        sent();
      }}
    >
      <Combobox
        label="Colleague"
        found="Colleagues"
        value={typed}
        onType={setTyped}
        groups={[
          {
            key: 'all',
            name: 'Free now',
            options: NAMES.filter((name) => name.toLowerCase().includes(typed)),
          },
        ]}
        keyOf={(name) => name}
        draw={(name) => name}
        active={pointed}
        onPoint={setPointed}
        onChoose={took}
        onEnter={took}
        empty="Nobody"
      />
    </form>
  );
}

function draw() {
  const took = vi.fn();
  const sent = vi.fn();
  render(<Finder took={took} sent={sent} />);
  const field = screen.getByRole('combobox', { name: 'Colleague' });
  const pointed = () =>
    document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent;
  return { user: userEvent.setup(), took, sent, field, pointed };
}

describe('a combobox', () => {
  it('is walked through by arrows, round and round, and Enter takes what is pointed at', async () => {
    const { user, took, sent, field, pointed } = draw();
    await user.click(field);
    expect(pointed()).toBeUndefined();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(pointed()).toBe('Chloé');
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(pointed()).toBe('Omar');
    expect(document.activeElement === field).toBe(true);
    await user.keyboard('{Enter}');
    expect(took).toHaveBeenCalledExactlyOnceWith('Omar');
    expect(sent).not.toHaveBeenCalled();
  });

  it('leaves Enter to the form while nothing is pointed at', async () => {
    const { user, took, sent, field } = draw();
    await user.type(field, 'bru{Enter}');
    expect([took.mock.calls.length, sent.mock.calls.length]).toEqual([0, 1]);
  });

  it('takes what is pressed, and the field keeps the focus', async () => {
    const { user, took, field } = draw();
    await user.click(field);
    await user.click(screen.getByRole('option', { name: 'Chloé' }));
    expect(took).toHaveBeenCalledExactlyOnceWith('Chloé');
    expect(document.activeElement === field).toBe(true);
    expect(screen.getByRole('group', { name: 'Free now' })).toBeTruthy();
  });

  it('says that there is nothing, and is no list then', async () => {
    const { user, field } = draw();
    await user.type(field, 'xyz');
    expect(screen.getByRole('status').textContent).toBe('Nobody');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(field.getAttribute('aria-expanded')).toBe('false');
  });
});
