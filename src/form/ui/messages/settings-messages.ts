import type { Timestamp } from '../../../lib/clock.ts';
import type { Message } from '../message.ts';
import { error, expired, info, success } from './make.ts';

// Messages of settings forms: one function each, with the id, text and context that clients know (test/data/messages.json).

export const settingsSaved = (): Message => success(1050001, 'Your changes have been saved!');
export const managedByOrganization = (): Message =>
  info(
    1050023,
    'Your account is managed by your organization. To change these settings, contact your organization administrator.',
  );
export const settingsMethodMissing = (): Message =>
  error(4010004, 'Could not find a strategy to update your settings. Did you fill out the form correctly?');
export const tooManyAddressChanges = (): Message =>
  error(4050002, 'You can only change one address at a time. Please update each address separately.');
export const settingsExpired = (expiredAt: Timestamp, now: Timestamp): Message => expired(4050001, 'settings', expiredAt, now);
