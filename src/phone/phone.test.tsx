import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { Call, Phone } from '../../protocol/agent-manager/phone.ts';
import { Shell } from '../app/shell/Shell.tsx';
import { connect } from '../connection/connection.ts';
import { createServerSlices } from '../desk/server-slices.ts';
import { receive, createDeskStore } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { FakeSocket } from '../testing/fake-socket.ts';
import { conversation, NOW } from '../testing/people.ts';
import { callTold, phoneTold } from '../testing/phones.ts';
import { toDial } from './NumberPicker.tsx';
import { PhoneBar } from './PhoneBar.tsx';
import { phoneSlice } from './phone-slice.ts';
import { phoneOf } from './read-phone.ts';

afterEach(cleanup);

const TALKING: Partial<Call> = {
  state: 'ACTIVE',
  actions: ['HOLD', 'DROP', 'CONSULT_CALL', 'TRANSFER_SST', 'SEND_DTMF', 'UPDATE_CALL_DATA'],
  startedAt: NOW - 61_000,
};

async function desk(change: Partial<Phone> = {}, state: Parameters<typeof draw>[1] = {}) {
  const drawn = await draw(<PhoneBar />, state);
  drawn.attach(phoneSlice);
  const say = (more: Partial<Phone> = {}) => {
    act(() => {
      drawn.tell('phone', phoneTold(more));
    });
  };
  say(change);
  return {
    ...drawn,
    say,
    user: userEvent.setup(),
    row: () => screen.getByRole('listitem', { name: /Maria Lopez/ }),
  };
}

const buttons = (within_: HTMLElement) =>
  within(within_)
    .getAllByRole('button')
    .map((one) => one.getAttribute('aria-label') ?? one.textContent);

describe('the phone', () => {
  it('has no place at the desk of an agent without one', async () => {
    const { container } = await draw(<Shell />);
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Phone' })).toBeNull();
    });
    expect(container.querySelector('[id="phone-state"]')).toBeNull();
  });

  it('is told of before the desk listens, and is not missed', () => {
    const socket = new FakeSocket();
    socket.connected = true;
    const store = createDeskStore();
    const connection = connect({
      socket: socket.asSocket(),
      received: [['phone', phoneTold({ extension: '4711' })]],
      token: () => Promise.resolve(''),
      onFrame: (frame) => {
        receive(store, frame);
      },
      onEnding: () => {},
      now: () => NOW,
    });
    createServerSlices(store, connection)(phoneSlice);
    expect(phoneOf(store.getState())?.extension).toBe('4711');
  });

  it('is signed in with the extension alone where the desk knows the sign-in', async () => {
    const { user, asked } = await desk({ state: null, link: 'SIGNED_OUT', extension: null });
    await user.click(screen.getByRole('button', { name: 'Sign in phone' }));
    const panel = screen.getByRole('dialog', { name: 'Sign in phone' });
    expect(within(panel).queryByLabelText('Finesse password')).toBeNull();
    await user.type(within(panel).getByLabelText('Extension'), '1001{Enter}');
    expect(asked).toMatchObject([
      { event: 'signInPhone', payload: { extension: '1001', loginId: null, password: null, mobile: null } },
    ]);
  });

  it('asks for name and password where it does not, and keeps what was typed when they are refused', async () => {
    const { user, asked } = await desk({
      state: null,
      link: 'SIGNED_OUT',
      knowsSignIn: false,
      loginId: null,
    });
    await user.click(screen.getByRole('button', { name: 'Sign in phone' }));
    const panel = screen.getByRole('dialog', { name: 'Sign in phone' });
    await user.type(within(panel).getByLabelText('Finesse username'), 'amira');
    await user.type(within(panel).getByLabelText('Finesse password'), 'wrong');
    await user.click(within(panel).getByLabelText('Call by call'));
    await user.type(within(panel).getByLabelText('Your phone number'), '+44 1');
    await user.click(within(panel).getByRole('button', { name: 'Sign in phone' }));
    expect(asked[0]?.payload).toMatchObject({
      loginId: 'amira',
      password: 'wrong',
      mobile: { number: '+44 1', mode: 'CALL_BY_CALL' },
    });
    await act(async () => {
      asked[0]?.refuse('PHONE_CREDENTIALS', 'CF_INVALID_PASSWORD_SPECIFIED');
      await Promise.resolve();
    });
    expect((await within(panel).findByRole('alert')).textContent).toContain('Finesse doesn’t accept');
    expect(within(panel).getByLabelText('Finesse username')).toHaveProperty('value', 'amira');
    expect(within(panel).getByLabelText('Your phone number')).toHaveProperty('value', '+44 1');
  });

  it('knows no phone that is called elsewhere with UCCX', async () => {
    const { user } = await desk({ state: null, link: 'SIGNED_OUT', flavour: 'UCCX' });
    await user.click(screen.getByRole('button', { name: 'Sign in phone' }));
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('goes not ready for a reason, and signs out with one only when it may', async () => {
    const { user, asked, say } = await desk();
    await user.click(screen.getByRole('button', { name: /Phone\s*Ready/ }));
    expect(screen.getByRole('menuitem', { name: 'End of shift' }).hasAttribute('data-disabled')).toBe(true);
    await user.click(screen.getByRole('menuitem', { name: 'Lunch' }));
    expect(asked[0]).toMatchObject({
      event: 'changeAgentState',
      payload: { action: 'agentMRDState', mrdId: 'voice', state: 'NOT_READY', reasonCode: { id: '11' } },
    });
    await act(async () => {
      asked[0]?.ok();
      await Promise.resolve();
    });
    say({ state: 'NOT_READY', reason: 'Lunch' });
    await user.click(screen.getByRole('button', { name: /Phone\s*Not ready\s*Lunch/ }));
    await user.click(screen.getByRole('menuitem', { name: 'End of shift' }));
    expect(asked[1]).toMatchObject({ event: 'signOutPhone', payload: { reasonId: '21' } });
  });

  it('shows what comes after the call, and takes it back', async () => {
    const { user, asked } = await desk({
      state: 'TALKING',
      pendingState: 'NOT_READY',
      calls: [callTold(TALKING)],
    });
    expect(screen.getByText('Not ready after this call')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(asked[0]?.payload).toMatchObject({ state: 'READY', mrdId: 'voice' });
  });
});

describe('a call', () => {
  it('that rings is told with name, queue and key, and can only be answered', async () => {
    const { row } = await desk({ state: 'RESERVED', calls: [callTold()] });
    expect(screen.getByRole('alert').textContent).toContain(
      'Phone call from Maria Lopez. Billing F9 answers.',
    );
    expect(buttons(row())).toEqual(['Answer']);
    expect(row().textContent).toContain('+44 7700 900123');
    expect(row().textContent).toContain('0:06');
  });

  it('offers exactly what Finesse allows', async () => {
    const { row, say } = await desk({ calls: [callTold(TALKING)] });
    expect(buttons(row())).toEqual(['Hold', 'Consult or transfer', 'Keypad', 'Call details', 'Hang up']);
    expect(row().textContent).toContain('1:01');
    say({ calls: [callTold({ state: 'HELD', actions: ['RETRIEVE'] })] });
    expect(buttons(row())).toEqual(['Resume', 'Call details']);
  });

  it('can be done nothing with while Finesse is away, and says why', async () => {
    const { row, say } = await desk({ link: 'LOST', calls: [callTold(TALKING)] });
    expect(within(row()).getByRole('button', { name: 'Hold' })).toHaveProperty('disabled', true);
    expect(screen.getByText(/The connection to Finesse is lost/)).toBeTruthy();
    say({ calls: [callTold(TALKING)] });
    expect(within(row()).getByRole('button', { name: 'Hold' })).toHaveProperty('disabled', false);
  });

  it('whose action is refused says why in words', async () => {
    const { user, row, asked } = await desk({ calls: [callTold(TALKING)] });
    await user.click(within(row()).getByRole('button', { name: 'Hold' }));
    expect(asked[0]).toMatchObject({ event: 'callAction', payload: { callId: 'call-1', action: 'HOLD' } });
    await act(async () => {
      asked[0]?.refuse('PHONE_REFUSED', 'Invalid State');
      await Promise.resolve();
    });
    expect(within(row()).getByRole('alert').textContent).toContain('Finesse refused: Invalid State');
  });

  it('is handed over to a number that was pasted; what was typed survives a refusal and closing', async () => {
    const { user, row, asked } = await desk({ calls: [callTold(TALKING)] });
    await user.click(within(row()).getByRole('button', { name: 'Consult or transfer' }));
    const field = () => screen.getByLabelText('Number');
    await user.click(field());
    await user.paste('+49 (30) 12-34');
    await user.click(screen.getByRole('button', { name: 'Transfer now' }));
    const transfer = asked.find(({ event }) => event === 'callAction');
    expect(transfer?.payload).toMatchObject({ action: 'TRANSFER_SST', toAddress: '+49301234' });
    await act(async () => {
      transfer?.refuse('PHONE_REFUSED', 'Invalid Destination');
      await Promise.resolve();
    });
    expect(within(screen.getByRole('dialog')).getByRole('alert').textContent).toContain(
      'Invalid Destination',
    );
    await user.keyboard('{Escape}');
    await user.click(within(row()).getByRole('button', { name: 'Consult or transfer' }));
    expect(field()).toHaveProperty('value', '+49 (30) 12-34');
  });

  it('that waits beside a consult names to whom it can go', async () => {
    await desk({
      calls: [
        callTold({ state: 'HELD', actions: ['RETRIEVE', 'TRANSFER', 'CONFERENCE'] }),
        callTold({
          id: 'call-2',
          callType: 'CONSULT',
          direction: 'OUT',
          state: 'ACTIVE',
          actions: ['DROP'],
          customer: null,
          number: '1002',
          associatedId: 'call-1',
          participants: [
            { address: '1002', addressType: '', state: 'ACTIVE', isSelf: false, name: 'Bruno Silva' },
          ],
        }),
      ],
    });
    const [first, second] = screen.getAllByRole('listitem');
    expect(buttons(first!)).toEqual(['Resume', 'Transfer to Bruno Silva', 'Talk together', 'Call details']);
    expect(within(first!).getByRole('button', { name: 'Transfer to Bruno Silva' })).toHaveProperty(
      'disabled',
      false,
    );
    expect(within(first!).getByRole('button', { name: 'Talk together' })).toHaveProperty('disabled', false);
    expect(second!.textContent).toContain('Consult: Talking');
  });

  it('opens its conversation once it is answered, unless the agent has gone on writing', async () => {
    const maria = conversation('Maria Lopez');
    const jon = conversation('Jon', { said: [['c', 10, 'Hello']] });
    const conversations = { [maria.id]: maria, [jon.id]: jon };
    const talking = callTold({ ...TALKING, conversationId: maria.id });

    const first = await desk({ calls: [callTold()] }, { conversations, selected: jon.id });
    await first.user.click(within(first.row()).getByRole('button', { name: 'Answer' }));
    expect(first.asked[0]?.payload).toMatchObject({ action: 'ANSWER' });
    first.say({ calls: [talking] });
    expect(first.store.getState().selected).toBe(maria.id);
    act(() => {
      first.actions.open(jon.id);
    });
    first.say({ calls: [talking] });
    expect(first.store.getState().selected).toBe(jon.id);
    cleanup();

    const second = await desk({ calls: [callTold()] }, { conversations, selected: jon.id });
    await second.user.click(within(second.row()).getByRole('button', { name: 'Answer' }));
    act(() => {
      second.store.setState({ drafts: { [jon.id]: 'I can' } });
    });
    second.say({ calls: [talking] });
    expect(second.store.getState().selected).toBe(jon.id);
    await second.user.click(within(second.row()).getByRole('button', { name: 'Maria Lopez' }));
    expect(second.store.getState().selected).toBe(maria.id);
  });

  it('sends tones one after the other by the keys of the keyboard', async () => {
    const { user, row, asked } = await desk({ calls: [callTold(TALKING)] });
    await user.click(within(row()).getByRole('button', { name: 'Keypad' }));
    await user.keyboard('1#');
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.payload).toMatchObject({ action: 'SEND_DTMF', digits: '1' });
    await act(async () => {
      asked[0]?.ok();
      await Promise.resolve();
    });
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.payload).toMatchObject({ digits: '#' });
    expect(screen.getByLabelText('Tones sent')).toHaveProperty('value', '1');
  });

  it('takes a wrap-up reason and changed variables', async () => {
    const { user, row, asked } = await desk({
      calls: [callTold({ ...TALKING, variables: [{ name: 'Contract', value: '1' }] })],
    });
    await user.click(within(row()).getByRole('button', { name: 'Call details' }));
    await user.selectOptions(screen.getByLabelText('Wrap-up reason'), 'Invoice explained');
    expect(asked[0]?.payload).toMatchObject({
      action: 'UPDATE_CALL_DATA',
      wrapUpReason: 'Invoice explained',
    });
    await act(async () => {
      asked[0]?.ok();
      await Promise.resolve();
    });
    await user.type(screen.getByLabelText('Contract'), '2');
    await user.click(screen.getByRole('button', { name: 'Save call data' }));
    expect(asked[1]?.payload).toMatchObject({ variables: [{ name: 'Contract', value: '12' }] });
  });

  it('that somebody listens in on is not shown to the agent', async () => {
    await desk({
      calls: [callTold(TALKING), callTold({ id: 'm', callType: 'SUPERVISOR_MONITOR', state: 'ALERTING' })],
    });
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    expect(screen.getByRole('alert').textContent).toBe('');
  });
});

describe('a number', () => {
  it.each([
    ['+49 (30) 12-34', '+49301234'],
    ['tel:+44 7700 900123', '+447700900123'],
    ['\u202a555 01\u202c', '55501'],
    ['amira@example.com', 'amira@example.com'],
    ['  ', ''],
  ])('%s is dialled as %s', (typed, dialled) => {
    expect(toDial(typed)).toBe(dialled);
  });
});
