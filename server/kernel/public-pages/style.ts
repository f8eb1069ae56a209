import { createHash } from 'node:crypto';
import { tokens } from '#shared/design/tokens';

const variables = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

/** The one style sheet of all public pages: a column for phones that stays a column on large screens. Inputs have
 * 16 px, or phones would zoom in on them, and whatever is touched is 44 px high. */
export const stylesheet = `:root{${variables(tokens.size)}${variables(tokens.light)}color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{${variables(tokens.dark)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);line-height:1.5;overflow-wrap:anywhere;
font:var(--fs-16)/1.5 Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:40rem;margin:0 auto;padding:calc(var(--u)*5) calc(var(--u)*4) calc(var(--u)*10)}
h1{font-size:var(--fs-24);line-height:1.25;font-weight:600;margin:0 0 calc(var(--u)*3)}
h2{font-size:var(--fs-20);line-height:1.3;font-weight:600;margin:calc(var(--u)*6) 0 calc(var(--u)*2)}
p{margin:0 0 calc(var(--u)*3)}
a{color:var(--accent-text)}
form{display:grid;gap:calc(var(--u)*4);margin-top:calc(var(--u)*5)}
label,legend{display:block;font-weight:500;margin-bottom:var(--u)}
.optional,.hint,.from{color:var(--muted);font-size:var(--fs-14);font-weight:400}
.from{margin-top:calc(var(--u)*8);border-top:var(--hairline) solid var(--line);padding-top:calc(var(--u)*3)}
input,textarea,select{display:block;width:100%;min-height:var(--row-touch);font:inherit;color:inherit;
background:var(--surface);border:var(--hairline) solid var(--line-input);border-radius:var(--r-control);
padding:calc(var(--u)*2) calc(var(--u)*3)}
textarea{min-height:8rem;resize:vertical}
.tick{display:flex;gap:calc(var(--u)*3);align-items:flex-start;min-height:var(--row-touch)}
.tick input{width:calc(var(--u)*5);min-height:calc(var(--u)*5);height:calc(var(--u)*5);flex:none;
margin:0;accent-color:var(--accent)}
.tick label{font-weight:400;margin:0}
[aria-invalid=true]{border-color:var(--danger)}
.wrong{color:var(--red-text);font-size:var(--fs-14);margin:var(--u) 0 0}
.notice{background:var(--red-tint);color:var(--red-text);border-radius:var(--r-control);
padding:calc(var(--u)*3) calc(var(--u)*4)}
.aside{position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden}
button{font:inherit;font-weight:500;min-height:var(--row-touch);padding:0 calc(var(--u)*5);border:0;cursor:pointer;
border-radius:var(--r-control);background:var(--accent);color:var(--on-accent);justify-self:start}
button:hover{background:var(--accent-hover)}
:focus-visible{outline:var(--focus-width) solid var(--accent-text);outline-offset:2px}
@media(max-width:30em){button{width:100%}}
@media(prefers-reduced-motion:no-preference){button{transition:background 130ms}}
`;

const edition = createHash('sha256').update(stylesheet).digest('base64url').slice(0, 12);

/** Where the style sheet lies: its address changes with its text, so that browsers keep it for good. */
export const stylePath = `/public-pages/${edition}.css`;
