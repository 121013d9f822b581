/** The controls in their states, for whoever builds a screen of them. */
import { useState } from 'react';
import { NOW } from '../../src/testing/people.ts';
import { Button } from '../../src/ui/Button.tsx';
import { Checkbox } from '../../src/ui/Checkbox.tsx';
import { Choices } from '../../src/ui/Choices.tsx';
import { Combobox } from '../../src/ui/Combobox.tsx';
import { DateField } from '../../src/ui/DateField.tsx';
import { Pagination } from '../../src/ui/Pagination.tsx';
import { Table, type Sorting } from '../../src/ui/Table.tsx';
import { TextField } from '../../src/ui/TextField.tsx';
import { Toast } from '../../src/ui/Toast.tsx';

function nothing() {}

const ROWS = [
  { id: '1', name: 'Support', waiting: 4 },
  { id: '2', name: 'Billing', waiting: 0 },
];

const PEOPLE = [
  { id: 'bruno', name: 'Bruno Almeida' },
  { id: 'chloe', name: 'Chloé Dubois' },
  { id: 'omar', name: 'Omar Haddad' },
];

const COLUMNS = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(20rem, 100%), 1fr))',
  alignItems: 'start',
  gap: '1.5rem',
  padding: '1.5rem',
} as const;

export function Controls() {
  const [name, setName] = useState('Maria Lopez');
  const [note, setNote] = useState('Calls back tomorrow.\nThe invoice is corrected.');
  const [chosen, setChosen] = useState(true);
  const [order, setOrder] = useState('newest');
  const [typed, setTyped] = useState('');
  const [pointed, setPointed] = useState('bruno');
  const [begins, setBegins] = useState<number | null>(NOW);
  const [sorting, setSorting] = useState<Sorting>({ by: 'waiting', down: true });
  return (
    <main style={COLUMNS}>
      <h1 style={{ gridColumn: '1 / -1' }}>Controls</h1>
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
      <div>
      <Combobox
        label="Colleague"
        found="Colleagues"
        value={typed}
        onType={setTyped}
        groups={[
          {
            key: 'free',
            name: 'Free now',
            options: PEOPLE.filter(({ name: each }) => each.toLowerCase().includes(typed.toLowerCase())),
          },
        ]}
        keyOf={({ id }) => id}
        draw={({ name: each }) => each}
        active={pointed}
        onPoint={({ id }) => setPointed(id)}
        onChoose={({ id }) => setPointed(id)}
        onEnter={({ name: each }) => setTyped(each)}
        empty="Nobody has this name."
      />
      </div>
      <DateField label="Begins" of="moment" value={begins} hint="Empty: now" onChange={setBegins} />
      <DateField label="Day" of="day" value={begins} onChange={setBegins} />
      <div role="status">
        <Toast tone="warn" action={<Button size="small">Show</Button>} dismiss="Dismiss" onDismiss={nothing}>
          The offer of Maria Lopez was not answered in time.
        </Toast>
        <Toast tone="info">Two conversations ended while you were away.</Toast>
      </div>
      <Pagination more label="Earlier conversations" pending={false} onMore={nothing} />
      <Pagination more label="Earlier conversations" pending onMore={nothing} />
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
