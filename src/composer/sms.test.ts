import { describe, expect, it } from 'vitest';
import { smsSize } from './sms.ts';

describe('the size of an SMS', () => {
  it('is 160 letters alone and 153 each when there are several', () => {
    expect(smsSize('a'.repeat(160))).toEqual({ pieces: 1, left: 0 });
    expect(smsSize('a'.repeat(161))).toEqual({ pieces: 2, left: 145 });
    expect(smsSize('a'.repeat(307))).toEqual({ pieces: 3, left: 152 });
  });

  it('counts the letters of the extension twice, and never cuts one', () => {
    expect(smsSize('€'.repeat(80))).toEqual({ pieces: 1, left: 0 });
    expect(smsSize(`${'a'.repeat(152)}€€€€€`)).toEqual({ pieces: 2, left: 143 });
  });

  it('is 70 and 67 as soon as one letter has no place in the 7-bit alphabet', () => {
    expect(smsSize('ж'.repeat(70))).toEqual({ pieces: 1, left: 0 });
    expect(smsSize('ж'.repeat(71))).toEqual({ pieces: 2, left: 63 });
    expect(smsSize(`${'a'.repeat(68)}😀`)).toEqual({ pieces: 1, left: 0 });
    expect(smsSize(`${'a'.repeat(66)}😀${'a'.repeat(5)}`)).toEqual({ pieces: 2, left: 60 });
  });
});
