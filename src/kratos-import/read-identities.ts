import type { IdentityRows } from './convert-identity.ts';
import { belongingTo, type Network, pagesOf } from './read-table.ts';
import { CREDENTIALS, IDENTIFIERS, IDENTITIES, RECOVERY_ADDRESSES, VERIFIABLE_ADDRESSES } from './tables.ts';

/** All identities in the order of their ids, with what belongs to them, `batch` at a time. */
export async function* readIdentities(network: Network, batch: number): AsyncGenerator<IdentityRows[]> {
  for await (const page of pagesOf(network, IDENTITIES, { limit: batch })) {
    const ids = page.map(({ id }) => id);
    const [credentials, verifiable, recovery] = await Promise.all([
      belongingTo(network, CREDENTIALS, 'identity_id', ids),
      belongingTo(network, VERIFIABLE_ADDRESSES, 'identity_id', ids),
      belongingTo(network, RECOVERY_ADDRESSES, 'identity_id', ids),
    ]);
    // By the credential, not by the copy of the owner that stands beside it: that is younger than some databases.
    const credentialIds = [...credentials.values()].flat().map(({ id }) => id);
    const identifiers = await belongingTo(network, IDENTIFIERS, 'identity_credential_id', credentialIds);
    yield page.map((identity) => {
      const own = credentials.get(identity.id) ?? [];
      return {
        identity,
        credentials: own,
        identifiers: own.flatMap(({ id }) => identifiers.get(id) ?? []),
        verifiable: verifiable.get(identity.id) ?? [],
        recovery: recovery.get(identity.id) ?? [],
      };
    });
  }
}
