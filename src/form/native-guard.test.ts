import { describe, expect, test } from 'vitest';
import { assertNativeClient } from './native-guard.ts';

function refusalOf(headers: { origin?: string; cookie?: string }): unknown {
  try {
    assertNativeClient(headers);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a native flow is submitted', () => {
  test.each([
    [{}],
    [{ origin: '' }],
    [{ cookie: '' }],
    [{ cookie: '__cfduid=a; _cfuvid=b; cf_clearance=c' }],
    [{ cookie: ' ; ;' }],
  ])('with %j', (headers) => {
    expect(refusalOf(headers)).toBeUndefined();
  });

  test.each(['https://app.example.org', 'null'])('not with the origin %s', (origin) => {
    expect(refusalOf({ origin, cookie: 'a=b' })).toMatchObject({
      code: 'native_origin',
      status: 400,
      reason: expect.stringMatching(/^The HTTP Request Header included the "Origin" key/),
    });
  });

  test.each([
    ['session=secret', ['session']],
    ['session=secret; csrf=hidden=1', ['session', 'csrf']],
    ['__cf_bm=x; session=secret', ['__cf_bm', 'session']],
    ['cf=x', ['cf']],
    ['bare', ['bare']],
  ])('not with the cookies %s', (cookie, names) => {
    const error = refusalOf({ cookie });
    expect(error).toMatchObject({
      code: 'native_cookie',
      status: 400,
      reason: expect.stringMatching(/^The HTTP Request Header included the "Cookie" key/),
      details: { 'found cookies': names },
    });
    expect(JSON.stringify(error)).not.toMatch(/secret|hidden/);
  });
});
