import { answered, defineOpenRoute, type Route } from '#kernel/http';
import type { Services } from '../services.ts';

/** The reference for people who write programs: every call and every error code, on one page without script. */
export function referenceRoutes(services: Services, routes: readonly Route[]): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/api/docs',
      summary: 'This reference as a page.',
      tag: 'Reference',
      access: 'public',
      answer: { media: ['text/html'] },
      serve: async ({ raw }) => {
        void raw.reply
          .headers({
            'content-security-policy':
              "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
            'content-type': 'text/html; charset=utf-8',
          })
          .send(page(services, routes));
        return answered;
      },
    }),
  ];
}

function page({ errors, version }: Services, routes: readonly Route[]): string {
  const tags = [...new Set(routes.map((route) => route.tag))];
  const calls = (tag: string) =>
    routes
      .filter((route) => route.tag === tag)
      .map(({ method, path, summary }) => row([code(method), code(path.replaceAll(/:(\w+)/g, '{$1}')), text(summary)]));
  const codes = Object.entries(errors)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { status, title, help }]) => row([code(name), String(status), text(`${title} ${help}`)], name));
  const title = `Kith ${text(version)}: the interface`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>`,
    `<p>Send ${code('Authorization: Bearer kith_…')}. The same as a document for programs, with the fields of your`,
    `own workspace: ${code('GET /api/v1/openapi.json')}. {object} is the plural name of an object, such as people.</p>`,
    ...tags.map((tag) => `<h2>${text(tag)}</h2><table>${calls(tag).join('')}</table>`),
    '<h2>Errors</h2><p>Every error is application/problem+json (RFC 9457) with one of these codes.</p>',
    `<table>${codes.join('')}</table></main></body></html>`,
  ].join('\n');
}

function row(cells: string[], id?: string): string {
  return `<tr${id ? ` id="${text(id)}"` : ''}>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}

const style = [
  ':root{color-scheme:light dark}body{font:14px/1.45 system-ui,sans-serif;margin:0}',
  'main{max-width:960px;margin:0 auto;padding:24px}table{width:100%;border-collapse:collapse}',
  'td{padding:4px 12px 4px 0;vertical-align:top;border-bottom:1px solid #8883}',
  'code{font-size:13px}tr:target{background:#0d948833}',
].join('');

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
