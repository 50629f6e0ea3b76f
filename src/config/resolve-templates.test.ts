import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const loaded = (text: string) => loadConfig(memoryInputs({ 'a.yml': MINIMAL, 'b.yml': text }));

test('templates by the type of the message, and their folder as an absolute path', async () => {
  const { config, warnings } = await loaded(`courier:
  template_override_path: mail
  templates:
    recovery:
      valid: { email: { subject: 'file:///s', body: { html: 'https://h', plaintext: 'base64://' } } }
      invalid: { email: { subject: 'file:///i' } }
    login_code: { valid: { email: {}, sms: { body: { plaintext: 'file:///sms' } } } }
    verifiable_address_changed: { email: { subject: 'file:///c' } }`);
  expect(config.templates).toEqual({
    overridePath: '/srv/zelos/mail',
    urls: {
      recovery_valid: { subject: 'file:///s', html: 'https://h', plaintext: 'base64://' },
      recovery_invalid: { subject: 'file:///i' },
      login_code_valid: { sms: 'file:///sms' },
      verifiable_address_changed: { subject: 'file:///c' },
    },
  });
  expect(warnings).toEqual([]);
});

test('nothing is replaced unless it is said', async () => {
  expect((await loaded('dev: true')).config.templates).toEqual({ overridePath: undefined, urls: {} });
});
