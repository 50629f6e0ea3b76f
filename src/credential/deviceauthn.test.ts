import { describe, expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { timestampOf } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import { deviceauthnKind } from './deviceauthn.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const EARLIER = timestampOf(1_700_000_000_000_000);

const key = (id: string) => ({ client_key_id: id, device_name: `device ${id}`, pin: { pin_secret: 's', failed_attempts: 0 } });

const credential = (ids: readonly string[], updatedAt = EARLIER): Credential => ({
  type: 'deviceauthn',
  identifiers: ids,
  config: jsonOf({ credentials: ids.map(key), more: 1 }),
  version: 0,
  createdAt: EARLIER,
  updatedAt,
});

const removing = (current: Credential, identifier?: string) => deviceauthnKind.remove?.(current, identifier, 0, NOW);

describe('removal', () => {
  test('takes one key and its identifier', () => {
    expect(removing(credential(['a', 'b', 'c']), 'b')).toEqual(credential(['a', 'c'], NOW));
  });

  test('of all keys, one by one, leaves an empty credential', () => {
    const left = ['b', 'a'].reduce<Credential | undefined>(
      (current, id) => current && removing(current, id),
      credential(['a', 'b']),
    );
    expect(left).toEqual(credential([], NOW));
  });

  test('brings the identifiers into line with the keys', () => {
    const drifted = { ...credential(['a', 'b']), identifiers: ['x'] };
    expect(removing(drifted, 'b')?.identifiers).toEqual(['a']);
  });

  test('of an unknown key and without identifier is refused', () => {
    expect(() => removing(credential(['a']), 'b')).toThrow(
      expect.objectContaining({ status: 404, reason: 'The identifier `b` was not found among deviceauthn credentials.' }),
    );
    expect(() => removing(credential(['a']))).toThrow(expect.objectContaining({ code: 'credential_identifier_missing' }));
    expect(() => removing({ ...credential([]), config: jsonOf({ credentials: [{ device_name: 'nameless' }] }) }, '')).toThrow(
      expect.objectContaining({ code: 'credential_identifier_missing' }),
    );
  });
});

test('a disclosure leaves out the PIN of every key and nothing else', () => {
  const shown = JSON.parse(deviceauthnKind.disclose(credential(['a', 'b']), { decrypt: () => '' }) ?? '');
  expect(shown).toEqual({
    credentials: ['a', 'b'].map((id) => ({ client_key_id: id, device_name: `device ${id}` })),
    more: 1,
  });
});
