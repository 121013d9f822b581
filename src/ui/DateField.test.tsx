import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { DateField } from './DateField.tsx';

afterEach(cleanup);

const NOON = new Date(2026, 10, 30, 12, 15).getTime();

function Field({ of, said }: { of: 'day' | 'moment'; said: (value: number | null) => void }) {
  const [value, setValue] = useState<number | null>(NOON);
  return (
    <>
      <DateField
        label="When"
        of={of}
        value={value}
        min={NOON}
        onChange={(now) => {
          said(now);
          setValue(now);
        }}
      />
      <button type="button" onClick={() => setValue(null)}>
        Clear
      </button>
    </>
  );
}

const field = () => screen.getByLabelText<HTMLInputElement>('When');

it('shows and reads a moment on the clock of this machine', () => {
  const said = vi.fn();
  render(<Field of="moment" said={said} />);
  expect([field().type, field().value, field().min]).toEqual([
    'datetime-local',
    '2026-11-30T12:15',
    '2026-11-30T12:15',
  ]);
  fireEvent.change(field(), { target: { value: '2026-12-01T08:30' } });
  expect(said).toHaveBeenLastCalledWith(new Date(2026, 11, 1, 8, 30).getTime());
  expect(field().value).toBe('2026-12-01T08:30');
});

it('means the beginning of a day, and nothing while the field is empty', () => {
  const said = vi.fn();
  render(<Field of="day" said={said} />);
  expect([field().type, field().value]).toEqual(['date', '2026-11-30']);
  fireEvent.change(field(), { target: { value: '2026-03-29' } });
  expect(said).toHaveBeenLastCalledWith(new Date(2026, 2, 29).getTime());
  fireEvent.change(field(), { target: { value: '' } });
  expect(said).toHaveBeenLastCalledWith(null);
});

it('is emptied from outside', () => {
  render(<Field of="day" said={vi.fn()} />);
  fireEvent.change(field(), { target: { value: '2026-03-29' } });
  fireEvent.click(screen.getByText('Clear'));
  expect(field().value).toBe('');
});
