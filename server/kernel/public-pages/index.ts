export { definePage, type PageAnswer, type PageCall, type PageLanguage, type PublicPage } from './define-page.ts';
export { findPublicLink, makePublicLink, withdrawPublicLinks, workspaceMigrations, type PublicLink } from './links.ts';
export { html, paragraphs, webAddress, type Filling, type Markup } from './markup.ts';
export { servePublicPages } from './serve-pages.ts';
