/** The controls of the house in their states, for whoever builds a screen of them. */
import { useState } from 'react';
import { Checkbox } from '../../src/ui/Checkbox.tsx';
import { Choices } from '../../src/ui/Choices.tsx';
import { Table, type Sorting } from '../../src/ui/Table.tsx';
import { TextField } from '../../src/ui/TextField.tsx';

function nothing() {}

const ROWS = [
  { id: '1', name: 'Support', waiting: 4 },
  { id: '2', name: 'Billing', waiting: 0 },
];

const COLUMNS = { display: 'grid', gap: '1.5rem', padding: '1.5rem', maxInlineSize: '28rem' } as const;

export function Controls() {
  const [name, setName] = useState('Maria Lopez');
  const [note, setNote] = useState('Calls back tomorrow.\nThe invoice is corrected.');
  const [chosen, setChosen] = useState(true);
  const [order, setOrder] = useState('newest');
  const [sorting, setSorting] = useState<Sorting>({ by: 'waiting', down: true });
  return (
    <main style={COLUMNS}>
      <h1>Controls</h1>
      <TextField label="Name" value={name} hint="As the customer spells it" onChange={setName} />
      <TextField label="E-mail" value="maria@" problem="This is no e-mail address." onChange={nothing} />
      <TextField label="Account" value="4711" disabled onChange={nothing} />
      <TextField label="Note" lines={3} value={note} onChange={setNote} />
      <Checkbox label="Tell the customer" checked={chosen} hint="By e-mail, today" onChange={setChosen} />
      <Checkbox label="All queues" checked={false} partly onChange={nothing} />
      <Checkbox label="Not to be changed" checked disabled onChange={nothing} />
      <Choices
        label="Order"
        value={order}
        choices={[
          { value: 'newest', name: 'Newest first' },
          { value: 'oldest', name: 'Oldest first' },
        ]}
        onChange={setOrder}
      />
      <Table
        label="Queues"
        columns={[
          {
            id: 'name',
            name: 'Queue',
            width: 'minmax(6rem, 2fr)',
            rank: 1,
            sorts: true,
            draw: ({ name: queue }) => queue,
          },
          {
            id: 'waiting',
            name: 'Waiting',
            width: '5rem',
            rank: 1,
            sorts: true,
            end: true,
            draw: ({ waiting }) => waiting,
          },
        ]}
        rows={ROWS}
        keyOf={({ id }) => id}
        sub={() => null}
        act={() => null}
        actName="Actions"
        sorting={sorting}
        onSort={setSorting}
        empty="No queues"
      />
    </main>
  );
}
