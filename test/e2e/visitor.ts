import type { BrowserContext, Page } from 'playwright-core';

/** Somebody at a browser, who knows pages by what they can read there. */
export interface Visitor {
  readonly page: Page;
  open(address: string): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  press(button: string): Promise<void>;
  follow(link: string): Promise<void>;
  /** Waits for the page with this heading. */
  at(heading: string): Promise<void>;
  /** Waits for a text anywhere on the page. */
  reads(text: string): Promise<void>;
  /** Signs out by the link or button in the navigation. */
  signOut(): Promise<void>;
  leave(): Promise<void>;
}

/** Far longer than anything takes, also beside all other tests. */
const PATIENCE_MS = 30_000;

/** Somebody new: the browser has forgotten who was there before, but keeps what it has loaded. */
export async function createVisitor(context: BrowserContext): Promise<Visitor> {
  context.setDefaultTimeout(PATIENCE_MS);
  await context.clearCookies();
  const page = await context.newPage();
  const main = page.getByRole('main');
  return {
    page,
    async open(address) {
      await page.goto(address);
    },
    // Labels of optional fields say so.
    fill: (label, text) => main.getByLabel(new RegExp(`^${label}( \\(optional\\))?$`)).fill(text),
    press: (button) => main.getByRole('button', { name: button, exact: true }).click(),
    follow: (link) => main.getByRole('link', { name: link, exact: true }).click(),
    at: (heading) => page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor(),
    reads: (text) => main.getByText(text).first().waitFor(),
    signOut: () => page.getByRole('navigation').getByText('Sign out').click(),
    leave: () => page.close(),
  };
}
