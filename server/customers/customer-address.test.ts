import { describe, expect, it } from 'vitest';
import { addressKey, mailAddress } from './customer-address.ts';

const key = (type: string, raw: string, country: string | null = null) => addressKey({ type, country }, raw);

describe('telephone numbers', () => {
  it.each([
    '+491701234567',
    '00491701234567',
    '491701234567',
    '+49 170 1234567',
    '+49 (0)170 123-45-67',
    'whatsapp:+491701234567',
    'tel:+49-170-1234567',
    ' +49.170.1234567 ',
    '＋４９１７０１２３４５６７',
    '+٤٩١٧٠١٢٣٤٥٦٧',
    'tel:+491701234567;phone-context=x',
  ])('%j is one customer on WhatsApp, on SMS and by voice', (raw) => {
    for (const type of ['WHATSAPP', 'SMS', 'CX_VOICE', 'VIBER']) expect(key(type, raw)).toBe('+491701234567');
  });

  it.each(['0170 1234567', '01701234567', '(0170) 123 45 67', '491701234567', '+491701234567'])(
    '%j is the same national number where the channel has a country',
    (raw) => {
      expect(key('SMS', raw, 'DE')).toBe('+491701234567');
    },
  );

  it.each(['2025550123', '(202) 555-0123', '1 202 555 0123', '12025550123', '+1 202 555 0123'])(
    '%j is one number in the United States',
    (raw) => {
      expect(key('SMS', raw, 'US')).toBe('+12025550123');
    },
  );

  it('does not take a national number for a foreign one', () => {
    expect(key('SMS', '4155550123')).toBe('4155550123');
    expect(key('SMS', '0170 1234567')).toBe('01701234567');
    expect(key('SMS', '13800138000', 'CN')).toBe('+8613800138000');
  });

  it('keeps what is no number: names of senders, short codes, ids', () => {
    expect(key('SMS', 'MyBank')).toBe('MyBank');
    expect(key('SMS', '12345')).toBe('12345');
    expect(key('VIBER', '01234567890A=')).toBe('01234567890A=');
    expect(key('WHATSAPP', 'US.13491208655302741918')).toBe('US.13491208655302741918');
  });

  it('has nothing to say of ids on other channels', () => {
    expect(key('TELEGRAM', '491701234567')).toBe('491701234567');
    expect(key('FACEBOOK', ' 24 ')).toBe('24');
  });
});

describe('mail addresses', () => {
  it.each([
    'jane@example.com',
    '<jane@example.com>',
    '"Jane Doe" <Jane@Example.COM>',
    'mailto:jane@example.com',
  ])('%j is one customer', (raw) => {
    expect(key('EMAIL', raw)).toBe('jane@example.com');
  });

  it('gives the name beside the address', () => {
    expect(mailAddress('"Doe, Jane" <jane@example.com>')?.name).toBe('Doe, Jane');
    expect(mailAddress('Jane <jane@example.com>')?.name).toBe('Jane');
    expect(mailAddress('no address')).toBeNull();
  });
});

it('tells long addresses apart and keeps them short', () => {
  const long = 'x'.repeat(1_000);
  expect(key('EMAIL', `${long}a@example.com`)).not.toBe(key('EMAIL', `${long}b@example.com`));
  expect(key('GENERIC', long).length).toBeLessThanOrEqual(300);
});
