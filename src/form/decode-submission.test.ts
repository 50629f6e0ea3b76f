import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { readJson } from '../json/reader.ts';
import { decodeSubmission } from './decode-submission.ts';
import { FormFault } from './form-fault.ts';
import type { Submission } from './submission.ts';
import { submitBytes, submitForm, submitJson, submitMultipart, submitText } from './testing/submit.ts';

function errorOf(work: () => unknown): unknown {
  try {
    return `no error but ${String(work())}`;
  } catch (error) {
    return error;
  }
}

describe('what is sent', () => {
  const pairs: [string, string][] = [
    ['method', 'password'],
    ['empty', ''],
    ['two', 'a'],
    ['two', 'b'],
    ['ticked', 'false'],
    ['ticked', 'true'],
    ['pass word', 'ü+%&=; "\\\n😀'],
  ];
  const json = { method: 'password', empty: '', two: 'a', ticked: true, 'pass word': 'ü+%&=; "\\\n😀' };
  test.each<[string, () => Submission]>([
    ['as a form', () => submitForm(pairs)],
    ['as parts', () => submitMultipart(pairs.map(([name, value]) => [`name="${name}"`, value]))],
    ['as JSON', () => submitJson(json)],
    [
      'as a query',
      () => decodeSubmission({ method: 'GET', contentType: '', body: new Uint8Array(), query: new URLSearchParams(pairs) }),
    ],
  ])('%s', (_, submit) => {
    const submission = submit();
    expect(submission.text('method')).toBe('password');
    expect([submission.has('empty'), submission.text('empty')]).toEqual([true, undefined]);
    expect([submission.has('absent'), submission.text('absent')]).toEqual([false, undefined]);
    expect(submission.has('constructor')).toBe(false);
    expect(submission.text('two')).toBe('a');
    expect(submission.flag('ticked')).toBe(true);
    expect(submission.flag('method')).toBeUndefined();
    expect(submission.text('pass word')).toBe('ü+%&=; "\\\n😀');
  });

  test('the query of a POST is not part of it', () => {
    const submission = decodeSubmission({
      method: 'POST',
      contentType: 'application/json; charset=utf-8',
      body: Buffer.from('{}'),
      query: new URLSearchParams('method=password'),
    });
    expect(submission.has('method')).toBe(false);
  });

  test('numbers, booleans and null of JSON', () => {
    const submission = submitJson('{"a": 12345678901234567890, "b": false, "c": null, "d": {"x": [1]}} and more');
    expect(['a', 'b', 'c', 'd'].map(submission.text)).toEqual(['12345678901234567890', 'false', undefined, '{"x":[1]}']);
    expect(submission.has('c')).toBe(true);
    expect(submission.flag('b')).toBe(false);
  });

  test('fields without a sign of equality, empty pairs', () => {
    const submission = submitForm('&a&&b=c=d&');
    expect([submission.has('a'), submission.text('b'), submission.has('')]).toEqual([true, 'c=d', false]);
  });

  test('types are told apart without regard to case', () => {
    expect(submitText('Application/JSON ;charset=x', '{"a":"b"}').text('a')).toBe('b');
    expect(submitText('application/x-www-form-urlencoded;charset=utf-8', 'a=b').text('a')).toBe('b');
    expect(submitText('multipart/form-data; charset=x; boundary="X"', '--X--').has('a')).toBe(false);
  });
});

describe('what is refused', () => {
  test.each([
    [
      'text/plain',
      'a=b',
      'submission_content_type',
      'HTTP POST Request used unknown HTTP Header "Content-Type: text/plain", only [multipart/form-data application/x-www-form-urlencoded application/json] are supported.',
    ],
    ['', 'a=b', 'submission_content_type', /^HTTP POST Request used unknown HTTP Header "Content-Type: ", only/],
    [
      'application/json',
      '',
      'body_empty',
      'Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.',
    ],
    ['application/json', '{', 'submission_json', 'Unable to decode form as JSON.'],
    ['application/json', 'tru', 'submission_json', 'Unable to decode form as JSON.'],
    ['application/json', '{"a":1,"a":2}', 'submission_json', 'Unable to decode form as JSON.'],
    ['application/json', '{"__proto__":{"a":1}}', 'submission_json', 'Unable to decode form as JSON.'],
    ['application/json', '{"a":"\\u0000"}', 'submission_json', 'Unable to decode form as JSON.'],
    ['application/json', `{"a":${'['.repeat(300)}${']'.repeat(300)}}`, 'submission_json', 'Unable to decode form as JSON.'],
    ...Object.entries({
      '[]': 'JSON',
      '14=)=!(%)$/ZP()GHIÖ': 'Number',
      '"a"': 'String',
      true: 'True',
      false: 'False',
      null: 'Null',
    }).map(
      ([body, kind]) =>
        [
          'application/json',
          body,
          'submission_not_object',
          `Expected JSON sent in request body to be an object but got: ${kind}`,
        ] as const,
    ),
    [
      'application/x-www-form-urlencoded',
      '14=)=!(%)$/ZP()GHIÖ',
      'submission_form',
      'Unable to decode HTTP POST form body: invalid URL escape "%)$"',
    ],
    ['application/x-www-form-urlencoded', 'a=%z', 'submission_form', /invalid URL escape "%z"$/],
    ['application/x-www-form-urlencoded', 'a%=1', 'submission_form', /invalid URL escape "%"$/],
    ['application/x-www-form-urlencoded', 'a=1;b=2', 'submission_form', /invalid semicolon separator in query$/],
    ['application/x-www-form-urlencoded', 'a=%ff', 'submission_form', /not valid UTF-8$/],
    ['application/x-www-form-urlencoded', 'a=%00', 'submission_form', /NUL/],
    ['application/x-www-form-urlencoded', 'a=&'.repeat(2001), 'submission_form', /more than 2000 fields$/],
    ['multipart/form-data', '--X--', 'submission_form', /no multipart boundary param in Content-Type$/],
    ['multipart/form-data; boundary=X', 'rubbish', 'submission_form', /missing initial boundary$/],
    [
      'multipart/form-data; boundary=X',
      '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
      'submission_form',
      /not finished$/,
    ],
    ['multipart/form-data; boundary=X', '--X\r\na: b\r\n\r\nc\r\n--X--', 'submission_form', /a part has no name$/],
    ['multipart/form-data; boundary=X', `--X\r\na: ${'b'.repeat(9000)}\r\n\r\nb\r\n--X--`, 'submission_form', /header size/],
    [
      'multipart/form-data; boundary=X',
      `${'--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(2001)}--X--`,
      'submission_form',
      /2000/,
    ],
  ] as const)('%s: %.40j', (type, body, code, reason) => {
    const error = errorOf(() => submitText(type, body));
    expect(error).toMatchObject({ code, status: 400 });
    if (typeof reason === 'string') expect(error).toMatchObject({ reason });
    else expect(error).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  test('bytes that are no UTF-8', () => {
    const part = Buffer.from('--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--X--', 'latin1');
    expect(errorOf(() => submitBytes('multipart/form-data; boundary=X', part))).toMatchObject({ code: 'submission_form' });
    expect(errorOf(() => submitBytes('application/x-www-form-urlencoded', Buffer.from([97, 61, 255])))).toMatchObject({
      code: 'submission_form',
    });
    expect(errorOf(() => submitBytes('application/json', Buffer.from([123, 255])))).toMatchObject({ code: 'submission_json' });
  });

  test.each(['name="a"; filename="b.txt"', 'name="a"; filename*=UTF-8\'\'b.txt', 'name="a"; filename=""'])(
    'the file %s',
    (part) => {
      expect(errorOf(() => submitMultipart([[part, 'content']]))).toMatchObject({
        reason: 'Unable to decode HTTP POST form body: the field "a" is a file',
      });
    },
  );

  test('a length of zero', () => {
    const request = {
      method: 'POST',
      contentType: 'application/json',
      contentLength: 0,
      body: Buffer.from('{}'),
      query: new URLSearchParams(),
    };
    expect(errorOf(() => decodeSubmission(request))).toMatchObject({ code: 'body_empty' });
  });
});

describe('a free object', () => {
  test.each([
    [{ transient_payload: { a: [1, { b: null }] } }, '{"a":[1,{"b":null}]}'],
    [{ transient_payload: '{"a": 1}' }, '{"a":1}'],
    [{ transient_payload: {} }, '{}'],
    [{ transient_payload: null }, undefined],
    [{ transient_payload: '' }, undefined],
    [{}, undefined],
  ])('%j', (body, object) => {
    expect(submitJson(body).object('transient_payload')).toBe(object);
  });

  test('of a form is its text', () => {
    expect(submitForm([['transient_payload', ' {"a": 1e400} ']]).object('transient_payload')).toBe('{"a":1e400}');
    expect(submitForm([['transient_payload.a', '1']]).object('transient_payload')).toBeUndefined();
    expect(submitForm([['transient_payload', 'null']]).object('transient_payload')).toBeUndefined();
  });

  test.each<[string, Submission]>([
    ['string', submitJson({ a: 'x' })],
    ['string', submitJson({ a: '5' })],
    ['number', submitJson({ a: 5 })],
    ['boolean', submitJson({ a: true })],
    ['array', submitJson({ a: [] })],
    ['string', submitForm('a=x')],
    ['number', submitForm('a=5')],
    ['array', submitForm('a=[1]')],
    ['string', submitForm('a={')],
  ])('and no %s', (kind, submission) => {
    const error = errorOf(() => submission.object('a'));
    expect(error).toBeInstanceOf(FormFault);
    expect(error).toMatchObject({
      entries: [
        {
          field: 'a',
          message: {
            id: 4000026,
            text: `expected object, but got ${kind}`,
            type: 'error',
            context: { actual_type: kind, allowed_types: ['object'] },
          },
        },
      ],
    });
  });
});

describe('any bytes', () => {
  const field = {
    name: 'traits.a',
    path: ['a'],
    type: 'object',
    required: false,
    disabled: false,
  } as const;
  const use = (submission: Submission) => {
    readJson(submission.traits([field, { ...field, name: 'traits.b', path: ['b', 'c'], type: 'number' }]));
    submission.text('a');
    submission.object('a');
  };
  const piece = fc.constantFrom(
    ...[
      'traits',
      'traits.a',
      'traits.b',
      'a',
      '=',
      '&',
      '%',
      '%7b',
      '{',
      '}',
      '"',
      ':',
      ',',
      '[',
      ']',
      '\\',
      '0',
      '1e9',
      '+',
      ';',
      '\0',
    ],
    ...['--X', '\r\n', '\r\n\r\n', '--', 'Content-Disposition: form-data; name="a"', '; filename*=x', 'é', '\ud800'],
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join(''))),
  );
  const type = fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=X',
    'text/plain',
  );

  test('are read or refused', () => {
    fc.assert(
      fc.property(type, bytes, (contentType, body) => {
        try {
          use(submitBytes(contentType, body));
        } catch (error) {
          if (!(error instanceof ApiError && error.status === 400) && !(error instanceof FormFault)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['application/json', '{"a":'],
    ['application/json', '['],
    ['application/x-www-form-urlencoded', '%'],
    ['application/x-www-form-urlencoded', '%41'],
    ['application/x-www-form-urlencoded', '&'],
    ['application/x-www-form-urlencoded', '+'],
    ['multipart/form-data; boundary=X', '--X\r\n'],
    ['multipart/form-data; boundary=X', '\r\n--X'],
    ['multipart/form-data; boundary=X', '--X\r\nContent-Disposition: form-data; name="a\r\n\r\n\r\n'],
  ])('five megabytes of %s: %j', (contentType, filling) => {
    const body = Buffer.from(filling.repeat((5 * 1024 * 1024) / filling.length));
    try {
      use(submitBytes(contentType, body));
    } catch (error) {
      expect(error).toBeInstanceOf(ApiError);
    }
  });
});
