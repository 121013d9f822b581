import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { useDesk } from '../../desk/desk-context.ts';
import { draw } from '../../testing/draw.tsx';
import { conversation } from '../../testing/people.ts';
import { Composer } from '../Composer.tsx';
import { replyMode } from '../reply-mode.ts';

afterEach(cleanup);

const MARIA = conversation('Maria Lopez', { said: [['c', 60, 'Hello?']] });
const GREETING = {
  id: 'g',
  title: 'Greeting',
  shortcut: 'hello',
  group: 'Start',
  text: 'Hello {customer.firstName}, order {customer.order} is here.',
  texts: {},
  scope: 'SHARED',
};

function Selected() {
  const selected = useDesk((state) => state.conversations[MARIA.id]);
  return selected === undefined ? null : <Composer conversation={selected} modes={[replyMode]} />;
}

async function write(known: readonly object[] = [GREETING]) {
  const saved: [string, unknown][] = [];
  const drawn = await draw(
    <Selected />,
    { conversations: { [MARIA.id]: MARIA }, selected: MARIA.id },
    {
      get: () => Promise.resolve(known),
      post: (path, body) => {
        saved.push([path, body]);
        return Promise.resolve({ id: 'new', scope: 'PERSONAL', ...(body as object) });
      },
      remove: (path) => {
        saved.push([path, null]);
        return Promise.resolve({});
      },
    },
  );
  return { ...drawn, saved, user: userEvent.setup() };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Maria Lopez' });

describe('canned messages while writing', () => {
  it('are offered after a slash, put in by Enter, and not sent while a place is to be filled in', async () => {
    const { user, asked } = await write();
    await user.type(field(), '/hel');
    expect(await screen.findByRole('option', { name: /Greeting/ })).toBeTruthy();
    expect(field().getAttribute('aria-activedescendant')).not.toBeNull();
    await user.keyboard('{Enter}');
    expect(field().value).toBe('Hello Maria, order [[order]] is here.');
    expect(asked).toHaveLength(0);
    await user.keyboard('{End}{Enter}');
    expect(screen.getByText(/Fill in “order” before you send/)).toBeTruthy();
    expect(asked).toHaveLength(0);
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe('[[order]]');
    await user.keyboard('4711{Enter}');
    expect(asked.map(({ event }) => event)).toEqual(['publishCimEvent']);
  });

  it('leave what was typed alone after Escape, and Tab goes from place to place and then on', async () => {
    const { user } = await write();
    await user.type(field(), '/hel');
    await screen.findByRole('option', { name: /Greeting/ });
    await user.keyboard('{Escape}lo');
    expect(screen.queryByRole('option')).toBeNull();
    expect(field().value).toBe('/hello');
    await user.clear(field());
    await user.type(field(), '[[[[a]] and [[[[b]] ');
    field().setSelectionRange(0, 0);
    await user.keyboard('{Tab}');
    expect(field().selectionStart).toBe(0);
    await user.keyboard('{Tab}');
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe('[[b]]');
    await user.keyboard('{Tab}');
    expect(document.activeElement).not.toBe(field());
  });

  it('are kept from what is written, and deleted when that is meant', async () => {
    const { user, saved, asked } = await write([]);
    await user.type(field(), 'We are closed today.');
    await user.click(screen.getByRole('button', { name: 'Canned messages' }));
    await user.click(await screen.findByRole('menuitem', { name: /Save as canned message/ }));
    const shortcut = await screen.findByRole('textbox', { name: 'Shortcut' }, { timeout: 10_000 });
    await user.type(shortcut, '/closed');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(saved).toEqual([
      [
        '/agent-manager/canned-messages',
        { title: 'We are closed today.', shortcut: 'closed', text: 'We are closed today.' },
      ],
    ]);
    expect(asked).toHaveLength(0);
    await user.click(await screen.findByRole('button', { name: 'Canned messages' }));
    await user.click(await screen.findByRole('menuitem', { name: 'My canned messages' }));
    await user.click(await screen.findByRole('button', { name: 'Delete “We are closed today.”' }));
    await user.click(screen.getByRole('button', { name: 'Delete for good' }));
    expect(await screen.findByText('No canned messages of your own yet')).toBeTruthy();
    expect(saved.at(-1)).toEqual(['/agent-manager/canned-messages/new', null]);
  });
});
