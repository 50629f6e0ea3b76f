import { describe, expect, test } from 'vitest';
import { createTemplates, type TemplatesOptions } from './create-templates.ts';
import { templateVariables } from './template-data.ts';
import { TEMPLATE_DIRECTORIES } from './template-places.ts';
import type { TemplatePart, TemplateType } from './templates.ts';
import { sampleVariables } from './testing/sample-variables.ts';

const fail = (code: string) => Object.assign(new Error(code), { code });

/** Templates over files in memory; `reads` are the paths and URLs that were read. */
function setUp({
  files = {},
  pages = {},
  ...more
}: { files?: Record<string, string>; pages?: Record<string, string> } & Partial<TemplatesOptions> = {}) {
  const reads: string[] = [];
  const templates = createTemplates({
    overridePath: '/templates',
    urls: {},
    cwd: '/etc/zelos',
    now: () => 0,
    wait: async () => undefined,
    log: { warn: () => undefined },
    async readdir(path) {
      const names = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
      if (names.length === 0) throw fail('ENOENT');
      return names.map((file) => file.slice(path.length + 1));
    },
    async readFile(path) {
      reads.push(path);
      const text = files[path];
      if (text === undefined) throw fail('ENOENT');
      return Buffer.from(text);
    },
    async fetch(url) {
      reads.push(String(url));
      const text = pages[String(url)];
      return text === undefined ? new Response('', { status: 404 }) : new Response(text);
    },
    ...more,
  });
  return { templates, reads };
}

const builtIn = setUp({ overridePath: undefined }).templates;
const types = Object.keys(TEMPLATE_DIRECTORIES) as TemplateType[];
const parts = ['subject', 'plaintext', 'html'] as const;
const codes = [
  ['recovery_code_valid', '111111'],
  ['verification_code_valid', '222222'],
  ['login_code_valid', '333333'],
  ['registration_code_valid', '444444'],
] as const;

describe('built-in messages', () => {
  test.each(types.flatMap((type) => parts.map((part) => [type, part] as const)))('%s has a %s', async (type, part) => {
    const text = await builtIn.render(type, part, sampleVariables(type));
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/<no value>|\{\{|ZgotmplZ|undefined|map\[/);
    if (part === 'subject') expect(text).not.toContain('\n');
    if (part === 'html') expect(text).toMatch(/^<!DOCTYPE html>\n<html lang="en">.*<\/html>\n$/s);
  });

  test.each(codes)('%s: code and validity, also for whoever reads the first six digits', async (type, code) => {
    for (const part of ['plaintext', 'html', 'sms'] as const) {
      const text = await builtIn.render(type, part, sampleVariables(type));
      expect(/\b\d{6}\b/.exec(text)?.[0]).toBe(code);
      expect(text).toContain('15 minutes');
    }
    if (type !== 'verification_code_valid') expect(await builtIn.render(type, 'subject', sampleVariables(type))).toContain(code);
  });

  test.each(codes)('%s as a text message ends with the code for the site, if that is known', async (type, code) => {
    const variables = sampleVariables(type);
    expect((await builtIn.render(type, 'sms', variables)).split('\n').at(-1)).toBe(`@auth.example.org #${code}`);
    const unknown = await builtIn.render(type, 'sms', { ...variables, request_url_domain: '' });
    expect(unknown).toMatch(/It is valid for 15 minutes\.$/);
  });

  test.each([
    ['recovery_valid', 'https://auth.example.org/self-service/recovery?flow=f&token=t'],
    ['verification_valid', 'https://auth.example.org/self-service/verification?flow=f&token=t'],
    ['verification_code_valid', 'https://auth.example.org/self-service/verification?code=222222&flow=f'],
  ] as const)('%s: the link is the first URL of the text, and that of the button', async (type, link) => {
    const text = await builtIn.render(type, 'plaintext', sampleVariables(type));
    expect(/https?:\/\/[^\s"<>]+/.exec(text)?.[0]).toBe(link);
    expect(text).toContain('15 minutes');
    expect(await builtIn.render(type, 'html', sampleVariables(type))).toContain(`<a href="${link.replaceAll('&', '&amp;')}"`);
  });

  test.each(['verifiable_address_changed', 'authenticator_key_added'] as const)(
    '%s names the identity and the time',
    async (type) => {
      for (const part of ['plaintext', 'html', 'sms'] as const) {
        const text = await builtIn.render(type, part, sampleVariables(type));
        expect(text).toContain('6b6b0ed5-8fcf-4fc7-9a3a-1b2d6f9ce1a7');
        expect(text).toContain('2024-05-06T07:08:09Z');
      }
    },
  );

  test.each(types.filter((type) => type.endsWith('_invalid')))('%s says that there is no account', async (type) => {
    expect(await builtIn.render(type, 'plaintext', { to: 'nobody@example.org' })).toContain(
      'There is no account with this address',
    );
  });

  test('one minute is not minutes', async () => {
    expect(await builtIn.render('login_code_valid', 'sms', { login_code: '1', expires_in_minutes: 1 })).toContain('1 minute.');
  });

  test('there is no text message with a link', async () => {
    await expect(builtIn.render('recovery_valid', 'sms', {})).rejects.toThrow('there is no such message');
  });

  test('what users wrote stays text', async () => {
    const html = await builtIn.render('recovery_invalid', 'html', { to: '"<script>alert(1)</script>"@example.org' });
    expect(html).toContain('&#34;&lt;script&gt;alert(1)&lt;/script&gt;&#34;@example.org');
  });
});

describe('fields', () => {
  const shown = async (type: TemplateType, part: TemplatePart, text: string, variables: Record<string, unknown>) =>
    setUp({ urls: { [type]: { [part]: `base64://${Buffer.from(text).toString('base64')}` } } }).templates.render(
      type,
      part,
      variables,
    );

  test('by either of their names; missing ones are empty', async () => {
    const text = '{{ .LoginCode }}|{{ .ExpiresInMinutes }}|{{ .Identity.traits }}|{{ .RequestURL }}|{{ .OAuth2LoginRequest }}';
    expect(await shown('login_code_valid', 'plaintext', text, { login_code: '1' })).toBe('1|0|<no value>||<no value>');
    expect(await shown('login_code_valid', 'plaintext', text, { LoginCode: '1', ExpiresInMinutes: 3, RequestURL: 'u' })).toBe(
      '1|3|<no value>|u|<no value>',
    );
  });

  test('of another type are a fault', async () => {
    await expect(shown('login_code_valid', 'sms', '{{ .RecoveryCode }}', {})).rejects.toThrow('there is no field .RecoveryCode');
  });

  test('the code of a recovery under its old name', async () => {
    expect(await shown('recovery_code_valid', 'sms', '{{ .RecoveryCode }}', { verification_code: '123' })).toBe('123');
  });

  test('the traits of a registration under both names', async () => {
    const text = '{{ .Traits.lang }} {{ .Identity.traits.lang }}';
    expect(await shown('registration_code_valid', 'plaintext', text, { traits: { lang: 'de' } })).toBe('de de');
    expect(await shown('registration_code_valid', 'html', text, { identity: { traits: { lang: 'de' } } })).toBe('de de');
  });

  test('the traits of a registration in its text message, which knows them as the identity', async () => {
    const text = '{{ .Traits.lang }} {{ .Identity.traits.lang }} {{ .Identity.lang }}';
    const told = (traits: object) => templateVariables('registration_code_valid', 'sms', { to: '+49', identity: traits });
    expect(await shown('registration_code_valid', 'sms', text, told({ lang: 'de' }))).toBe('de de de');
    // A trait may have any name.
    expect(await shown('registration_code_valid', 'sms', text, told({ lang: 'de', traits: { lang: 'fr' } }))).toBe('de de de');
  });

  test('the login request of OAuth2, as it is stored', async () => {
    const oauth2_login_request = { challenge: 'c', client: { client_id: 'i', client_name: 'n', metadata: { a: 1 } } };
    const text =
      '{{ with .OAuth2LoginRequest }}{{ .Challenge }} {{ .Client.ClientName }} {{ .Client.Metadata.a }} {{ .Client.LogoURI }}{{ end }}';
    expect(await shown('verification_valid', 'subject', text, { oauth2_login_request })).toBe('c n 1');
    await expect(
      shown('verification_valid', 'subject', '{{ .OAuth2LoginRequest.Client.Nope }}', { oauth2_login_request }),
    ).rejects.toThrow('no field .Nope');
  });

  test('headers are there while a message is queued, not in HTML', async () => {
    const text = '{{ index .UserRequestHeaders "Accept-Language" }}';
    const UserRequestHeaders = { 'Accept-Language': ['de'] };
    expect(await shown('login_code_valid', 'plaintext', text, { UserRequestHeaders })).toBe('[de]');
    expect(await shown('login_code_valid', 'html', text, { UserRequestHeaders })).toBe('');
  });
});

describe('files', () => {
  test('replace one part and leave the others', async () => {
    const { templates } = setUp({ files: { '/templates/login_code/valid/email.subject.gotmpl': '\n {{ .LoginCode }}! \n' } });
    expect(await templates.render('login_code_valid', 'subject', { login_code: '123' })).toBe('123!');
    expect(await templates.render('login_code_valid', 'plaintext', { login_code: '123' })).toContain('Enter this code');
    expect(await templates.render('recovery_code_valid', 'subject', { recovery_code: '123' })).toContain('Your recovery code');
  });

  test('with the same stem are read together: a language is a trait', async () => {
    const folder = '/templates/verification_code/valid';
    const { templates } = setUp({
      files: {
        [`${folder}/email.body.gotmpl`]:
          '{{ if eq .Identity.traits.lang "de" }}{{ template "de" . }}{{ else }}{{ template "en" . }}{{ end }}',
        [`${folder}/email.body.de.gotmpl`]: '{{ define "de" }}<p>Hallo {{ .Identity.traits.name }}</p>{{ end }}',
        [`${folder}/email.body.en.gotmpl`]: '{{ define "en" }}<p>Hello {{ .Identity.traits.name }}</p>{{ end }}',
        [`${folder}/email.body.plaintext.gotmpl`]: '{{ template "de" . }}',
        [`${folder}/email.body.plaintext.de.gotmpl`]: '{{ define "de" }}Hallo, im Text{{ end }}',
      },
    });
    const identity = { traits: { lang: 'de', name: '<b>Eva</b>' } };
    expect(await templates.render('verification_code_valid', 'html', { identity })).toBe('<p>Hallo &lt;b&gt;Eva&lt;/b&gt;</p>');
    expect(await templates.render('verification_code_valid', 'html', { identity: { traits: { lang: 'fr' } } })).toBe(
      '<p>Hello </p>',
    );
    expect(await templates.render('verification_code_valid', 'plaintext', { identity })).toBe('Hallo, im Text');
  });

  test('text messages', async () => {
    const { templates } = setUp({ files: { '/templates/login_code/valid/sms.body.gotmpl': 'Code {{ .LoginCode }}' } });
    expect(await templates.render('login_code_valid', 'sms', { login_code: '123' })).toBe('Code 123');
  });

  test('that are broken are named with the line', async () => {
    const { templates } = setUp({
      files: { '/templates/recovery/valid/email.body.gotmpl': '<p>\n{{ .RecoveryURL | upcase }}</p>' },
    });
    await expect(templates.render('recovery_valid', 'html', {})).rejects.toThrow(
      'template "email.body.gotmpl", line 2: there is no function upcase',
    );
  });
});

describe('URLs', () => {
  test('come before files, part by part', async () => {
    const { templates } = setUp({
      files: {
        '/templates/login_code/valid/email.subject.gotmpl': 'file',
        '/etc/zelos/mail/body.gotmpl': 'relative {{ .LoginCode }}',
      },
      pages: { 'https://templates.example/subject': 'page {{ .LoginCode }}' },
      urls: { login_code_valid: { subject: 'https://templates.example/subject', plaintext: 'file://mail/body.gotmpl' } },
    });
    expect(await templates.render('login_code_valid', 'subject', { login_code: '1' })).toBe('page 1');
    expect(await templates.render('login_code_valid', 'plaintext', { login_code: '1' })).toBe('relative 1');
  });

  test('one URL for text and HTML escapes only in HTML', async () => {
    const url = `base64://${Buffer.from('{{ .To }}').toString('base64')}`;
    const { templates } = setUp({ urls: { recovery_invalid: { html: url, plaintext: url } } });
    expect(await templates.render('recovery_invalid', 'plaintext', { to: '<a>' })).toBe('<a>');
    expect(await templates.render('recovery_invalid', 'html', { to: '<a>' })).toBe('&lt;a&gt;');
  });

  test('that cannot be read are an error, without falling back', async () => {
    const urls = {
      recovery_valid: {
        subject: 'https://templates.example/none',
        html: 'file:///none',
        plaintext: 'ftp://x',
        sms: 'base64://%',
      },
    };
    const { templates } = setUp({ urls });
    await expect(templates.render('recovery_valid', 'subject', {})).rejects.toThrow(
      'template "https://templates.example/none": it could not be fetched: the server answered 404',
    );
    await expect(templates.render('recovery_valid', 'html', {})).rejects.toThrow(
      'template "file:///none": the file does not exist',
    );
    await expect(templates.render('recovery_valid', 'plaintext', {})).rejects.toThrow('the URL must start with');
    await expect(templates.render('recovery_valid', 'sms', {})).rejects.toThrow('standard base64');
  });

  test('that hold secrets are named without them, in errors and in the log', async () => {
    const names: unknown[] = [];
    const urls = {
      recovery_valid: {
        subject: 'https://templates.example/none?token=geheim',
        html: 'https://user:geheim@templates.example/none',
        sms: 'base64://geheim%',
      },
    };
    const { templates } = setUp({
      urls,
      fetch: async () => new Response('', { status: 500 }),
      log: { warn: (f) => names.push(f.url) },
    });
    const messageOf = (part: TemplatePart) => templates.render('recovery_valid', part, {}).catch((error: Error) => error.message);
    const messages = await Promise.all((['subject', 'html', 'sms'] as const).map(messageOf));
    expect(messages).toEqual([
      expect.stringContaining('template "https://templates.example/none": it could not be fetched: the server answered 500'),
      expect.stringContaining('template "https://templates.example/none": it could not be fetched: a URL with user and password'),
      expect.stringContaining('template "base64://…"'),
    ]);
    expect(messages.join()).not.toContain('geheim');
    expect(names).toEqual(['https://templates.example/none', 'https://templates.example/none']);
  });

  test('are not followed into private networks when that is forbidden', async () => {
    const urls = { recovery_valid: { subject: 'http://127.0.0.1/x' } };
    const { templates, reads } = setUp({ urls, disallowPrivateIps: true });
    await expect(templates.render('recovery_valid', 'subject', {})).rejects.toThrow('private address');
    expect(reads).toEqual([]);
  });

  test('are read once, but again after a failure', async () => {
    const url = 'https://templates.example/x';
    const pages: Record<string, string> = {};
    const { templates, reads } = setUp({ pages, urls: { recovery_valid: { subject: url } } });
    await expect(templates.render('recovery_valid', 'subject', {})).rejects.toThrow('404');
    pages[url] = 'there';
    const both = await Promise.all([
      templates.render('recovery_valid', 'subject', {}),
      templates.render('recovery_valid', 'subject', {}),
    ]);
    expect(both).toEqual(['there', 'there']);
    expect(reads).toEqual([url, url]);
  });
});
