import {
  afterLogin,
  afterLogout,
  afterRecovery,
  afterRegistration,
  afterSettings,
  afterVerification,
  beforeLogin,
  beforeRecovery,
  beforeRegistration,
  beforeSettings,
  beforeVerification,
} from './hooks.ts';
import { choice, duration, flag, section, urlOrPath } from './kinds.ts';
import { requiredAal } from './session.ts';

const FALLBACK = 'https://www.ory.com/kratos/docs/fallback';

const uiUrl = (flow: string) => urlOrPath(`Page that shows ${flow}.`, `${FALLBACK}/${flow}`);
const lifespan = () => duration('How long a started flow can be finished.', '1h');

/** `selfservice.flows`: what users do by themselves. */
export const flows = section('What users do by themselves, and the pages that show it.', {
  error: section('Errors that a browser is sent to.', { ui_url: uiUrl('error') }),
  login: section('Signing in.', {
    ui_url: uiUrl('login'),
    lifespan: lifespan(),
    style: choice(
      'Whether identifier and secret are asked for together or one after the other.',
      ['unified', 'identifier_first'],
      'unified',
    ),
    before: beforeLogin,
    after: afterLogin,
  }),
  registration: section('Signing up.', {
    enabled: flag('Lets users sign up.', true),
    login_hints: flag('Tells who signs up with a taken identifier how they can sign in.', false),
    ui_url: uiUrl('registration'),
    lifespan: lifespan(),
    style: choice(
      'Whether traits and secret are asked for in one step or in two.',
      ['unified', 'profile_first'],
      'profile_first',
    ),
    enable_legacy_one_step: flag('Asks for everything in one step, whatever style says.', false, { deprecated: true }),
    before: beforeRegistration,
    after: afterRegistration,
  }),
  settings: section('Changing traits and credentials.', {
    ui_url: uiUrl('settings'),
    lifespan: lifespan(),
    privileged_session_max_age: duration('How fresh a login must be to change credentials or addresses.', '1h'),
    required_aal: requiredAal('Factors that a session must have shown: aal1, or all that the identity has set up.'),
    before: beforeSettings,
    after: afterSettings,
  }),
  logout: section('Signing out.', {
    clear_browser_data: flag('Asks the browser to drop what it keeps for this site.', false),
    after: afterLogout,
  }),
  verification: section('Proving that an address is one’s own.', {
    enabled: flag('Lets users verify addresses.', false),
    ui_url: uiUrl('verification'),
    lifespan: lifespan(),
    use: choice('What is sent; that method must be enabled too.', ['link', 'code'], 'code'),
    notify_unknown_recipients: flag('Writes to addresses that nobody has, too.', false),
    before: beforeVerification,
    after: afterVerification,
  }),
  recovery: section('Getting back into an account.', {
    enabled: flag('Lets users recover accounts.', false),
    ui_url: uiUrl('recovery'),
    lifespan: lifespan(),
    use: choice('What is sent; that method must be enabled too.', ['link', 'code'], 'code'),
    notify_unknown_recipients: flag('Writes to addresses that nobody has, too.', false),
    before: beforeRecovery,
    after: afterRecovery,
  }),
});
