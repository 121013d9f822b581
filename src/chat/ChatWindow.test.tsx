import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import vectors from '../markdown/xss-corpus.json';
import { ChatWindow } from './ChatWindow.tsx';
import { createChatClient } from './client/chat-client.ts';
import { createMemory, volatileStore } from './client/memory.ts';
import type { PageConfiguration } from './configuration.ts';
import { agentFrame, fakeWire, notification, plain } from './testing/fake-wire.ts';
import type { FakeWire } from './testing/fake-wire.ts';

const configuration: PageConfiguration = {
  widget: {
    widgetIdentifier: 'Web support',
    serviceIdentifier: 'demo-web',
    title: 'How can we help?',
    subTitle: 'We answer fast.',
    welcome: 'Tell us **who** you are.',
    theme: '#1f6feb',
    language: { code: 'en' },
    form: 'f1',
    customerReconnectTime: 300,
    maxTextLength: 40,
    enableEmoji: true,
    enableFileTransfer: false,
    enableFontResize: true,
    enableDynamicLink: false,
    enableDownloadTranscript: false,
  },
  form: {
    id: 'f1',
    formTitle: 'Before the chat',
    formDescription: 'So that we can help you quickly.',
    attributes: [
      { key: 'name', label: 'Your name', isRequired: true, attributeType: 'INPUT', valueType: 'String100' },
      { key: 'email', label: 'E-mail', isRequired: false, attributeType: 'INPUT', valueType: 'Email' },
      {
        key: 'topic',
        label: 'Topic',
        isRequired: false,
        attributeType: 'OPTIONS',
        valueType: 'StringList',
        categoryOptions: {
          isMultipleChoice: false,
          categories: [{ categoryName: 'Topic', values: ['Bill', 'Other'] }],
        },
      },
    ],
  },
};

let wire: FakeWire;

// jsdom lays nothing out.
beforeAll(() => {
  window.matchMedia = (query) => ({ matches: query.includes('fine') }) as MediaQueryList;
  window.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
});
beforeEach(() => {
  wire = fakeWire();
  const memory = createMemory('demo-web', volatileStore(), volatileStore(), () => 'customer-1');
  const client = createChatClient({ serviceIdentifier: 'demo-web', memory, wire: wire.factory });
  render(<ChatWindow client={client} configuration={configuration} />);
});
afterEach(cleanup);

const user = userEvent.setup();

async function startChat(): Promise<void> {
  await user.type(screen.getByLabelText('Your name'), 'Maria');
  await user.click(screen.getByRole('button', { name: 'Start chat' }));
  act(() => wire.connect());
  act(() =>
    wire
      .take('CHAT_REQUESTED')
      .answer({ code: 200, sessionToken: 't1', channelSessionId: 's1', conversationId: 'c1' }),
  );
}
const arrive = (frame: object) => act(() => wire.emit('MESSAGE_RECEIVED', frame));
const log = () => screen.getByRole('log');

describe('the form', () => {
  it('says at the field what is missing, goes there, and sends the answers', async () => {
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    const name = screen.getByLabelText('Your name');
    expect(document.activeElement).toBe(name);
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Please fill this in.').id).toBe(name.getAttribute('aria-describedby'));
    await user.type(name, '  Maria ');
    await user.type(screen.getByLabelText(/E-mail/), 'maria');
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    expect(screen.getByText('That does not look like an e-mail address.')).toBeTruthy();
    await user.type(screen.getByLabelText(/E-mail/), '@example.com');
    await user.selectOptions(screen.getByLabelText(/Topic/), 'Bill');
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    act(() => wire.connect());
    expect(wire.take('CHAT_REQUESTED').payload).toMatchObject({
      additionalAttributes: [
        {
          value: {
            formData: {
              attributes: [
                { key: 'name', value: 'Maria' },
                { key: 'email', value: 'maria@example.com' },
                { key: 'topic', value: 'Bill' },
              ],
            },
          },
        },
      ],
    });
  });
});

describe('the conversation', () => {
  it('shows the place in the queue, then who is there, what is said, and how far it came', async () => {
    await startChat();
    arrive(agentFrame(notification('QUEUE_POSITION', { position: 3, expectedWaitSeconds: 150 })));
    expect(screen.getByText('2 people are before you')).toBeTruthy();
    expect(screen.getByText('About 3 minutes')).toBeTruthy();
    arrive(agentFrame(notification('AGENT_SUBSCRIBED')));
    expect(screen.queryByText('About 3 minutes')).toBeNull();
    expect(screen.getByText(/You are chatting with/).textContent).toContain('Amina Okafor');

    await user.type(screen.getByLabelText('Your message'), 'line one{Shift>}{Enter}{/Shift}line two{Enter}');
    const sent = wire.sent.findLast(({ payload }) => (payload.body as { type: string }).type === 'PLAIN');
    expect(sent?.payload.body).toEqual({ type: 'PLAIN', markdownText: 'line one\nline two' });
    expect(within(log()).getByText('Sending')).toBeTruthy();
    act(() => sent?.answer({ code: 200, messageId: sent.payload.id, timestamp: 9e12, seq: 900 }));
    expect(within(log()).getByText('Sent')).toBeTruthy();
    const read = {
      type: 'DELIVERYNOTIFICATION',
      messageId: sent?.payload.id,
      status: 'READ',
      reasonCode: '200',
    };
    arrive(agentFrame(read));
    expect(within(log()).getByText('Read')).toBeTruthy();
  });

  it('shows the limit before it bites, and sends nothing beyond it', async () => {
    await startChat();
    const field = screen.getByLabelText('Your message');
    await user.type(field, 'x'.repeat(36));
    expect(screen.getByText('4 left')).toBeTruthy();
    await user.type(field, 'x'.repeat(6));
    expect(screen.getByText('2 too many')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
  });

  it('says why a message failed and sends it again', async () => {
    await startChat();
    await user.type(screen.getByLabelText('Your message'), 'hello{Enter}');
    const message = () =>
      wire.sent.findLast(({ payload }) => (payload.body as { type: string }).type === 'PLAIN');
    act(() => message()?.answer({ code: 413, error: 'TOO_LONG', msg: '' }));
    expect(screen.getByText(/The message is too long/)).toBeTruthy();
    wire.sent.length = 0;
    await user.click(screen.getByRole('button', { name: 'Send again' }));
    act(() => message()?.answer({ code: 200, messageId: 'x', timestamp: 1, seq: 1 }));
    expect(within(log()).getByText('Sent')).toBeTruthy();
  });

  it('asks before it ends, takes no for an answer, and offers a new beginning', async () => {
    await startChat();
    await user.click(screen.getByRole('button', { name: 'End chat' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByText('End this chat?')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'End chat' }));
    await user.click(within(screen.getByRole('group')).getByRole('button', { name: 'End chat' }));
    act(() => wire.take('CHAT_ENDED').answer({ code: 200 }));
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'The chat has ended' }));
    await user.click(screen.getByRole('button', { name: 'Start a new chat' }));
    expect(screen.getByLabelText('Your name')).toBeTruthy();
  });

  it('says that the line is down and that nothing is lost', async () => {
    await startChat();
    act(() => wire.drop());
    expect(screen.getByText(/Your messages are kept/)).toBeTruthy();
    await user.type(screen.getByLabelText('Your message'), 'still typing{Enter}');
    expect(within(log()).getByText('Is sent when the connection is back')).toBeTruthy();
  });

  it('X2: shows what agents write and are called as text, whatever it is', async () => {
    await startChat();
    act(() => {
      for (const vector of vectors) {
        const frame = agentFrame(plain(vector));
        frame.header.sender.senderName = vector;
        wire.emit('MESSAGE_RECEIVED', frame);
      }
    });
    const allowed = new Set(
      'DIV P BR STRONG EM DEL CODE PRE BLOCKQUOTE UL OL LI A SPAN BDI TIME SECTION SVG PATH CIRCLE'.split(
        ' ',
      ),
    );
    for (const element of log().querySelectorAll('*')) {
      expect(allowed.has(element.tagName.toUpperCase()), element.outerHTML.slice(0, 200)).toBe(true);
      for (const { name } of element.attributes) expect(name.startsWith('on')).toBe(false);
      if (element instanceof HTMLAnchorElement)
        expect(['http:', 'https:', 'mailto:']).toContain(element.protocol);
    }
    expect((window as { __xss?: number }).__xss).toBeUndefined();
  });
});
