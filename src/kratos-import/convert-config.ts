import type { Credential } from '../credential/credential.ts';
import { providerConfig, providerLinks } from '../credential/provider-link.ts';
import { isObject, listIn, readConfig, textIn } from '../credential/read-config.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import type { Rules } from './rules.ts';

type Converter = (credential: Credential, owner: string, rules: Rules) => JsonText;

const TOKENS = ['initial_id_token', 'initial_access_token', 'initial_refresh_token'] as const;

const links: Converter = (credential, owner, { tokens, notes }) => {
  let changed = false;
  const providers = providerLinks(credential).map((link) => {
    const kept = { ...link };
    for (const name of TOKENS) {
      const { stored, how } = tokens(link[name]);
      if (how === 'unreadable') notes.add('token_unreadable', owner);
      if (how !== 'sealed anew') continue;
      notes.add('token_sealed_anew', owner);
      kept[name] = stored;
      changed = true;
    }
    return kept;
  });
  return changed ? providerConfig(providers) : credential.config;
};

const codeAddresses: Converter = (credential, _owner, { normalise }) => {
  const config = readConfig(credential.config);
  const addresses = listIn(config.addresses).map((entry) =>
    isObject(entry) ? { ...entry, address: normalise(textIn(entry.address)) } : entry,
  );
  return Array.isArray(config.addresses) ? jsonOf({ ...config, addresses }) : credential.config;
};

const passwordHash: Converter = ({ config }, owner, { canCheck, notes }) => {
  const hash = textIn(readConfig(config).hashed_password);
  if (hash !== '' && !canCheck(hash)) notes.add('hash_unknown', owner);
  return config;
};

const CONVERTERS: { readonly [type in Credential['type']]?: Converter } = {
  oidc: links,
  saml: links,
  code: codeAddresses,
  password: passwordHash,
};

/** The configuration of a credential as it is stored here: addresses in their stored spelling, tokens under the configured cipher. */
export function convertedConfig(credential: Credential, owner: string, rules: Rules): JsonText {
  return CONVERTERS[credential.type]?.(credential, owner, rules) ?? credential.config;
}
