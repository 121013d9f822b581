import { describe, expect, it } from 'vitest';
import { nameOf } from './names.ts';

const called = (name: string, ...identities: [channelType: string, value: string][]) =>
  nameOf({ name, identities: identities.map(([channelType, value]) => ({ channelType, value })) });

describe('what a customer is called', () => {
  it('is the name, whatever else is known', () => {
    expect(called('Maria', ['CISCO_CC', '+491701234567'])).toBe('Maria');
  });

  it('is the number of who calls or writes without a name', () => {
    expect(called('', ['WEB', 'a1b2'], ['CISCO_CC', '+49 170 1234567'])).toBe('+49 170 1234567');
    expect(called('', ['whatsapp', '491701234567'])).toBe('491701234567');
  });

  it('is nothing where there is only an identifier, or a number that is not to be seen', () => {
    expect(called('', ['WEB', '4917012345'], ['FACEBOOK', '1234567'])).toBe('');
    expect(called('', ['SMS', '•••••'])).toBe('');
  });
});
