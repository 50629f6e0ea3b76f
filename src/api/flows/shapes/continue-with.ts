import { Type } from '@sinclair/typebox';
import { nullable, Uuid } from '../../shapes.ts';
import { oneOfBy } from './one-of.ts';

const Url = Type.Optional(Type.String({ description: 'The page of the flow; in browsers only.' }));

const VerificationUi = Type.Object(
  {
    action: Type.Literal('show_verification_ui'),
    flow: Type.Object({ id: Uuid, verifiable_address: Type.String(), url: Url }, { $id: 'continueWithVerificationUiFlow' }),
  },
  { $id: 'continueWithVerificationUi' },
);

const SessionToken = Type.Object(
  { action: Type.Literal('set_ory_session_token'), ory_session_token: Type.String() },
  { $id: 'continueWithSetOrySessionToken' },
);

const SettingsUi = Type.Object(
  {
    action: Type.Literal('show_settings_ui'),
    flow: Type.Object({ id: Uuid, url: Url }, { $id: 'continueWithSettingsUiFlow' }),
  },
  { $id: 'continueWithSettingsUi' },
);

const RecoveryUi = Type.Object(
  {
    action: Type.Literal('show_recovery_ui'),
    flow: Type.Object({ id: Uuid, url: Url }, { $id: 'continueWithRecoveryUiFlow' }),
  },
  { $id: 'continueWithRecoveryUi' },
);

const Redirect = Type.Object(
  { action: Type.Literal('redirect_browser_to'), redirect_browser_to: Type.String() },
  { $id: 'continueWithRedirectBrowserTo' },
);

const ContinueWith = oneOfBy(
  'continueWith',
  'action',
  {
    show_verification_ui: VerificationUi,
    set_ory_session_token: SessionToken,
    show_settings_ui: SettingsUi,
    show_recovery_ui: RecoveryUi,
    redirect_browser_to: Redirect,
  },
  { type: 'object' },
);

/** What the client does next, in this order. */
export const ContinueWithList = Type.Array(ContinueWith, { description: 'What to do next, in this order.' });

/** The same where it is null when there is nothing more to do. */
export const ContinueWithOrNull = nullable(ContinueWithList);
