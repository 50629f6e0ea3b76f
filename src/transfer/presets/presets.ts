import { auth0Preset } from './auth0.ts';
import { cognitoPreset } from './cognito.ts';
import { type FirebaseHashing, firebasePreset } from './firebase.ts';
import { keycloakPreset } from './keycloak.ts';
import type { Preset } from './preset.ts';
import { supabasePreset } from './supabase.ts';

/** The products whose dumps are read. */
export const PRESETS = ['auth0', 'firebase', 'keycloak', 'supabase', 'cognito'] as const;
export type PresetName = (typeof PRESETS)[number];

/** What the presets need beside the dump. */
export interface PresetSources {
  readonly firebase: FirebaseHashing | undefined;
  /** The password hash of an account of Auth0, by its whole id. */
  readonly auth0HashOf: (id: string) => string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the products call the large providers, and what they are called in the examples of Zelos. */
export const USUAL_PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['google-oauth2', 'google'],
  ['google.com', 'google'],
  ['facebook.com', 'facebook'],
  ['github.com', 'github'],
  ['apple.com', 'apple'],
  ['microsoft.com', 'microsoft'],
  ['windowslive', 'microsoft'],
  ['azure', 'microsoft'],
  ['twitter.com', 'twitter'],
]);

export function presetNamed(name: PresetName, { firebase, auth0HashOf, now }: PresetSources): Preset {
  switch (name) {
    case 'auth0':
      return auth0Preset(auth0HashOf);
    case 'firebase':
      return firebasePreset(firebase);
    case 'keycloak':
      return keycloakPreset;
    case 'supabase':
      return supabasePreset(now);
    case 'cognito':
      return cognitoPreset;
  }
}
