import { textAt } from '../tree-place.ts';
import { keptMembers } from './kept-members.ts';
import type { Preset } from './preset.ts';

/** Columns that have a place of their own. */
const PLACED: ReadonlySet<string> = new Set([
  'cognito:username',
  'sub',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'picture',
  'locale',
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'enabled',
  'status',
]);

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

/** CSV with the columns of a user pool, as `aws cognito-idp get-csv-header` names them. There are no passwords in it. */
export const cognitoPreset: Preset = {
  draft(source) {
    const username = textAt(source, 'cognito:username') ?? textAt(source, 'username');
    return {
      externalId: textAt(source, 'sub') ?? username,
      profile: {
        email: textAt(source, 'email'),
        phone: textAt(source, 'phone_number'),
        username: textAt(source, 'preferred_username') ?? username,
        first: textAt(source, 'given_name'),
        last: textAt(source, 'family_name'),
        name: textAt(source, 'name'),
        picture: textAt(source, 'picture'),
        locale: textAt(source, 'locale'),
      },
      emailVerified: isTrue(textAt(source, 'email_verified')),
      phoneVerified: isTrue(textAt(source, 'phone_number_verified')),
      active: textAt(source, 'enabled')?.toLowerCase() !== 'false',
      origin: keptMembers(
        source,
        [...source.keys()].filter((name) => !PLACED.has(name)),
      ),
    };
  },
};
