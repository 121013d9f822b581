import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps, ComponentType } from 'react';
import { afterEach, expect, it } from 'vitest';
import { completeBrowser } from '../testing/browser.ts';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import type { Start } from '../ui/start.ts';
import { deferred, useEarlyUse, type Deferred } from './deferred.ts';
import { DeferredPart } from './DeferredPart.tsx';

afterEach(cleanup);

type Part = { starts: Start };

function Face(rest: ComponentProps<'button'>) {
  return (
    <button type="button" {...rest}>
      Ready
    </button>
  );
}

function WithMenu({ starts }: Part) {
  return (
    <Menu label="State" starts={starts} trigger={<Face />}>
      <MenuItem onSelect={() => {}}>Lunch</MenuItem>
    </Menu>
  );
}

function Control({ of }: { of: Deferred<Part> }) {
  const { starts, face } = useEarlyUse(of);
  return <DeferredPart of={of} props={{ starts }} meanwhile={<Face {...face} />} />;
}

/** A control whose menu is on its way until `arrive` is called. */
function control() {
  completeBrowser();
  let bring: (part: ComponentType<Part>) => void = () => {};
  const coming = new Promise<ComponentType<Part>>((resolve) => {
    bring = resolve;
  });
  render(<Control of={deferred(() => coming)} />);
  const face = screen.getByRole('button', { name: 'Ready' });
  const arrive = async () => {
    await act(async () => {
      bring(WithMenu);
      await coming;
    });
    await screen.findByText('Ready', { selector: '[aria-haspopup]' });
    expect(face.isConnected).toBe(false);
  };
  return { face, arrive };
}

const trigger = () => document.querySelector('[aria-haspopup]');

it('opens a menu that was pressed before it came', async () => {
  const { face, arrive } = control();
  fireEvent.pointerDown(face);
  await arrive();
  expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Lunch' }));
});

it('opens a menu that came between a key and the click that follows it', async () => {
  const { face, arrive } = control();
  act(() => {
    face.focus();
  });
  fireEvent.keyDown(face, { key: 'Enter' });
  await arrive();
  expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Lunch' }));
});

it('gives a menu that came the focus of the button that stood in its place', async () => {
  const { face, arrive } = control();
  act(() => {
    face.focus();
  });
  await arrive();
  expect(document.activeElement).toBe(trigger());
  expect(screen.queryByRole('menu')).toBeNull();
});

it('takes no focus that has gone on to somewhere else', async () => {
  const { face, arrive } = control();
  act(() => {
    face.focus();
    face.blur();
  });
  await arrive();
  expect(document.activeElement).toBe(document.body);
  expect(screen.queryByRole('menu')).toBeNull();
});
