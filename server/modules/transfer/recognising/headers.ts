import { fold } from '#shared/fold';

/** What one table is about. `goldmine` tables are understood together; `record` tables
 * hold records of the object that a person chose. */
export type TableObject = 'person' | 'company' | 'deal' | 'interaction' | 'task' | 'goldmine' | 'record';

/**
 * What a column feeds: a field of the table's object, the label of a value (work, mobile …) and which of several
 * it is.
 */
export interface Target {
  field: string;
  label?: string;
  slot?: number;
}

/** The target that a header means in a table of this object, or null. Greek and English, any case, accents or `*`. */
export function targetOfHeader(header: string, object: TableObject): Target | null {
  const key = headerKey(header);
  return find(object, key) ?? numbered(object, key);
}

/** The fields that columns of a table of this object can feed, for a list to choose from. */
export function listFields(object: TableObject): string[] {
  return [...new Set([...(DICTIONARIES.get(object)?.values() ?? [])].map((target) => target.field))].sort();
}

/** A header without what differs from product to product: case, accents, punctuation. */
export function headerKey(header: string): string {
  return fold(header.replace(/([a-z])([A-Z])/g, '$1 $2')).replace(/ c$/, (end) => (header.endsWith('__c') ? '' : end));
}

/** Lines of `field[:label] = header | header`, one list for what all objects share and one for each object. */
const SHARED = `
running_number = a a | no | nr | num | number
source_id = hs object id | id | record id | kodikos | kod | customer id | contact id | code | client id | ar pelati | ar
company = company | company name | account name | organization | organization name | organisation | firm | employer
company = eteria | etaireia | etairia | epichirisi | epicheirisi | associated company | associated company primary
company_id = account name id | company id | account id | organization id | associated company ids
company_id = associated company ids primary
company_id = primary associated company id | associated company id
owner = owner | contact owner | company owner | deal owner | account owner | owner id | assigned to | record manager
owner = hubspot owner id
owner = ypeythynos | ypefthynos | ypeuthinos | diacheiristis | user | user id | assigned to user
initials = archika | arch | initials
note = note | notes | comment | comments | description | remarks | paratiriseis | simeioseis | scholia | scholio
tags = tags | labels | label | categories | category | groups | group membership | katigoria | katigories | keywords
currency = currency | currency iso code | nomisma | currency of value
created_at = create date | created date | created on | imerominia dimiourgias
deleted = is deleted | deleted
merged_into = master record id
source = lead source | source | account source | pigi
private = private | public private | idiotiko
`;

const CONTACT = `
email = email | e mail | email address | e mail address | mail | ilektroniki diefthynsi
email = ilektroniki dieythynsi | ilektroniko tachydromeio
email:work = work email | business email | email work | e mail work | ergasia email
email:home = home email | personal email | private email | email home
email:other = other email | email other | email 2 | second email | alternate email
phone = stathero | stathera | til stathero
phone = phone | phones | phone number | telephone | telephones | tel | til | tilefono | tilefona
phone = direct phone | primary phone
phone:work = business phone | work phone | office phone | tel off | tel office | phone work | til ergasias
phone:work = til grafeiou | business phone 2
phone:work = company main phone | account phone | phone office
phone:mobile = mobile | mobilephone | mobile phone | mobile phone number | cell | cell phone | kin | kinito
phone:mobile = kiniton | tel mob | phone mobile | mob
phone:home = home phone | home phone 2 | phone home | tel home | til oikias | oikia
phone:other = other phone | alt phone | phone other | car phone | radio phone | pager
fax = fax | fax phone | business fax | fax number | home fax | other fax | faks
extension = phone ext | ext | extension | esoteriko
street = street | street address | address | address 1 | addr 1 | mailing street | business street
street = diefthynsi | dieythynsi | odos
street = billing street | address street | address line 1
street2 = street 2 | address 2 | addr 2 | business street 2 | address line 2
street3 = address 3 | addr 3 | business street 3
city = city | town | mailing city | business city | billing city | address city | poli | polis
state = state | state region | mailing state | business state | billing state | county | eparchia
state = mailing state province
postal_code = postal code | zip | zip code | p code | post code | postcode | mailing postal code
postal_code = business postal code | t k | tk
postal_code = mailing zip postal code | billing postal code | billing zip postal code | tachydromikos kodikas
country = country | country region | mailing country | business country | business country region
country = billing country | chora
home.street = home street
home.city = home city
home.postal_code = home postal code
home.country = home country | home country region
website = website | web site | web page | url | website url | istoselida | homepage | company domain name | domain
`;

const PERSON = `
name = name | full name | contact | contact name | contact person | onomateponymo | onoma | client | customer
name = ypefthynos epikoinonias | ypeythynos epikoinonias | onoma kai epitheto | pelatis | epafi
first = first name | firstname | first | given name | given | forename | mikro onoma
last = last name | lastname | last | family name | surname | eponymo | epitheto
company = eponymia
middle = middle name | additional name | middle
prefix = salut | salutation | salutation name | name prefix | prefix | honorific | courtesy title | prosfonisi
suffix = name suffix | suffix
nickname = nickname | short name
title = title | job title | jobtitle | position | organization title | role | thesi | idiotita | occupation
title = profession | epangelma
department = department | organization department | tmima
birthday = birthday | birth date | birthdate | date of birth | dob | im gennisis | imerominia gennisis
birthday = genethlia | gennisi
anniversary = anniversary | epeteios
spouse = spouse | syzygos | husband | wife
children = children | paidia | tekna
hobbies = hobby | hobbies
referred_by = referred by | sistasi apo
assistant = assistant | assistants name | assistant name | asst name | assistant s name
assistant_phone = assistant phone | asst phone | assistants phone | assistant s phone
manager = manager s name | managers name
reports_to = reports to | reports to id
opted_out = unsubscribed from all email | has opted out of email | email opt out | unsubscribed | opt out | opted out
marketing_status = marketing status
subscribed = newsletter | enimerotiko | subscribed | mailing list
do_not_call = do not call | donotcall
bounced = email bounced reason | email bounced date
value = balance | value | axia ergon | axia | poso | poso prosforas | ypoloipo | revenue | tziros
since = since | pelatis apo | customer since | client since
on = date | imerominia | last visit | imnia
last_reach = last reach
status = lifecyclestage | hs lead status | status | katastasi | id status | lead status | lifecycle stage
contact_type = contact type
linkedin = linkedin | linkedin url
connected_on = connected on
language = language | glossa
other_contact = 2nd contact | 3rd contact
other_phone = 2nd phone | 3rd phone | alt phone ext | asst ext
display_name = e mail display name
email_type = e mail type
`;

const COMPANY = `
name = name | company name | account name | eponymia | company | eteria | etaireia | organization
source_id = kod
vat = vat | vat number | vat no | ar fpa | afm | a f m | tax id
industry = industry | klados | sector | drastiriotita
employees = number of employees | employees | prosopiko
revenue = annual revenue | revenue | kyklos ergasion | turnover
parent_id = parent id | parent company ids | parent account id
status = type | status
`;

const DEAL = `
title = deal name | title | name | deal title | opportunity name | titlos | prosfora | subject
amount = amount | value | deal value | poso | axia | deal amount
person = contact person | contact name | contact | person | epafi | pelatis | ypefthynos epikoinonias
person_id = contact person id | associated contact ids | contact id
company_id = account id | organization id | associated company ids primary
stage = stage | deal stage | stage name | stadio | stage pipeline
pipeline = pipeline
probability = probability | pithanotita
status = status | katastasi
is_closed = is closed
is_won = is won
closes_on = close date | expected close date | closing date | imerominia | imnia | im nia | date | expected closure date
closed_on = deal closed on
won_on = won time
lost_on = lost time
lost_reason = closed lost reason | lost reason | logos apoleias
expected_close = expected close
currency = currency of value
next_step = next step
`;

const INTERACTION = `
on = date | imerominia | pote | imnia | im nia | on | when | day | add time | activity date | due date
time = time | ora | at | due time
kind = kind | type | eidos | ti | tropos | activity type | call type
with = with | me poion | pelatis | client | contact | contact person | person | name | customer | epafi | onoma
company = eteria | etaireia | etairia | company | organization | firm
text = content | body | keimeno
subject = subject | thema | topic | regarding
minutes = minutes | lepta | diarkeia | duration
by = by | apo | poios | user | who | assigned to user | creator | author
result = result | results | apotelesma | outcome
note = notes | note | comment | scholio | scholia | simeioseis | paratiriseis
deal_id = deal id
person_id = who id | contact id
what_id = what id
deal = deal title | deal
done = done | status
`;

type Dictionary = Map<string, Target>;

const DICTIONARIES = new Map<TableObject, Dictionary>([
  ['person', dictionary(SHARED + CONTACT + PERSON)],
  ['company', dictionary(SHARED.replace(/^company =.*$/gm, '') + CONTACT + COMPANY)],
  ['deal', dictionary(SHARED + DEAL)],
  ['interaction', dictionary(SHARED + INTERACTION)],
  ['task', dictionary(SHARED + INTERACTION)],
]);

/** Later lines win, so that an object's own meaning of a header goes before the shared one. */
function dictionary(lines: string): Dictionary {
  const found: Dictionary = new Map();
  for (const line of lines.split('\n')) {
    const [name = '', headers = ''] = line.split(' = ');
    const [field = '', label] = name.trim().split(':');
    if (field === '') continue;
    for (const header of headers.split('|'))
      found.set(fold(header), label === undefined ? { field } : { field, label });
  }
  return found;
}

function find(object: TableObject, key: string): Target | null {
  const known = DICTIONARIES.get(object);
  return known?.get(key) ?? known?.get(key.replace(/(?: se)? (?:eur|euro|e|usd)$/, '')) ?? null;
}

const PARTS = /^(e ?mail|phone|address|website|relation|event|custom field|organization) (\d+) (.+)$/;
const SAME: Record<string, string> = { 'custom field': 'custom', 'e mail': 'email', email: 'email' };

/** `E-mail 2 - Value`, `Phone 1 - Label`, `Address 1 - City`, and `Phone 2` or `Home Phone 2` behind their first. */
function numbered(object: TableObject, key: string): Target | null {
  const parts = PARTS.exec(key);
  if (parts !== null) {
    const [, kind = '', slot = '', part = ''] = parts;
    return { field: `${SAME[kind] ?? kind}.${part.replaceAll(' ', '_')}`, slot: Number(slot) };
  }
  const repeated = /^(.+) (\d)( .+)?$/.exec(key);
  if (repeated === null || repeated[1] === 'user') return null;
  const target = find(object, `${repeated[1]}${repeated[3] ?? ''}`);
  return target === null ? null : { ...target, slot: Number(repeated[2]) };
}
