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
      <Menu label="State" startsOpen trigger={<button type="button">Ready</button>}>
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
});
