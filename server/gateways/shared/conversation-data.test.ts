import { describe, expect, it } from 'vitest';
import { conversationDataOf } from './conversation-data.ts';
import { HIDDEN, hidePersonal } from './personal-data.ts';

const FORM = {
  key: 'WebChannelData',
  type: 'WebChannelData',
  value: {
    browserDeviceInfo: { browserId: 'b' },
    queue: 'Support',
    locale: {},
    formData: {
      id: 'f',
      formId: 'Before the chat',
      attributes: [
        { key: 'firstName', type: 'String50', value: 'Jane' },
        { key: 'contract', type: 'Number', value: 42 },
        { key: 'empty', type: 'String50', value: '' },
      ],
    },
  },
};

describe('the data of a conversation', () => {
  it('are the fields of the form, and what a connector sent along', () => {
    expect(conversationDataOf([FORM, { key: 'order', type: 'String100', value: 'A-1' }])).toEqual({
      firstName: 'Jane',
      contract: '42',
      order: 'A-1',
    });
  });

  it('are those of a form without a list as well', () => {
    expect(conversationDataOf([{ key: 'x', value: { formData: { topic: 'bill', urgent: true } } }])).toEqual({
      topic: 'bill',
      urgent: 'true',
    });
  });

  it('are nothing where nothing can be read', () => {
    expect(
      conversationDataOf([null, 7, 'x', {}, { key: 3, value: 'x' }, { key: 'deep', value: [[]] }]),
    ).toEqual({});
    const odd = conversationDataOf([{ key: '__proto__', value: 'x' }]);
    expect(Object.getPrototypeOf(odd)).toBe(Object.prototype);
  });

  it('are hidden from those who may not see who customers are', () => {
    const conversationData = conversationDataOf([FORM]);
    expect(hidePersonal({ topicData: { conversationData } })).toEqual({
      topicData: { conversationData: { firstName: HIDDEN, contract: HIDDEN } },
    });
  });
});
