// People of one lane: what the server has acknowledged of each.
import { isDeepStrictEqual } from 'node:util';
import { freshEmail, person, personWithHash, traits } from '../lib/people.mjs';

let mark = 0;
/** A text that no other write has used, so that an old content is never taken for a new one. */
export const freshMark = () => `mark ${++mark}`;

/** What is compared of an identity, on whatever way it comes. */
const contentOf = ({ state, traits, metadata_public }) => ({ state, traits, metadata_public: metadata_public ?? null });

export function newPerson(n) {
  const body = personWithHash(n, freshEmail());
  return { body, content: contentOf({ ...body, state: 'active' }) };
}

export function newRegistration(n) {
  const content = { state: 'active', traits: traits(n, freshEmail()), metadata_public: null };
  return { content };
}

/** A change of several parts at once, as JSON Patch and as the content afterwards. */
export function changed(content, { email = content.traits.email, state = content.state } = {}) {
  const city = freshMark();
  const metadata = { ...person(1).metadata_public, mark: city };
  return {
    patch: [
      { op: 'replace', path: '/traits/city', value: city },
      { op: 'replace', path: '/traits/email', value: email },
      { op: 'replace', path: '/state', value: state },
      { op: 'add', path: '/metadata_public', value: metadata },
    ],
    content: { state, traits: { ...content.traits, city, email }, metadata_public: metadata },
  };
}

/** Why this is not the identity as it should be; undefined when it is. */
export function difference(identity, content) {
  if (!isDeepStrictEqual(contentOf(identity), content))
    return `${JSON.stringify(contentOf(identity))} instead of ${JSON.stringify(content)}`;
  const addresses = (identity.verifiable_addresses ?? [{ value: content.traits.email }]).map(({ value }) => value);
  return isDeepStrictEqual(addresses, [content.traits.email])
    ? undefined
    : `addresses ${addresses} beside ${content.traits.email}`;
}

/** The one of several possible contents that the identity has. */
export const whichOf = (identity, contents) => contents.find((content) => difference(identity, content) === undefined);
