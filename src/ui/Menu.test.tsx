import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { completeBrowser } from '../testing/browser.ts';
import { Menu, MenuItem } from './Menu.tsx';

afterEach(cleanup);

describe('a menu that was asked for before it was there', () => {
  it('stands open with its first choice in focus, and is a menu like any other afterwards', async () => {
    completeBrowser();
    const user = userEvent.setup();
    render(
      <Menu label="State" starts="open" trigger={<button type="button">Ready</button>}>
        <MenuItem disabled onSelect={() => {}}>
          Not to be had
        </MenuItem>
        <MenuItem onSelect={() => {}}>Lunch</MenuItem>
      </Menu>,
    );
    expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Lunch' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Ready' }));
    expect(screen.getByRole('menu', { name: 'State' })).toBe(document.activeElement);
  });

  it('takes over the focus of the control that stood in its place, and stays closed', () => {
    completeBrowser();
    const face = <button type="button">Ready</button>;
    const { rerender } = render(<div key="face">{face}</div>);
    screen.getByRole('button', { name: 'Ready' }).focus();
    rerender(
      <div key="menu">
        <Menu label="State" starts="focused" trigger={face}>
          <MenuItem onSelect={() => {}}>Lunch</MenuItem>
        </Menu>
      </div>,
    );
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ready' }));
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
