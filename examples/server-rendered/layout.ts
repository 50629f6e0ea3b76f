import { type Html, html } from './html.ts';

/** A whole page. @param logoutUrl where a click signs out; undefined for nobody */
export const layout = (title: string, content: Html, logoutUrl: string | undefined): Html => html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
  <nav class="bar" aria-label="Main">
    <a class="name" href="/">Example</a>
    ${
      logoutUrl === undefined
        ? html`<a href="/registration">Create an account</a> <a href="/login">Sign in</a>`
        : html`<a href="/settings">Your account</a> <a href="${logoutUrl}">Sign out</a>`
    }
  </nav>
</header>
<main>
  <h1>${title}</h1>
  ${content}
</main>
</body>
</html>
`;
