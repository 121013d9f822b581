import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { under } from '../../base/fields.ts';
import { useDesk } from '../../desk/desk-context.ts';
import type { Conversation } from '../../store/model.ts';
import { draw } from '../../testing/draw.tsx';
import { conversation } from '../../testing/people.ts';
import { Composer } from '../Composer.tsx';
import { replyMode } from '../reply-mode.ts';
import { additionsOf, addressOf, bodyOf, positionOf } from './addition.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const SOON = { timeout: 10_000 };
const MARIA = conversation('Maria Lopez', { said: [['c', 60, 'Hello?']] });
const [WEB] = MARIA.sessions;

function Selected() {
  const selected = useDesk((state) => state.conversations[MARIA.id]);
  return selected === undefined ? null : <Composer conversation={selected} modes={[replyMode]} />;
}

async function write(maria: Conversation = MARIA) {
  const drawn = await draw(<Selected />, {
    conversations: { [maria.id]: maria },
    selected: maria.id,
    maxFileBytes: 1_000_000,
  });
  const user = userEvent.setup();
  const open = async (kind: string) => {
    await user.click(screen.getByRole('button', { name: 'More to send' }));
    await user.click(await screen.findByRole('menuitem', { name: kind }));
    return screen.findByRole('form', { name: kind }, SOON);
  };
  const bodies = () =>
    drawn.asked
      .filter(({ event }) => event === 'publishCimEvent')
      .map(({ payload }) => under(payload, 'cimEvent', 'data', 'body'));
  return { ...drawn, user, open, bodies };
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const fill = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const send = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });

describe('what is sent besides words', () => {
  it('is a question with answers, and what was being written stays', async () => {
    const { user, open, bodies } = await write();
    fill('Message to Maria Lopez', 'half a sent');
    await open('Question with answers');
    expect(document.activeElement === field('Question')).toBe(true);
    fill('Question', 'Which colour?');
    fill('Answer 1', 'Red');
    expect(send().disabled).toBe(true);
    fill('Answer 2', 'Green');
    await user.click(send());
    expect(bodies()).toEqual([
      {
        type: 'BUTTON',
        markdownText: 'Which colour?',
        buttonMessageType: 'QUICK_REPLIES',
        additionalDetails: null,
        buttons: [
          { type: 'String', title: 'Red', payload: 'Red', additionalButtonDetails: null },
          { type: 'String', title: 'Green', payload: 'Green', additionalButtonDetails: null },
        ],
      },
    ]);
    expect(field('Message to Maria Lopez').value).toBe('half a sent');
    await waitFor(() => {
      expect(document.activeElement === field('Message to Maria Lopez')).toBe(true);
    });
  });

  it('is a link that says what is wrong with it, and goes away by Escape', async () => {
    const { user, open, bodies } = await write();
    await open('Link');
    fill('Web address', 'javascript:alert(1)');
    fireEvent.blur(field('Web address'));
    expect(screen.getByText(/Enter a full web address/)).toBeTruthy();
    expect(send().disabled).toBe(true);
    fill('Web address', 'shop.example/help');
    fill('Title (optional)', 'Help');
    await user.click(send());
    expect(bodies()).toEqual([{ type: 'URL', markdownText: 'Help', mediaUrl: 'https://shop.example/help' }]);
    await open('Link');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('form', { name: 'Link' })).toBeNull();
  });

  it('is a card begun with what is known of the customer', async () => {
    const maria = {
      ...MARIA,
      customer: { ...MARIA.customer, identities: [{ channelType: 'WHATSAPP', value: '+49 30 1234' }] },
    };
    const { user, open, bodies } = await write(maria);
    await open('Contact card');
    await user.click(screen.getByRole('button', { name: 'Details of Maria Lopez' }));
    await user.click(send());
    expect(bodies()).toMatchObject([
      {
        type: 'CONTACT',
        contacts: [
          {
            name: {
              formattedName: 'Maria Lopez',
              additionalNameDetails: { first_name: 'Maria', last_name: 'Lopez' },
            },
            phones: [{ phone: '+49 30 1234' }],
          },
        ],
      },
    ]);
  });

  it('is a place; where the agent is, the browser is asked only by a click, and its no is said', async () => {
    const getCurrentPosition = vi.fn<Geolocation['getCurrentPosition']>();
    vi.stubGlobal('navigator', Object.assign(navigator, { geolocation: { getCurrentPosition } }));
    const { user, open, bodies } = await write();
    await open('Location');
    expect(getCurrentPosition).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'My position' }));
    const [found, failed] = getCurrentPosition.mock.calls[0]!;
    act(() => failed!({ code: 1, PERMISSION_DENIED: 1 } as GeolocationPositionError));
    expect(screen.getByRole('alert').textContent).toMatch(/doesn’t share your position/);
    act(() => found({ coords: { latitude: 52.52, longitude: 13.405 } } as GeolocationPosition));
    fill('Place (optional)', 'Office');
    await user.click(send());
    expect(bodies()).toEqual([
      {
        type: 'LOCATION',
        location: { latitude: 52.52, longitude: 13.405 },
        markdownText: null,
        additionalDetails: { name: 'Office', address: '', url: null },
      },
    ]);
  });

  it('is kept, as far as it was entered, while the agent looks elsewhere', async () => {
    const { open, store } = await write();
    await open('Location');
    fill('Address (optional)', 'Main Street 1');
    act(() => store.setState({ conversations: {} }));
    expect(screen.queryByRole('form', { name: 'Location' })).toBeNull();
    act(() => store.setState({ conversations: { [MARIA.id]: MARIA } }));
    expect(field('Address (optional)').value).toBe('Main Street 1');
  });

  it('is no voice message where there is no microphone, and says so', async () => {
    vi.stubGlobal('MediaRecorder', { isTypeSupported: () => true });
    const refused = new DOMException('no', 'NotAllowedError');
    vi.stubGlobal(
      'navigator',
      Object.assign(navigator, { mediaDevices: { getUserMedia: () => Promise.reject(refused) } }),
    );
    const { user, open } = await write();
    await open('Voice message');
    await user.click(screen.getByRole('button', { name: 'Record' }));
    expect(await screen.findByText(/may not use your microphone/)).toBeTruthy();
    expect(send().disabled).toBe(true);
  });

  it('is a voice message that a reload does not take away unasked', async () => {
    class Recorder {
      static isTypeSupported = () => true;
      state = 'recording';
      ondataavailable: (event: { data: Blob }) => void = () => {};
      onstop: () => void = () => {};
      start = () => {};
      stop = () => {
        this.state = 'inactive';
        this.ondataavailable({ data: new Blob(['heard']) });
        this.onstop();
      };
    }
    vi.stubGlobal('MediaRecorder', Recorder);
    const stream = { getTracks: () => [{ stop: () => {} }] };
    vi.stubGlobal(
      'navigator',
      Object.assign(navigator, { mediaDevices: { getUserMedia: () => Promise.resolve(stream) } }),
    );
    const asksFirst = () => {
      const leaving = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(leaving);
      return leaving.defaultPrevented;
    };
    const { user, open } = await write();
    await open('Voice message');
    expect(asksFirst()).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Record' }));
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(asksFirst()).toBe(true);
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    expect(asksFirst()).toBe(false);
  });

  it('is only what the channel can carry', () => {
    const by = (channelType: string) => ({ ...WEB!, channelType });
    expect(additionsOf(by('WEB'), true)).toEqual(['choices', 'link', 'location', 'contact', 'voice']);
    expect(additionsOf(by('WEB'), false)).not.toContain('voice');
    expect(additionsOf(by('SMS'), true)).toEqual([]);
    expect(additionsOf(by('TWITTER'), true)).toEqual(['link', 'voice']);
  });
});

it.each([
  ['52.52, 13.405', { latitude: 52.52, longitude: 13.405 }],
  ['-33.9 18.4', { latitude: -33.9, longitude: 18.4 }],
  ['https://www.openstreetmap.org/?mlat=48.1&mlon=11.5#map=12', { latitude: 48.1, longitude: 11.5 }],
  ['https://maps.example/@48.1,11.5,12z', { latitude: 48.1, longitude: 11.5 }],
  ['91, 10', null],
  ['Berlin', null],
])('a position in %j', (typed, position) => {
  expect(positionOf(typed)).toEqual(position);
});

it('an address is a web address, and nothing that could run', () => {
  expect(addressOf('example.com')).toBe('https://example.com');
  for (const bad of ['', 'javascript:alert(1)', 'mailto:a@b.c', 'two words', 'localhost']) {
    expect(addressOf(bad)).toBeNull();
  }
});

it('a question without enough answers, or with the same one twice, is not complete', () => {
  expect(bodyOf('choices', { question: 'Why?', answers: 'Yes\nYes' })).toBeNull();
  expect(bodyOf('contact', { name: 'Maria' })).toBeNull();
});
