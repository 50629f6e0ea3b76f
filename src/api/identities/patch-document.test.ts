import { expect, test } from 'vitest';
import type { Identity } from '../../identity/identity.ts';
import { writeOf } from '../../identity/stored-identity.ts';
import { type JsonText, jsonOf } from '../../json/json-text.ts';
import { applyPatch } from '../../json/patch/apply-patch.ts';
import { parsePatch } from '../../json/patch/parse-patch.ts';
import { parseTree, printTree } from '../../json/tree.ts';
import { timestampOf } from '../../lib/clock.ts';
import {
  freePartsOf,
  identityFromPatched,
  identityWithFreeParts,
  patchDocumentOf,
  touchesFreePartsOnly,
} from './patch-document.ts';

const NOW = timestampOf(1_735_689_600_000_000);
const LATER = timestampOf(1_735_689_660_000_000);
const ID = '2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10';
const ORGANIZATION = 'ad6a41aa-6a41-4c33-9a55-0d5e8a2b7c10';

const ada: Identity = {
  id: ID,
  externalId: 'crm-1',
  schemaId: 'person',
  state: 'active',
  stateChangedAt: NOW,
  traits: '{"big":12345678901234567890.10,"b":1,"a":2}' as JsonText,
  metadataPublic: jsonOf({ plan: 'free' }),
  metadataAdmin: jsonOf(null),
  credentials: {
    password: {
      type: 'password',
      identifiers: ['ada'],
      config: jsonOf({ hashed_password: '$secret' }),
      version: 1,
      createdAt: NOW,
      updatedAt: NOW,
    },
  },
  verifiableAddresses: [
    {
      id: ID,
      value: 'ada@example.org',
      via: 'email',
      verified: true,
      status: 'completed',
      verifiedAt: NOW,
      createdAt: NOW,
      updatedAt: NOW,
    },
  ],
  recoveryAddresses: [
    { id: ID, value: 'ada@example.org', via: 'email', breakGlassForOrganization: ORGANIZATION, createdAt: NOW, updatedAt: NOW },
  ],
  availableAal: 'aal1',
  organizationId: ORGANIZATION,
  createdAt: NOW,
  updatedAt: NOW,
};

const documentOf = (identity: Identity) =>
  patchDocumentOf(writeOf(identity).row, identity.credentials, 'http://x/schemas/person');
const patched = (change: (document: Record<string, unknown>) => void, identity = ada) => {
  const document = JSON.parse(documentOf(identity)) as Record<string, unknown>;
  change(document);
  return identityFromPatched(jsonOf(document), identity, LATER, () => 'fresh');
};

test('the document shows the whole configuration of credentials, and traits to the last digit', () => {
  const text = documentOf(ada);
  expect(text).toContain('"config":{"hashed_password":"$secret"}');
  expect(text).toContain('"traits":{"big":12345678901234567890.10,"b":1,"a":2}');
});

test('untouched, it is the same identity again; only addresses are dated anew', () => {
  const anew = <A>(addresses: readonly A[]) => addresses.map((address) => ({ ...address, updatedAt: LATER }));
  expect(identityFromPatched(documentOf(ada), ada, LATER, () => 'fresh')).toEqual({
    ...ada,
    verifiableAddresses: anew(ada.verifiableAddresses),
    recoveryAddresses: anew(ada.recoveryAddresses),
  });
});

test.each<[string, (document: Record<string, unknown>) => void, Partial<Identity>]>([
  [
    'what is not stored from it stays',
    (d) => Object.assign(d, { id: 'x', schema_url: 'x', updated_at: 'x', available_aal: 'x' }),
    { id: ID, updatedAt: NOW, availableAal: 'aal1' },
  ],
  ['another state is dated', (d) => Object.assign(d, { state: 'inactive' }), { state: 'inactive', stateChangedAt: LATER }],
  ['the same state is not', (d) => Object.assign(d, { state: 'active' }), { stateChangedAt: NOW }],
  [
    'a new day of birth',
    (d) => Object.assign(d, { created_at: '2020-01-01T00:00:00+01:00' }),
    { createdAt: timestampOf(1_577_833_200_000_000) },
  ],
  ['metadata that is gone is null', (d) => delete d.metadata_public, { metadataPublic: jsonOf(null) }],
  ['traits that are gone are empty', (d) => delete d.traits, { traits: jsonOf({}) }],
  ['a schema that is gone', (d) => delete d.schema_id, { schemaId: '' }],
  ['addresses that are gone', (d) => delete d.verifiable_addresses, { verifiableAddresses: [] }],
  ['credentials that are gone', (d) => delete d.credentials, { credentials: {} }],
])('%s', (_, change, wanted) => {
  const { verifiableAddresses, recoveryAddresses, ...rest } = patched(change);
  const { verifiableAddresses: addresses, recoveryAddresses: _recovery, ...more } = wanted;
  expect(rest).toMatchObject(more);
  if (addresses?.length === 0) expect(verifiableAddresses).toEqual([]);
  expect(recoveryAddresses).toHaveLength(1);
});

test.each([
  ['external_id', 'externalId'],
  ['organization_id', 'organizationId'],
] as const)('%s is cleared by removing it, and by null', (member, name) => {
  expect(patched((document) => delete document[member])).not.toHaveProperty(name);
  expect(patched((document) => Object.assign(document, { [member]: null }))).not.toHaveProperty(name);
});

test('what an address does not say: a fresh id, not verified, from now on', () => {
  const { verifiableAddresses, recoveryAddresses } = patched((document) =>
    Object.assign(document, { verifiable_addresses: [{ value: 'x', via: 'email' }], recovery_addresses: [{}] }),
  );
  expect(verifiableAddresses).toEqual([
    { id: 'fresh', value: 'x', via: 'email', verified: false, status: '', createdAt: LATER, updatedAt: LATER },
  ]);
  expect(recoveryAddresses).toEqual([{ id: 'fresh', value: '', via: '', createdAt: LATER, updatedAt: LATER }]);
});

test('a new credential is empty where it says nothing', () => {
  expect(
    patched((document) => Object.assign(document, { credentials: { totp: { type: 'totp', config: null } } })).credentials,
  ).toEqual({
    totp: { type: 'totp', identifiers: [], config: '{}', version: 0, createdAt: LATER, updatedAt: LATER },
  });
});

test.each<[string, object, string, string]>([
  ['a type beside its key', { credentials: { totp: { type: 'oidc' } } }, 'credential_type_mismatch', '/credentials/totp/type'],
  ['a credential that is null', { credentials: { totp: null } }, 'credential_type_mismatch', '/credentials/totp/type'],
  ['an unknown credential', { credentials: { foo: { type: 'foo' } } }, 'credential_type_unknown', '/credentials/foo'],
  ['an unknown state', { state: 'asleep' }, 'state_patch_invalid', '/state'],
  ['no state', { state: null }, 'state_patch_invalid', '/state'],
  ['no time', { created_at: 'soon' }, 'patch_inapplicable', '/created_at'],
  ['no UUID', { organization_id: 'x' }, 'patch_inapplicable', '/organization_id'],
  ['no id of an address', { recovery_addresses: [{ id: 'x' }] }, 'patch_inapplicable', '/recovery_addresses/0/id'],
])('%s is refused, with its place', (_, change, code, pointer) => {
  expect(() => patched((document) => Object.assign(document, change))).toThrow(
    expect.objectContaining({ code, status: 400, details: expect.objectContaining({ pointer }) }),
  );
});

const bare: Identity = {
  id: ID,
  schemaId: 'person',
  state: 'active',
  traits: jsonOf({}),
  credentials: {},
  verifiableAddresses: [],
  recoveryAddresses: [],
  createdAt: NOW,
  updatedAt: NOW,
};

test.each([
  [{ op: 'replace', path: '/traits/b', value: [1.5] }],
  [{ op: 'add', path: '/traits', value: null }],
  [{ op: 'remove', path: '/traits' }],
  [{ op: 'remove', path: '/metadata_public' }],
  [{ op: 'remove', path: '/metadata_admin' }],
  [{ op: 'replace', path: '/metadata_admin/a/b', value: 'x' }],
  [{ op: 'replace', path: '/metadata_public', value: 5 }],
  [
    { op: 'copy', from: '/metadata_admin', path: '/traits/m' },
    { op: 'test', path: '/traits/m', value: null },
  ],
  [{ op: 'move', from: '/traits', path: '/metadata_public' }],
  [],
])('a patch of free parts does to them what it does to the whole document: %j', (...operations) => {
  const patch = parsePatch(JSON.stringify(operations));
  expect(touchesFreePartsOnly(patch)).toBe(true);
  const apply = (document: JsonText) => printTree(applyPatch(parseTree(document), patch, { denied: () => false }));
  for (const identity of [ada, bare]) {
    const free = identityWithFreeParts(apply(freePartsOf(writeOf(identity).row)), identity, LATER);
    expect(free).toEqual(identityFromPatched(apply(documentOf(identity)), identity, LATER, () => 'fresh'));
  }
});

test.each([
  [{ op: 'add', path: '', value: 1 }],
  [{ op: 'replace', path: '/Traits/b', value: 1 }],
  [{ op: 'replace', path: '/traits~1b', value: 1 }],
  [{ op: 'replace', path: '/toString', value: 1 }],
  [{ op: 'copy', from: '/schema_id', path: '/traits/b' }],
  [
    { op: 'replace', path: '/traits/b', value: 1 },
    { op: 'test', path: '/state', value: 'active' },
  ],
])('more than free parts is touched by %j', (...operations) => {
  expect(touchesFreePartsOnly(parsePatch(JSON.stringify(operations)))).toBe(false);
});
