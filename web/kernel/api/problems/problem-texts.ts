import { i18n } from '#web/kernel/i18n';

/** What went wrong with a deed, in the language of the page; null for codes that only programs meet. */
export function deedText(code: string): string | null {
  return texts[code]?.() ?? null;
}

const texts: Record<string, () => string> = {
  'job.not_parked': () => i18n.t('This work does not stand still: it waits, runs, or has ended.'),
  'job.is_over': () => i18n.t('This work cannot go on any more. Begin it anew.'),
  'change_set.not_found': () => i18n.t('This change is not there any more, or you may not see all of it.'),
  'change_set.already_undone': () => i18n.t('This was taken back already.'),
  'change_set.cannot_be_undone': () => i18n.t('Everything in it was changed again since. Nothing was taken back.'),
  'change_set.not_undone': () => i18n.t('This was not taken back, so it cannot be done again.'),
  'change_set.goes_on': () => i18n.t('This still goes on. Wait for its end or stop it; then take it back.'),
  'change_set.too_old': () => i18n.t('This is older than the firm lets things be taken back.'),
  'change_set.append_only': () => i18n.t('These entries are never taken back. Add one that corrects it.'),
  'record.not_found': () => i18n.t('This is not here any more, or you may not see it.'),
  'record.not_unique': () => i18n.t('Another record has this value already.'),
  'record.changed_since': () => i18n.t('Someone changed this meanwhile. Look at it again, then write.'),
  'merge.invalid': () => i18n.t('These records cannot be merged.'),
  'field.exists': () => i18n.t('There is a field of this name already. Choose another one.'),
  'field.is_changing': () => i18n.t('The type of this field is being changed. Try again in a while.'),
  'field.values_doubled': () => i18n.t('Some records have the same value. Mend them first.'),
  'model.too_many_fields': () => i18n.t('This object has as many fields as fit.'),
  'import.no_file': () => i18n.t('No file came through. Choose it again.'),
  'import.not_ready': () => i18n.t('This import is at another step. Open it again to see where it is.'),
  'import.files_gone': () => i18n.t('The files of this import are no longer kept. Bring them again.'),
  'import.file_too_large': () => i18n.t('The file is too large. Save it as CSV, or split it.'),
  'import.failed': () => i18n.t('The import failed. Mend the file, then bring it again.'),
  'webhook.not_found': () => i18n.t('This webhook is not there any more.'),
  'webhook.bad_address': () =>
    i18n.t('Webhooks are not sent to this address: it has to begin with https:// and lead to the internet.'),
  'webhook.disabled': () => i18n.t('This webhook is disabled. Enable it first.'),
  'webhook.too_many': () => i18n.t('There are 100 webhooks already. Delete one that nobody needs.'),
  'access.member_already': () => i18n.t('This person is a member already.'),
  'access.too_many_tries': () => i18n.t('Too many tries. Wait a while, or use a browser you used before.'),
  'access.no_single_sign_on': () =>
    i18n.t('No firm here signs in by its own service with this address. Write the one your firm gave you.'),
  'access.attempt_dead': () => i18n.t('This attempt to sign in is over. Begin again.'),
  'access.provider_silent': () =>
    i18n.t('The service by which your firm signs in did not answer as it should. Try again in a while.'),
  'access.provider_refused': () => i18n.t('The service by which your firm signs in did not let you in.'),
  'access.provider_untrusted': () =>
    i18n.t('What the service by which your firm signs in said cannot be trusted. Begin again.'),
  'access.address_unverified': () =>
    i18n.t('The service by which your firm signs in has not verified your e-mail address.'),
  'access.not_a_member': () =>
    i18n.t('You are known to your firm’s service, but are no member here. Ask an administrator to invite you.'),
  'access.linked_otherwise': () =>
    i18n.t('This member signs in as somebody else of your firm’s service. Ask an administrator.'),
  'access.passkey_refused': () => i18n.t('This passkey is not known here. Try again, or use your password.'),
  'access.passkeys_need_name': () => i18n.t('Passkeys need an address with a name, such as crm.example.com.'),
  'access.passkeys_full': () => i18n.t('There are twenty passkeys already. Remove one.'),
  'access.password_session': () => i18n.t('For this, sign in with your own password.'),
  'access.domain_taken': () => i18n.t('Another workspace here signs people of this domain in.'),
  'access.sign_on_only': () => i18n.t('Your firm signs in by its own service alone.'),
  'access.no_way_in': () => i18n.t('First an owner needs a password with a second factor.'),
  'access.not_allowed': () => i18n.t('Your role does not allow this. Ask an administrator.'),
};
