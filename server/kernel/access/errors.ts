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
  'access.last_owner': {
    status: 409,
    title: 'A workspace needs an owner.',
    help: 'Make another member owner first.',
  },
};
