import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Checkbox } from './Checkbox.tsx';
import { TextField } from './TextField.tsx';

afterEach(cleanup);

function Email({ lines }: { lines?: number }) {
  const [value, setValue] = useState('');
  const problem = value === '' || value.includes('@') ? undefined : 'No e-mail address';
  const common = { label: 'E-mail', hint: 'To write to', problem, value, onChange: setValue };
  return lines === undefined ? <TextField {...common} /> : <TextField {...common} lines={lines} />;
}

describe('a text field', () => {
  it.each([undefined, 3])('says what is wrong instead of the hint (lines: %s)', async (lines) => {
    render(<Email {...(lines !== undefined && { lines })} />);
    const field = screen.getByRole('textbox', { name: 'E-mail', description: 'To write to' });
    await userEvent.type(field, 'maria');
    expect(screen.getByRole('textbox', { description: 'No e-mail address' })).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await userEvent.type(field, '@example.com');
    expect(field.hasAttribute('aria-invalid')).toBe(false);
    expect(field).toHaveProperty('value', 'maria@example.com');
  });
});

describe('a checkbox', () => {
  it('is called by its words, changed by them, and can be partly chosen', async () => {
    const told: boolean[] = [];
    render(
      <Checkbox
        label="All queues"
        hint="Also new ones"
        checked={false}
        partly
        onChange={(on) => told.push(on)}
      />,
    );
    const box = screen.getByRole('checkbox', { name: 'All queues', description: 'Also new ones' });
    expect(box).toHaveProperty('indeterminate', true);
    await userEvent.click(screen.getByText('All queues'));
    expect(told).toEqual([true]);
  });
});
