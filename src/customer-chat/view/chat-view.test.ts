import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import vectors from '../../markdown/xss-corpus.json';
import { createChatClient } from '../../../packages/customer-client/chat-client.ts';
import { createMemory, volatileStore } from '../../../packages/customer-client/memory.ts';
import type { PageConfiguration } from '../../../packages/customer-client/configuration.ts';
import {
  agentFrame,
  fakeWire,
  notification,
  plain,
} from '../../../packages/customer-client/testing/fake-wire.ts';
import type { FakeWire } from '../../../packages/customer-client/testing/fake-wire.ts';
import { english } from './texts/index.ts';
import { createChatView } from './chat-view.tsx';
import type { ChatView } from './chat-view.tsx';

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
    enableDownloadTranscript: true,
    enableRating: true,
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
let view: ChatView;

beforeEach(() => {
  // jsdom lays nothing out.
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('fine') }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
  wire = fakeWire();
  const memory = createMemory('demo-web', volatileStore(), volatileStore(), () => 'customer-1');
  const client = createChatClient({ serviceIdentifier: 'demo-web', memory, wire: wire.factory });
  const place = document.createElement('div');
  document.body.append(place);
  view = createChatView(place, { client, configuration, speech: english() });
});
afterEach(() => {
  view.dispose();
  document.body.replaceChildren();
});

const user = userEvent.setup();

async function startChat(): Promise<void> {
  await user.type(screen.getByLabelText('Your name'), 'Maria');
  await user.click(screen.getByRole('button', { name: 'Start chat' }));
  wire.connect();
  wire
    .take('CHAT_REQUESTED')
    .answer({ code: 200, sessionToken: 't1', channelSessionId: 's1', conversationId: 'c1' });
}
const arrive = (frame: object) => wire.emit('MESSAGE_RECEIVED', frame);
const log = () => screen.getByRole('log');
const buttons = (buttonMessageType: string, given: readonly (string | object)[]) => ({
  type: 'BUTTON',
  markdownText: 'Which one?',
  buttonMessageType,
  buttons: given.map((one) =>
    typeof one === 'string' ? { title: one, type: 'reply', payload: `${one}-id` } : one,
  ),
});
const option = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const ended = () => {
  wire.emit('CHANNEL_SESSION_ENDED', {
    reason: 'AGENT',
    channelSessionId: 's1',
    conversationId: 'c1',
    timestamp: 1,
  });
};

describe('the form', () => {
  it('says at the field what is missing, goes there, and sends the answers', async () => {
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    const name = screen.getByLabelText('Your name');
    expect(document.activeElement).toBe(name);
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Please fill in this field.').id).toBe(name.getAttribute('aria-describedby'));
    await user.type(name, '  Maria ');
    await user.type(screen.getByLabelText(/E-mail/), 'maria');
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    expect(screen.getByText('Enter a valid e-mail address.')).toBeTruthy();
    await user.type(screen.getByLabelText(/E-mail/), '@example.com');
    await user.selectOptions(screen.getByLabelText(/Topic/), 'Bill');
    await user.click(screen.getByRole('button', { name: 'Start chat' }));
    wire.connect();
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
    expect(screen.getByText('2 people ahead of you')).toBeTruthy();
    expect(screen.getByText('About 3 minutes')).toBeTruthy();
    arrive(agentFrame(notification('AGENT_SUBSCRIBED')));
    expect(screen.queryByText('About 3 minutes')).toBeNull();
    expect(screen.getByText(/You are chatting with/).textContent).toContain('Amina Okafor');

    await user.type(screen.getByLabelText('Your message'), 'line one{Shift>}{Enter}{/Shift}line two{Enter}');
    const sent = wire.sent.findLast(({ payload }) => (payload.body as { type: string }).type === 'PLAIN');
    expect(sent?.payload.body).toEqual({ type: 'PLAIN', markdownText: 'line one\nline two' });
    expect(within(log()).getByText('Sending')).toBeTruthy();
    sent?.answer({ code: 200, messageId: sent.payload.id, timestamp: 9e12, seq: 900 });
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

  it('goes on when a browser translates the page: texts that change are seen to change', async () => {
    await startChat();
    const position = (place: number) => {
      arrive(agentFrame(notification('QUEUE_POSITION', { position: place, expectedWaitSeconds: 150 })));
    };
    position(9);
    // A translator puts elements of its own in the place of texts.
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) if (texts.currentNode instanceof Text) found.push(texts.currentNode);
    for (const text of found) {
      const theirs = document.createElement('span');
      theirs.textContent = text.nodeValue;
      text.replaceWith(theirs);
    }
    position(9);
    expect(screen.getByText('8 people ahead of you')).toBeTruthy();
    position(8);
    position(7);
    expect(screen.getByText('6 people ahead of you')).toBeTruthy();
    expect(screen.queryByText(/[87] people ahead/)).toBeNull();
    arrive(agentFrame(notification('AGENT_SUBSCRIBED')));
    expect(screen.queryByText(/ahead of you/)).toBeNull();
    expect(screen.getByText(/You are chatting with/).textContent).toContain('Amina Okafor');
  });

  it('shows the limit before it bites, and sends nothing beyond it', async () => {
    await startChat();
    const field = screen.getByLabelText('Your message');
    await user.type(field, 'x'.repeat(36));
    expect(screen.getByText('4 left')).toBeTruthy();
    await user.type(field, 'x'.repeat(6));
    expect(screen.getByText('2 too many')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
    await user.clear(field);
    await user.paste('🙏'.repeat(41));
    expect(screen.getByText('1 too many')).toBeTruthy();
    await user.clear(field);
    await user.paste('🙏'.repeat(40));
    expect(screen.getByText('0 left')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(false);
  });

  it('says why a message failed and sends it again', async () => {
    await startChat();
    await user.type(screen.getByLabelText('Your message'), 'hello{Enter}');
    const message = () =>
      wire.sent.findLast(({ payload }) => (payload.body as { type: string }).type === 'PLAIN');
    message()?.answer({ code: 413, error: 'TOO_LONG', msg: '' });
    expect(screen.getByText(/The message is too long/)).toBeTruthy();
    wire.sent.length = 0;
    await user.click(screen.getByRole('button', { name: 'Send again' }));
    message()?.answer({ code: 200, messageId: 'x', timestamp: 1, seq: 1 });
    expect(within(log()).getByText('Sent')).toBeTruthy();
  });

  it('asks before it ends, takes no for an answer, and offers a new beginning', async () => {
    await startChat();
    await user.click(screen.getByRole('button', { name: 'End chat' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByText('End this chat?')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'End chat' }));
    await user.click(
      within(screen.getByRole('group', { name: 'End this chat?' })).getByRole('button', { name: 'End chat' }),
    );
    wire.take('CHAT_ENDED').answer({ code: 200 });
    await vi.waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'The chat has ended' }));
    });
    await user.click(screen.getByRole('button', { name: 'Start a new chat' }));
    const name = screen.getByLabelText<HTMLInputElement>('Your name');
    expect(name.value).toBe('');
    await vi.waitFor(() => {
      expect(document.activeElement).toBe(name);
    });
  });

  it('says that the line is down and that nothing is lost', async () => {
    await startChat();
    wire.drop();
    expect(screen.getByText(/Your messages are saved/)).toBeTruthy();
    await user.type(screen.getByLabelText('Your message'), 'still typing{Enter}');
    expect(within(log()).getByText('Sends when you reconnect')).toBeTruthy();
  });

  it('L-X2: shows what agents write and are called as text, whatever it is', async () => {
    await startChat();
    for (const vector of vectors) {
      const frame = agentFrame(plain(vector));
      frame.header.sender.senderName = vector;
      arrive(frame);
      arrive(agentFrame(buttons('BUTTON', [{ title: vector, type: 'url', payload: vector }, vector])));
    }
    const allowed = new Set(
      'DIV P BR STRONG EM DEL CODE PRE BLOCKQUOTE UL OL LI A SPAN BDI TIME SECTION SVG PATH BUTTON'.split(
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

describe('what is offered to press', () => {
  const answers = () =>
    wire.sent.filter(({ payload }) => (payload.body as { type?: string } | undefined)?.type === 'PLAIN');

  it('is answered once, with the words and what the button brings along', async () => {
    await startChat();
    arrive(agentFrame(buttons('BUTTON', ['Invoice', 'Delivery'])));
    const group = screen.getByRole('group', { name: 'Choose a reply' });
    expect(within(group).getAllByRole('button')).toHaveLength(2);
    await user.click(option('Delivery'));
    expect(answers().map(({ payload }) => payload)).toMatchObject([
      {
        header: {
          intent: 'REPLY_TO',
          originalMessageId: expect.stringMatching(/^agent-/) as string,
          entities: { payload: 'Delivery-id' },
        },
        body: { type: 'PLAIN', markdownText: 'Delivery' },
      },
    ]);
    expect(option('Delivery').getAttribute('aria-pressed')).toBe('true');
    expect(option('Invoice').disabled).toBe(true);
    await user.click(option('Invoice'));
    expect(answers()).toHaveLength(1);
  });

  it('goes away as a quick reply when something else is said', async () => {
    await startChat();
    arrive(agentFrame(buttons('QUICK_REPLIES', ['Yes', 'No'])));
    expect(option('Yes').disabled).toBe(false);
    await user.type(screen.getByLabelText('Your message'), 'perhaps{Enter}');
    expect(screen.queryByRole('button', { name: 'Yes' })).toBeNull();
    expect(within(log()).getByText('Which one?')).toBeTruthy();
  });

  it('leads where it says, and nowhere else', async () => {
    await startChat();
    const link = (title: string, payload: unknown) => ({ title, type: 'URL', payload });
    const bad = link('Bad', 'javascript:alert(1)');
    arrive(agentFrame(buttons('BUTTON', [link('Track', 'https://example.com/t?a=1'), bad])));
    const shown = screen.getByRole<HTMLAnchorElement>('link', { name: /^Track/ });
    expect(shown).toMatchObject({ href: 'https://example.com/t?a=1', target: '_blank' });
    expect(shown.rel).toContain('noopener');
    expect(screen.queryByText('Bad')).toBeNull();
  });
});

describe('the end', () => {
  const star = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });

  it('asks how it was, by keyboard as well, and says what became of it', async () => {
    await startChat();
    arrive(agentFrame(plain('Hello')));
    ended();
    await user.click(star('Good'));
    await user.type(screen.getByLabelText('What went well? What could be better?'), ' fast ');
    await user.click(screen.getByRole('button', { name: 'Send rating' }));
    wire.connect();
    const sent = wire.take('CHAT_RATED');
    expect(sent.payload).toEqual({ rating: 4, comment: 'fast' });
    sent.answer({ code: 503, error: 'UNAVAILABLE', msg: '' });
    expect(screen.getByText(/couldn’t be saved/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send rating' }));
    wire.connect();
    wire.take('CHAT_RATED').answer({ code: 200 });
    expect(screen.getByText('Thank you for your rating.')).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(wire.wanted()).toBe(false);
  });

  it('asks nobody who met nobody', async () => {
    await startChat();
    ended();
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('lets the conversation be kept', async () => {
    await startChat();
    arrive(agentFrame(plain('Hello <b>you</b>')));
    const saved: { name: string; text: Promise<string> }[] = [];
    URL.createObjectURL = (blob) => {
      saved.push({ name: '', text: (blob as Blob).text() });
      return 'blob:x';
    };
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved[0]!.name = this.download;
    });
    await user.click(screen.getByRole('button', { name: 'Save conversation' }));
    click.mockRestore();
    expect(saved[0]?.name).toMatch(/^conversation-\d{4}-\d{2}-\d{2}\.txt$/);
    expect(await saved[0]?.text).toContain('Amina Okafor: Hello <b>you</b>');
  });
});

describe('what is read out', () => {
  it('L-A2: of the conversation only what is added, and nothing of what was said before', async () => {
    await startChat();
    expect(log().getAttribute('aria-live')).toBe('polite');
    expect(log().getAttribute('aria-relevant')).toBe('additions');
    arrive(agentFrame(plain('first')));
    const first = within(log()).getByText('first');
    arrive(agentFrame(plain('second')));
    // What stood there stands there still: the second alone is new.
    expect(within(log()).getByText('first')).toBe(first);
    expect(log().contains(screen.getByLabelText('Your message'))).toBe(false);
  });
});
