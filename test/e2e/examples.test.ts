import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from './launch-browser.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { type RunningExample, startExample } from './start-example.ts';
import { createVisitor, type Visitor } from './visitor.ts';

const SCREENSHOTS = join(tmpdir(), 'zelos-screenshots');
const PASSWORD = 'a horse, correctly stapled';
const NEW_PASSWORD = 'another battery of horses';

/** What the page looked like when a test failed. */
async function keepScreenshot({ page }: Visitor, name: string) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const path = join(SCREENSHOTS, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  console.error(`${page.url()} looked like ${path}`);
}

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(['single-page', 'server-rendered'])('the example %s', { timeout: 120_000 }, (name) => {
  let context: BrowserContext;
  let example: RunningExample;
  let mailbox: Mailbox;
  let visitor: Visitor;

  beforeAll(async () => {
    example = await startExample(name);
    mailbox = createMailbox(example.mails);
    context = await browser.newContext();
  });
  afterAll(async () => {
    await context?.close();
    await example?.close();
  });

  beforeEach(async () => {
    visitor = await createVisitor(context);
    await visitor.open(example.url);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreenshot(visitor, `${name}-${task.id}`);
    await visitor.leave();
  });

  async function signUp(email: string) {
    await visitor.follow('Create an account');
    await visitor.at('Create an account');
    await visitor.fill('E-mail', email);
    await visitor.fill('Name', 'Ada');
    await visitor.press('Sign up');
    await visitor.fill('Password', PASSWORD);
    await visitor.press('Sign up');
    await visitor.at('Confirm your address');
  }

  async function enterCode(label: string, code: string) {
    await visitor.fill(label, code);
    await visitor.press('Continue');
  }

  async function signIn(email: string, password: string) {
    await visitor.at('Sign in');
    await visitor.fill('E-mail', email);
    await visitor.fill('Password', password);
    await visitor.press('Sign in with password');
  }

  test('sign up, confirm, sign out, sign in, recover, change the address', async () => {
    const email = 'ada@example.org';
    await signUp(email);
    await enterCode('Verification code', await mailbox.codeFor(email));
    await visitor.reads('You successfully verified your email address.');
    await visitor.follow('Continue');
    await visitor.at('Hello, Ada');
    await visitor.reads(`${email}, confirmed`);
    await visitor.signOut();
    await visitor.at('Welcome');

    await visitor.follow('Sign in');
    await signIn(email, PASSWORD);
    await visitor.at('Hello, Ada');
    await visitor.signOut();
    await visitor.at('Welcome');

    await visitor.follow('Sign in');
    await visitor.follow('Forgot your password?');
    await visitor.at('Recover your account');
    await visitor.fill('Email', email);
    await visitor.press('Continue');
    await enterCode('Recovery code', await mailbox.codeFor(email));
    await visitor.at('Your account');
    await visitor.fill('Password', NEW_PASSWORD);
    await visitor.page.locator('form', { hasText: 'Password' }).getByRole('button', { name: 'Save' }).click();
    await visitor.reads('Your changes have been saved!');

    const changed = 'lovelace@example.org';
    await visitor.fill('E-mail', changed);
    await visitor.page.locator('form', { hasText: 'Profile' }).getByRole('button', { name: 'Save' }).click();
    await visitor.at('Confirm your address');
    await enterCode('Verification code', await mailbox.codeFor(changed));
    await visitor.reads('You successfully verified your email address.');
    await visitor.follow('Continue');
    await visitor.reads(`${changed}, confirmed`);
    await visitor.signOut();
    await visitor.at('Welcome');

    await visitor.follow('Sign in');
    await signIn(changed, PASSWORD);
    await visitor.reads('The provided credentials are invalid');
    await signIn(changed, NEW_PASSWORD);
    await visitor.at('Hello, Ada');
  });

  test('says what is wrong, in the place where it is', async () => {
    const email = 'grace@example.org';
    await visitor.follow('Create an account');
    await visitor.fill('E-mail', email);
    await visitor.press('Sign up');
    await visitor.fill('Password', 'short');
    await visitor.press('Sign up');
    const field = visitor.page.getByLabel('Password');
    await visitor.reads('The password must be at least 8 characters long');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const description = await field.getAttribute('aria-describedby');
    expect(await visitor.page.locator(`[id="${description}"]`).getAttribute('role')).toBe('alert');
    await visitor.fill('Password', PASSWORD);
    await visitor.press('Sign up');
    await visitor.at('Confirm your address');

    const code = await mailbox.codeFor(email);
    await enterCode('Verification code', code === '000000' ? '000001' : '000000');
    await visitor.reads('The verification code is invalid or has already been used.');
    await visitor.press('Resend code');
    await visitor.reads('An email containing a verification code has been sent');
    await enterCode('Verification code', await mailbox.codeFor(email));
    await visitor.reads('You successfully verified your email address.');
  });

  test('confirms by the link of the mail; asks who it is, then goes on to where it was', async () => {
    const email = 'mary@example.org';
    await signUp(email);
    await visitor.open(await mailbox.linkFor(email));
    await visitor.press('Continue');
    await visitor.reads('You successfully verified your email address.');
    await visitor.signOut();
    await visitor.at('Welcome');

    await visitor.open(`${example.url}/settings`);
    await signIn(email, PASSWORD);
    await visitor.at('Your account');
    // Somebody who is signed in has nothing to sign in for.
    await visitor.open(`${example.url}/login`);
    await visitor.at('Hello, Ada');
  });

  test('begins anew where a flow is gone', async () => {
    const gone = '00000000-0000-4000-8000-000000000000';
    await visitor.open(`${example.url}/login?flow=${gone}`);
    await visitor.at('Sign in');
    expect(visitor.page.url()).not.toContain(gone);
  });

  test('shows errors', async () => {
    await visitor.open(`${example.url}/error?id=stub:500`);
    await visitor.at('Something went wrong');
    await visitor.open(`${example.url}/nowhere`);
    await visitor.reads('Start over');
  });
});
