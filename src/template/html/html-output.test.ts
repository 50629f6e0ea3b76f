import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../parse-template.ts';

const rendered = (text: string, x: unknown) => parseTemplate([{ name: 'main', text }], { mode: 'html' }).render({ x });

/** The value of the attribute of the first element, as a browser decodes it. */
function attributeOf(html: string, name: string): string | undefined {
  const [first] = parseFragment(html).childNodes;
  return first && 'attrs' in first ? first.attrs.find((attribute) => attribute.name === name)?.value : undefined;
}

/** The elements that a browser makes of HTML, each with the names of its attributes. */
function shapeOf(html: string): [string, string[]][] {
  const elements: [string, string[]][] = [];
  const visit = (nodes: readonly DefaultTreeAdapterMap['childNode'][]) => {
    for (const node of nodes) {
      if (!('tagName' in node)) continue;
      elements.push([node.tagName, node.attrs.map(({ name }) => name)]);
      visit(node.childNodes);
    }
  };
  visit(parseFragment(html).childNodes);
  return elements;
}

const SCRIPT = '</title></textarea></style></script><script>alert(1)</script><img src=x onerror=alert(1)>';

describe('values cannot become markup', () => {
  const places = [
    '<p>{{ .x }}</p>',
    '<p title="{{ .x }}">t</p>',
    "<p title='{{ .x }}'>t</p>",
    '<p title={{ .x }}>t</p>',
    '<p title=a{{ .x }} id=b>t</p>',
    '<p {{ .x }}>t</p>',
    '<p data-{{ .x }}="1">t</p>',
    '<a href="{{ .x }}">t</a>',
    '<a href={{ .x }}>t</a>',
    '<img srcset="{{ .x }}">',
    '<p style="color: {{ .x }}">t</p>',
    '<p style="font-family: \'{{ .x }}\'">t</p>',
    '<p style="background: url({{ .x }})">t</p>',
    '<p onclick="f({{ .x }})">t</p>',
    '<p onclick="f(\'{{ .x }}\')">t</p>',
    '<p onclick="f(&quot;{{ .x }}&quot;)">t</p>',
    '<script>f({{ .x }})</script>',
    '<script>f("{{ .x }}")</script>',
    '<script>/* {{ .x }} */</script>',
    '<style>p { color: {{ .x }} }</style>',
    '<style>p { font-family: "{{ .x }}" }</style>',
    '<style>/* {{ .x }} */</style>',
    '<title>{{ .x }}</title>',
    '<textarea>{{ .x }}</textarea>',
    '<iframe srcdoc="{{ .x }}"></iframe>',
    '<!-- {{ .x }} -->',
    'a <{{ .x }}',
    'a </{{ .x }}',
    'a <!{{ .x }}',
  ];
  const attacks = [
    SCRIPT,
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    ' onload=alert(1) ',
    '--><script>alert(1)</script>',
    'a onmouseover=alert(1)',
  ];
  const pairs = places.flatMap((place) => attacks.map((attack): [string, string] => [place, attack]));

  test.each(pairs)('%s with %s', (place, attack) => {
    const shape = shapeOf(rendered(place, attack));
    const harmless = shapeOf(rendered(place, 'a'));
    // Only the name of an attribute may come from data, and then it is a harmless one.
    expect(shape.map(([name]) => name)).toEqual(harmless.map(([name]) => name));
    for (const [index, [, attributes = []]] of shape.entries()) {
      const expected = harmless[index]?.[1] ?? [];
      expect(attributes).toHaveLength(expected.length);
      expect(attributes.filter((name) => !expected.includes(name) && !/^(?:data-)?zgotmplz$/.test(name))).toEqual([]);
    }
  });

  test.each(attacks)('a document in srcdoc has no elements but its own: %s', (attack) => {
    const inner = attributeOf(rendered('<iframe srcdoc="<b>{{ .x }}</b>"></iframe>', attack), 'srcdoc') ?? '';
    expect(shapeOf(inner)).toEqual([['b', []]]);
    const whole = attributeOf(rendered('<iframe srcdoc="{{ .x }}"></iframe>', attack), 'srcdoc') ?? '';
    expect([whole, shapeOf(whole)]).toEqual([expect.stringMatching(/\S/), []]);
  });

  const ESCAPED = '\\u0027\\u0029\\u003balert\\u00281\\u0029\\u002f\\u002f';
  test.each([
    ['f({{ .x }})', `f("${ESCAPED}")`],
    ["f('{{ .x }}')", `f('${ESCAPED}')`],
    ['f(&quot;{{ .x }}&quot;)', `f("${ESCAPED}")`],
  ])('a text in a script stays within its quotes: %s', (place, script) => {
    expect(attributeOf(rendered(`<p onclick="${place}">t</p>`, "');alert(1)//"), 'onclick')).toBe(script);
  });
});

describe('scripts in URLs', () => {
  const places = [
    '<a href="{{ .x }}">',
    '<a href={{ .x }}>',
    '<form action="{{ .x }}">',
    "<a data-my-url='{{ .x }}'>",
    '<a xlink:href="{{ .x }}">',
    '<p style="background: url({{ .x }})">',
  ];
  const urls = [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'javascript&colon;:x',
  ];
  test.each(urls.flatMap((url) => places.map((place): [string, string] => [url, place])))('%j in %s', (url, place) => {
    expect(rendered(place, url)).toContain('#ZgotmplZ');
  });

  test.each([
    '<a href="{{ .x.a }}{{ .x.b }}">',
    '<a href="{{ .x.a }}s{{ .x.c }}">',
    '<a href={{ .x.a }}{{ "" }}{{ .x.b }}>',
    '<a href="java{{ .x.b }}">',
  ])('put together from two values: %s', (place) => {
    expect(rendered(place, { a: 'java', b: 'script:alert(1)', c: 'cript:alert(1)' })).toContain('#ZgotmplZ');
  });

  test('are told from paths and queries with a colon', () => {
    expect(rendered('<a href="{{ .x.a }}?q={{ .x.b }}">', { a: '/a:b', b: 'c:d' })).toBe('<a href="/a:b?q=c%3ad">');
    expect(rendered('<a href="/{{ .x }}"><a href="mailto:{{ .x }}">', 'a:b')).toBe('<a href="/a:b"><a href="mailto:a:b">');
  });

  test('a refresh', () => {
    expect(rendered('<meta http-equiv="refresh" content="0;url={{ .x }}">', 'java\tscript:alert(1)')).toContain('url=ZgotmplZ');
  });
});

describe('scripts', () => {
  test('take texts and structures as JSON', () => {
    expect(rendered('<script>f({{ .x }})</script>', { a: ["</script>'", 1] })).toBe(
      '<script>f({"a":["\\u003c\\u002fscript\\u003e\\u0027",1]})</script>',
    );
    expect(rendered('<p onclick="f({{ .x }})">', 'a"b')).toBe('<p onclick="f(&#34;a\\u0022b&#34;)">');
  });

  test.each(['`{{ .x }}`', 'a / {{ .x }}', '/"/ + {{ .x }}', '"\\{{ .x }}"'])(
    'take nothing where it is unclear what it is: %s',
    (place) => {
      expect(() => rendered(`<script>${place}</script>`, 'a')).toThrow('cannot stand in a script');
    },
  );
});

describe('places', () => {
  test('follow what is printed, through branches and templates', () => {
    const text = '{{ define "start" }}<a href="{{ end }}{{ template "start" }}{{ .x }}">{{ if .x }}<b title={{ end }}{{ .x }}>';
    expect(rendered(text, 'javascript:a b')).toBe('<a href="#ZgotmplZ"><b title=javascript:a&#32;b>');
  });

  test('an attribute whose name comes from data is known by its whole name', () => {
    expect(rendered('<a on{{ .x }}="f({{ .x }})">', 'click')).toBe('<a onclick="f(&#34;click&#34;)">');
  });

  test('the name of an element takes no value', () => {
    expect(() => rendered('<s{{ .x }}>', 'cript')).toThrow('cannot be part of the name of an element');
  });

  test('comments are left out, and < that begins nothing is text', () => {
    expect(rendered('a<!--[if mso]> {{ .x }} <![endif]-->b 1 < 2 <3 <', 'x')).toBe('ab 1 &lt; 2 &lt;3 &lt;');
  });

  test('HTML that stops within a tag is a fault', () => {
    expect(() => rendered('<a href="{{ .x }}', 'x')).toThrow('the HTML ends within a value');
    expect(() => rendered('<script>', 'x')).toThrow('the HTML ends within <script>');
  });
});
