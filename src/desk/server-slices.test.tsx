import { act, cleanup, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { fields, text } from '../base/fields.ts';
import { connect } from '../connection/connection.ts';
import { createDeskStore, receive } from '../store/desk-store.ts';
import { sliceOf, type ServerSlice } from '../store/server-slice.ts';
import { draw } from '../testing/draw.tsx';
import { FakeSocket } from '../testing/fake-socket.ts';
import { NOW } from '../testing/people.ts';
import { createServerSlices } from './server-slices.ts';
import { useServerSlice } from './use-server-slice.ts';

afterEach(cleanup);

type Team = Readonly<Record<string, string>>;

/** What a place for supervisors would bring: who of a team is in which state. */
const teamSlice: ServerSlice<Team> = {
  initial: {},
  events: {
    teamMember: (team, payload) => {
      const { name, state } = fields(payload);
      return { ...team, [text(name)]: text(state) };
    },
    teamMemberLeft: (team, payload) =>
      Object.fromEntries(Object.entries(team).filter(([name]) => name !== text(fields(payload).name))),
  },
  offline: () => ({}),
};

function TeamView() {
  const team = useServerSlice(teamSlice);
  return <p role="status">{Object.entries(team).map(([name, state]) => `${name} ${state}`)}</p>;
}

/** Two parts of a page, one of which goes. */
function Parts() {
  const [both, setBoth] = useState(true);
  return (
    <>
      <TeamView />
      {both && <TeamView />}
      <button
        type="button"
        onClick={() => {
          setBoth(false);
        }}
      />
    </>
  );
}

describe('a slice of server state that comes with its place', () => {
  it('is not there before the place is, follows its events, and forgets with the connection', async () => {
    const { store, tell } = await draw(<TeamView />);
    expect(store.getState().slices.size).toBe(0);
    const shown = () => screen.getByRole('status').textContent;
    act(() => {
      tell('teamMember', { name: 'Bruno', state: 'READY' });
      tell('teamMember', { name: 'Chen', state: 'NOT_READY' });
      tell('teamMemberLeft', { name: 'Bruno' });
    });
    expect(shown()).toBe('Chen NOT_READY');
    act(() => {
      receive(store, { type: 'link.down', at: NOW });
    });
    expect(shown()).toBe('');
  });

  it('hears what comes on the socket, acknowledged and in order with all else', () => {
    const socket = new FakeSocket();
    const store = createDeskStore();
    const connection = connect({
      socket: socket.asSocket(),
      token: () => Promise.resolve(''),
      onFrame: (frame) => {
        receive(store, frame);
      },
      onEnding: () => {},
      now: () => NOW,
    });
    const attach = createServerSlices(store, connection);
    let answer: unknown = null;
    socket.hear('teamMember', { name: 'Amina', state: 'READY' });
    attach(teamSlice);
    attach(teamSlice);
    expect(socket.listeners('teamMember')).toHaveLength(1);
    socket.hear('teamMember', { name: 'Bruno', state: 'READY' }, (said: unknown) => {
      answer = said;
    });
    expect(sliceOf(store.getState(), teamSlice)).toEqual({ Bruno: 'READY' });
    expect(answer).toEqual({ status: 'ok' });
  });

  it('L-B8: parts share one connection, and one that goes takes nothing from the others', async () => {
    const { store, tell } = await draw(<Parts />);
    act(() => {
      tell('teamMember', { name: 'Bruno', state: 'READY' });
    });
    expect(screen.getAllByText('Bruno READY')).toHaveLength(2);
    act(() => {
      screen.getByRole('button').click();
    });
    act(() => {
      tell('teamMember', { name: 'Chen', state: 'READY' });
    });
    expect(screen.getAllByRole('status').map((each) => each.textContent)).toEqual(['Bruno READYChen READY']);
    expect(store.getState().link.status).toBe('online');
  });
});
