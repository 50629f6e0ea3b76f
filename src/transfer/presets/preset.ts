import type { JsonNode, JsonObject } from '../../json/tree.ts';

/** What products know of a person, by one name each; `--map` takes these names. */
export interface Profile {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly username?: string | undefined;
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  /** The whole name. */
  readonly name?: string | undefined;
  readonly picture?: string | undefined;
  readonly locale?: string | undefined;
}

/** A person out of the dump of another product. */
export interface Draft {
  readonly externalId?: string | undefined;
  readonly profile: Profile;
  readonly emailVerified?: boolean;
  readonly phoneVerified?: boolean;
  readonly active: boolean;
  /** In a format that Zelos takes (docs/password-hashes.md). */
  readonly passwordHash?: string | undefined;
  /** Accounts elsewhere, by what the product calls the provider. */
  readonly links?: readonly { readonly provider: string; readonly subject: string }[] | undefined;
  readonly totpUrl?: string | undefined;
  readonly metadataPublic?: JsonNode | undefined;
  /** What there is no place for, and what people may want to look up later. */
  readonly origin: JsonObject;
}

/** How the dump of one product is read. */
export interface Preset {
  /** In a JSON object: the list in which the people stand. */
  readonly member?: string;
  /** @returns a text that says why there is no person in it */
  draft(source: JsonObject): Draft | string;
}
