import { describe, expect, test } from 'vitest';
import { createAddressSet } from '../lib/address-set.ts';
import { clientInfoOf, type Peer } from './client-info.ts';

const trusted = createAddressSet(['loopback', 'private']);
const PROXY = { address: '10.0.0.1', port: 4000 };
const STRANGER = { address: '198.51.100.9', port: 51234 };
const ipOf = (headers: Record<string, string>, peer: Peer = PROXY) => clientInfoOf(headers, peer, trusted).ip;

describe('the address of a client', () => {
  test.each([
    [{ 'x-forwarded-for': '203.0.113.7, 10.1.1.1,192.168.0.1' }, '203.0.113.7'],
    [{ 'x-forwarded-for': '1.1.1.1, 203.0.113.7' }, '203.0.113.7'],
    [{ 'x-forwarded-for': '10.1.1.1, 192.168.0.1' }, ''],
    [{ 'x-forwarded-for': '203.0.113.7, unknown' }, 'unknown'],
    [{ 'x-real-ip': '203.0.113.8', 'x-forwarded-for': '203.0.113.7' }, '203.0.113.8'],
    [{ 'cf-connecting-ip': '203.0.113.9', 'x-real-ip': '203.0.113.8' }, '203.0.113.9'],
    [{ 'true-client-ip': '203.0.113.10', 'cf-connecting-ip': '203.0.113.9', 'x-real-ip': '203.0.113.8' }, '203.0.113.10'],
    [{}, '10.0.0.1:4000'],
  ])('of %j is %j', (headers, ip) => {
    expect(ipOf(headers)).toBe(ip);
  });

  test('is that of the peer when nobody vouches for the headers', () => {
    const forged = { 'x-forwarded-for': '203.0.113.7', 'true-client-ip': '203.0.113.8', 'cf-ipcity': 'Berlin' };
    expect(clientInfoOf(forged, STRANGER, trusted)).toEqual({ ip: '198.51.100.9:51234', userAgent: null, location: '' });
    expect(clientInfoOf(forged, STRANGER, createAddressSet(['all'])).ip).toBe('203.0.113.8');
    expect(clientInfoOf(forged, PROXY, createAddressSet(['none'])).ip).toBe('10.0.0.1:4000');
  });

  test.each([
    [{ address: '::1', port: 1 }, '[::1]:1'],
    [{ address: '::ffff:198.51.100.9', port: 1 }, '198.51.100.9:1'],
    [{ address: '198.51.100.9' }, '198.51.100.9'],
    [{}, null],
  ])('of the peer %j is %j', (peer, ip) => {
    expect(ipOf({}, peer)).toBe(ip);
  });
});

test('place and user agent are texts of at most 512 bytes', () => {
  const { location, userAgent } = clientInfoOf(
    {
      'cf-ipcity': Buffer.from('München').toString('latin1'),
      'cf-ipcountry': 'Germany',
      'user-agent': Buffer.from(`x${'ü'.repeat(400)}`).toString('latin1'),
    },
    PROXY,
    trusted,
  );
  expect(location).toBe('München, Germany');
  expect(userAgent).toBe(`x${'ü'.repeat(255)}`);
  expect(clientInfoOf({ 'cf-ipcountry': 'DE' }, PROXY, trusted)).toMatchObject({ location: 'DE', userAgent: null });
});
