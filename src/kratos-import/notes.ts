/** What an operator should know of things that are not taken over as they are. Each with the number of cases. */
export const NOTE_TEXTS = {
  network_others: 'other networks are in the database; they are left alone (--network takes over another one)',
  schema_unknown:
    'identities have a schema that identity.schemas does not name (Kratos took the default one): until it does they can neither be shown nor changed',
  state_unknown: 'identities have a state that is neither active nor inactive: they become active',
  type_unknown: 'credentials are of a type that is not known here: left out',
  credential_merged: 'credentials stand beside a newer one of the same type and identity: merged into that',
  identifier_missing: 'identifiers are empty: left out',
  identifier_merged: 'identifiers are another spelling of one that the same credential has: merged',
  identifier_added: 'credentials lack the identifier that their kind has: the id of the identity is added',
  address_merged: 'addresses are another spelling of one that the same identity has: merged',
  normalised: 'identifiers and addresses are stored in another spelling here (docs/migrate-from-kratos.md, Spellings)',
  hash_unknown: 'passwords have a hash that cannot be checked here: kept, but their owners have to recover their accounts',
  token_unreadable: 'tokens of identity providers cannot be deciphered with secrets.cipher: kept as they are',
  token_sealed_anew: 'tokens of identity providers were enciphered in another way than ciphers.algorithm says: enciphered anew',
  orphan: 'rows belong to identities that are not there: left out',
  session_without_token: 'sessions have no token: left out',
  session_without_identity: 'sessions are of identities that were not taken over: left out',
  pending_change: 'changes of traits wait for the verification of an address: left out, their owners ask for them again',
} as const;

export type NoteKind = keyof typeof NOTE_TEXTS;

export interface Note {
  readonly kind: NoteKind;
  readonly count: number;
  /** A few of the things that it is about. */
  readonly examples: readonly string[];
}

/** Collects notes in bounded memory. */
export interface Notes {
  add(kind: NoteKind, example?: string, count?: number): void;
  count(kind: NoteKind): number;
  /** Those that there are, in the order of the table. */
  list(): Note[];
}

/** Of each note. */
export const MAX_EXAMPLES = 5;

export function createNotes(): Notes {
  const found = new Map<NoteKind, { count: number; examples: Set<string> }>();
  return {
    add(kind, example, count = 1) {
      if (count === 0) return;
      const note = found.get(kind) ?? { count: 0, examples: new Set() };
      note.count += count;
      if (example !== undefined && note.examples.size < MAX_EXAMPLES) note.examples.add(example);
      found.set(kind, note);
    },
    count: (kind) => found.get(kind)?.count ?? 0,
    list: () =>
      (Object.keys(NOTE_TEXTS) as NoteKind[]).flatMap((kind) => {
        const note = found.get(kind);
        return note ? [{ kind, count: note.count, examples: [...note.examples] }] : [];
      }),
  };
}
