import type { Finding } from '../check-keys.ts';
import type { Values } from '../keys/root.ts';

type Provider = NonNullable<NonNullable<Values['selfservice']['methods']['oidc']['config']>['providers']>[number];

const APPLE_KEYS = ['apple_team_id', 'apple_private_key_id', 'apple_private_key'] as const;

/** What only Microsoft and only Apple need, and all others must not have. */
export function* oidcProviders({ selfservice }: Values): Generator<Finding> {
  for (const [index, provider] of selfservice.methods.oidc.config?.providers?.entries() ?? []) {
    const at = ['selfservice', 'methods', 'oidc', 'config', 'providers', index];
    for (const { path, ...finding } of [...microsoft(provider), ...apple(provider)]) yield { path: [...at, ...path], ...finding };
  }
}

function* microsoft({ provider, microsoft_tenant }: Provider): Generator<Finding> {
  const path = ['microsoft_tenant'];
  if (provider === 'microsoft' && microsoft_tenant === undefined) {
    const hint = 'Give the tenant id, or common, organizations or consumers.';
    yield { path, expected: 'a text, since the provider is microsoft', found: null, hint };
  }
  if (provider !== 'microsoft' && microsoft_tenant !== undefined) {
    yield {
      path,
      expected: `no such key, since the provider is ${provider}`,
      hint: 'Remove the key, or set provider to microsoft.',
    };
  }
}

function* apple(provider: Provider): Generator<Finding> {
  if (provider.provider !== 'apple') {
    if (provider.client_secret === undefined) {
      yield { path: ['client_secret'], expected: 'a text (an empty one will do)', found: null };
    }
    for (const key of APPLE_KEYS) {
      if (!provider[key]) continue;
      yield {
        path: [key],
        expected: `no such key, since the provider is ${provider.provider}`,
        hint: 'Remove the key, or set provider to apple.',
      };
    }
    return;
  }
  if (provider.client_secret) {
    yield { path: ['client_secret'], expected: 'no secret, since Apple’s is made from the private key', hint: 'Remove the key.' };
  }
  for (const key of APPLE_KEYS) {
    if (provider[key] === undefined) yield { path: [key], expected: 'a text, since the provider is apple', found: null };
  }
}
