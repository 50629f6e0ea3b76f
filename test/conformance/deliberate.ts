/** An exchange in which Zelos is not like the recording on purpose; docs/differences.md says why. */
export interface DeliberateDifference {
  /** `profile/name of the scenario` */
  readonly scenario: string;
  /** As the runner prints it. */
  readonly exchange: string;
  readonly why: string;
}

const SESSIONS_OF_AN_IDENTITY = 'selfservice/sessions of an identity: devices, revoking, extending';
const WHOLE_IDENTITY = 'identities in lists of sessions are whole: with their addresses and a schema_url';

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
  {
    scenario: 'selfservice/native: login, right and wrong',
    exchange: '16. GET <url:public>/self-service/login/api?aal=aal2',
    why: 'a form without fields has an empty list of nodes, not null (flows.md 9.1)',
  },
  { scenario: SESSIONS_OF_AN_IDENTITY, exchange: '12. GET <url:public>/sessions', why: WHOLE_IDENTITY },
  {
    scenario: SESSIONS_OF_AN_IDENTITY,
    exchange: '18. GET <url:admin>/admin/identities/<uuid#1>/sessions?active=false',
    why: WHOLE_IDENTITY,
  },
  {
    scenario: SESSIONS_OF_AN_IDENTITY,
    exchange: '19. GET <url:admin>/admin/identities/<uuid#1>/sessions?active=true',
    why: WHOLE_IDENTITY,
  },
];
