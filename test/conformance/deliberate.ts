/** An exchange in which Zelos is not like the recording on purpose; docs/differences.md says why. */
export interface DeliberateDifference {
  /** `profile/name of the scenario` */
  readonly scenario: string;
  /** As the runner prints it. */
  readonly exchange: string;
  readonly why: string;
}

export const DELIBERATE: readonly DeliberateDifference[] = [
  {
    scenario: 'identities/oidc import: providers, and more of them by PUT',
    exchange: '6. POST <url:admin>/admin/identities',
    why: 'an oidc entry without a subject is refused',
  },
  {
    scenario: 'identities/list: filters that do not go together, and bad values',
    exchange: '13. GET <url:admin>/admin/identities?page=x&credentials_identifier=nobody',
    why: 'an empty list of the old style has no links to pages that do not exist',
  },
];
