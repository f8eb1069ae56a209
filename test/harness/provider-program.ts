import { generateKeyPairSync } from 'node:crypto';
// @ts-expect-error -- the package brings no types
import { Provider } from 'oidc-provider';

/** A provider of OpenID Connect as firms run them, in a process of its own: the package `oidc-provider`, with accounts
 * that are made of what is typed. An address that begins with "unverified." is not verified; one with "refused." is
 * not let in. Whoever it is asked for by `login_hint` signs in at once, as in a firm whose people are signed in
 * already. `node provider-program.ts PORT REDIRECT_URI ALGORITHM` */
const [port = '0', redirectUri = '', algorithm = 'RS256'] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

interface Koa {
  path: string;
  req: unknown;
  res: unknown;
}

const pair =
  algorithm === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2_048 });
const key = { ...pair.privateKey.export({ format: 'jwk' }), use: 'sig', alg: algorithm };

// oxlint-disable-next-line typescript/no-explicit-any, typescript/no-unsafe-call -- the package brings no types
const provider: any = new Provider(issuer, {
  clients: [
    {
      client_id: 'kith',
      client_secret: 'a secret: with signs & spaces',
      redirect_uris: [redirectUri],
      id_token_signed_response_alg: algorithm,
    },
  ],
  jwks: { keys: [key] },
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  findAccount: (_: unknown, sub: string) => ({
    accountId: sub,
    claims: () => ({
      sub,
      email: `${sub.replace(/^subject-/, '').replace(/^second\./, '')}`,
      email_verified: !sub.includes('unverified.'),
      name: 'Eleni Ioannou',
    }),
  }),
  loadExistingGrant: async (ctx: {
    oidc: { client: { clientId: string }; session: { accountId: string }; provider: unknown };
  }) => {
    const { client, session } = ctx.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx: Koa, next: () => Promise<void>) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const who = String(params.login_hint);
  const result = who.includes('refused.')
    ? { error: 'access_denied', error_description: 'not today' }
    : { login: { accountId: `subject-${who}` } };
  return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
});

provider.listen(Number(port), '127.0.0.1', () => console.log('the provider is ready'));
