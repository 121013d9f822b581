import { renderHook } from '@testing-library/react';
import type { KeyboardEvent } from 'react';
import { expect, it, vi } from 'vitest';
import type { Code } from './match-codes.ts';
import { useCodePicker } from './use-code-picker.ts';

const OLD: Code = { categoryName: 'Billing', value: 'Refund' };
const TYPED: Code = { categoryName: 'Result', value: 'Solved' };

const enter = { key: 'Enter', preventDefault: () => undefined } as KeyboardEvent;

function picker(found: () => readonly Code[] | null) {
  const onChange = vi.fn();
  const options = {
    codes: [OLD],
    chosen: [],
    most: 5,
    searching: true,
    found,
    onChange,
    onMove: () => undefined,
  };
  return { onChange, picker: renderHook(() => useCodePicker(options)).result.current };
}

it('chooses what was typed, also while the list still shows what was found before', () => {
  const typed = picker(() => [TYPED]);
  typed.picker.onKeyDown(enter, 'search');
  expect(typed.onChange).toHaveBeenCalledWith([TYPED]);

  const nothing = picker(() => []);
  nothing.picker.onKeyDown(enter, 'search');
  expect(nothing.onChange).not.toHaveBeenCalled();

  const current = picker(() => null);
  current.picker.onKeyDown(enter, 'search');
  expect(current.onChange).toHaveBeenCalledWith([OLD]);
});
