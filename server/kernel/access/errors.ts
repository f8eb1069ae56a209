import type { ErrorTable } from '#shared/failure';

export const accessErrors: ErrorTable = {
  'access.not_signed_in': {
    status: 401,
    title: 'You are not signed in.',
    help: 'Sign in, or send an API key in the Authorization header.',
  },
  'access.wrong_credentials': {
    status: 401,
    title: 'The e-mail address, the password or the code is not right.',
    help: 'Try again. After ten tries Kith waits a quarter of an hour.',
  },
  'access.code_needed': {
    status: 401,
    title: 'This account asks for a code as well.',
    help: 'Enter the six digits from your authenticator app, or a recovery code.',
  },
  'access.too_many_tries': { status: 429, title: 'Too many tries.', help: 'Wait a little, then try again.' },
  'access.wrong_password': { status: 403, title: 'The password is not right.', help: 'Enter your present password.' },
  'access.wrong_code': {
    status: 422,
    title: 'The code is not right.',
    help: 'Enter the newest six digits from the app.',
  },
  'access.totp_is_on': { status: 409, title: 'A second factor is on already.', help: 'Turn it off first.' },
  'access.totp_not_started': { status: 409, title: 'No second factor is being set up.', help: 'Start it again.' },
  'access.not_allowed': {
    status: 403,
    title: 'Your role does not allow this.',
    help: 'Ask an administrator of the workspace.',
  },
  'access.field_not_allowed': {
    status: 403,
    title: 'Your role does not let you change this field.',
    help: 'Leave it out, or ask an administrator of the workspace.',
  },
  'access.view_as': {
    status: 403,
    title: 'One can only look as somebody else, and only administrators can.',
    help: 'Send Kith-View-As as an administrator, with what only reads.',
  },
  'access.wrong_origin': {
    status: 403,
    title: 'The request came from another page.',
    help: 'Reload Kith and try again.',
  },
  'access.setup_done': { status: 409, title: 'A workspace exists already.', help: 'Sign in.' },
  'access.setup_token': {
    status: 403,
    title: 'The token is missing or wrong.',
    help: 'Copy the token that Kith printed on its console when it started.',
  },
  'access.no_membership': {
    status: 404,
    title: 'There is no such workspace.',
    help: 'It may not be yours to see. Send no Kith-Workspace to reach your own.',
  },
  'access.link_dead': {
    status: 410,
    title: 'This link does not work any more.',
    help: 'It was used, withdrawn or is too old. Ask for a fresh one.',
  },
  'access.member_already': {
    status: 409,
    title: 'This person is a member already.',
    help: 'See the list of members; somebody who was deactivated is activated there.',
  },
  'access.no_single_sign_on': {
    status: 404,
    title: 'No firm here signs in by a service of its own with this address.',
    help: 'Write the address that your firm gave you, or sign in with your password.',
  },
  'access.attempt_dead': {
    status: 410,
    title: 'This attempt to sign in is over.',
    help: 'Begin again, and finish within ten minutes in the same browser.',
  },
  'access.provider_silent': {
    status: 502,
    title: 'The service by which your firm signs in did not answer as it should.',
    help: 'Try again in a while; an administrator can look at its settings.',
  },
  'access.provider_refused': {
    status: 403,
    title: 'The service by which your firm signs in did not let you in.',
    help: 'Ask whoever looks after your firm’s accounts.',
  },
  'access.provider_untrusted': {
    status: 403,
    title: 'What the service by which your firm signs in said cannot be trusted.',
    help: 'Begin again; if it happens twice, an administrator should look at its settings.',
  },
  'access.address_unverified': {
    status: 403,
    title: 'The service by which your firm signs in has not verified your e-mail address.',
    help: 'Have the address verified there, then sign in again.',
  },
  'access.not_a_member': {
    status: 403,
    title: 'You are known to your firm’s service, but are no member here.',
    help: 'Ask an administrator to invite you.',
  },
  'access.linked_otherwise': {
    status: 409,
    title: 'This member signs in as somebody else of your firm’s service.',
    help: 'An address was given to another person, perhaps. Ask an administrator.',
  },
  'access.password_session': {
    status: 403,
    title: 'This needs a sign-in by your own password.',
    help: 'Who signed in by the firm’s service changes nothing about how the account is entered.',
  },
  'access.sign_on_only': {
    status: 403,
    title: 'Your firm signs in by its own service alone.',
    help: 'Sign in by single sign-on. Owners with a second factor may use their password.',
  },
  'access.no_way_in': {
    status: 409,
    title: 'Nobody could come in without the service of the firm.',
    help: 'First an owner needs a password with a second factor: then the service may be the only way in.',
  },
  'access.domain_taken': {
    status: 409,
    title: 'Another workspace here signs people of this domain in.',
    help: 'Ask whoever runs Kith whose domain it is.',
  },
  'access.passkey_refused': {
    status: 403,
    title: 'This passkey is not known here, or what it signed is not right.',
    help: 'Try again, or sign in with your password.',
  },
  'access.passkeys_need_name': {
    status: 409,
    title: 'Passkeys need an address with a name, such as crm.example.com.',
    help: 'Whoever runs Kith sets PUBLIC_URL to one.',
  },
  'access.passkeys_full': {
    status: 409,
    title: 'There are twenty passkeys already.',
    help: 'Remove one that you do not use any more.',
  },
  'access.last_owner': {
    status: 409,
    title: 'A workspace needs an owner.',
    help: 'Make another member owner first.',
  },
};
