import { describe, expect, it } from 'vitest';
import { readSettings } from '../settings/settings.ts';
import { clientAddresses } from './client-address.ts';

/** The client as a server with this `TRUST_PROXY` sees it. */
function seen(trust: string, remoteAddress: string, headers: Record<string, string> = {}) {
  return clientAddresses(readSettings({ TRUST_PROXY: trust }).trustProxy)({
    socket: { remoteAddress },
    headers,
  });
}
const forwarded = (chain: string) => ({ 'x-forwarded-for': chain });

describe('the client of a request', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8::9', '2001:db8::/64'],
    ['fe80::1%eth0', 'fe80::1', 'fe80::/64'],
    ['', '', ''],
  ])('%s is %s, and is counted as %s', (remote, address, network) => {
    expect(seen('off', remote)).toEqual({ address, network, local: false });
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('at %s is this machine', (remote) => {
    expect(seen('off', remote).local).toBe(true);
  });

  it.each([
    ['x-forwarded-for', '203.0.113.9'],
    ['x-forwarded-for', ''],
    ['forwarded', 'for=203.0.113.9'],
    ['x-real-ip', '203.0.113.9'],
    ['via', '1.1 proxy'],
  ])('behind a proxy on this machine that nobody trusts is not this machine (%s: %s)', (name, value) => {
    const client = seen('off', '127.0.0.1', { [name]: value });
    expect(client).toMatchObject({ address: '127.0.0.1', local: false });
    expect(client.network).not.toBe(seen('off', '127.0.0.1').network);
  });

  it('is who a trusted proxy says', () => {
    for (const trust of ['loopback', 'on', '1', '127.0.0.0/8', '127.0.0.1']) {
      expect(seen(trust, '127.0.0.1', forwarded('203.0.113.9')), trust).toEqual({
        address: '203.0.113.9',
        network: '203.0.113.9',
        local: false,
      });
    }
    expect(seen('::1', '::1', forwarded('2001:db8::9')).network).toBe('2001:db8::/64');
    expect(seen('10.0.0.0/8', '::ffff:10.1.2.3', forwarded('203.0.113.9')).address).toBe('203.0.113.9');
  });

  it('cannot choose its own address: what stands before the last trusted proxy counts for nothing', () => {
    expect(seen('loopback', '127.0.0.1', forwarded('1.1.1.1, 203.0.113.9')).address).toBe('203.0.113.9');
    expect(seen('on', '127.0.0.1', forwarded('127.0.0.1, 203.0.113.9')).address).toBe('203.0.113.9');
    expect(seen('10.0.0.0/8', '203.0.113.9', forwarded('1.1.1.1')).address).toBe('203.0.113.9');
    expect(seen('loopback', '127.0.0.1', forwarded('127.0.0.1')).local).toBe(false);
  });

  it('is found behind several proxies, named or counted', () => {
    const chain = forwarded('1.1.1.1, 203.0.113.9, 10.0.0.7');
    expect(seen('loopback 10.0.0.0/8', '127.0.0.1', chain).address).toBe('203.0.113.9');
    expect(seen('2', '127.0.0.1', chain).address).toBe('203.0.113.9');
    expect(seen('1', '127.0.0.1', chain).address).toBe('10.0.0.7');
  });

  it.each([
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::9]:4711', '2001:db8::9'],
    ['[2001:db8::9]', '2001:db8::9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['unknown', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['7', '127.0.0.1'],
    ['203.0.113.9, ', '127.0.0.1'],
  ])('written as "%s" is %s', (text, address) => {
    expect(seen('loopback', '127.0.0.1', forwarded(text)).address).toBe(address);
  });
});
