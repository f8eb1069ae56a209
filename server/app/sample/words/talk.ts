/** One thing said or done: kind and direction, then subject and text in both languages. `{s}` is the service, `{n}`
 * the given name, `{a}` the amount, `{d}` a day of the month. */
export interface Line {
  kind: 'call' | 'meeting' | 'mail' | 'letter' | 'note' | 'task' | 'chat';
  way: 'in' | 'out' | null;
  en: readonly [string, string];
  el: readonly [string, string];
}

const line = (what: string, en: readonly [string, string], el: readonly [string, string]): Line => {
  const [kind, way] = what.split(' ');
  return { kind: kind as Line['kind'], way: (way as 'in' | 'out' | undefined) ?? null, en, el };
};

/** How an enquiry begins, up to the proposal. */
export const enquiry: readonly Line[] = [
  line(
    'call in',
    ['{s}: first enquiry', 'Asked what we charge and how long it takes. Their board meets on the {d}th.'],
    ['{s}: πρώτη επαφή', 'Ρώτησε για κόστος και χρόνο. Το διοικητικό συμβούλιο συνεδριάζει στις {d} του μήνα.'],
  ),
  line(
    'mail out',
    ['{s}: what we would need', 'Dear {n}, thank you for your call. Attached is the list of what we need to start.'],
    ['{s}: τι θα χρειαστούμε', 'Αγαπητέ/ή {n}, ευχαριστώ για το τηλεφώνημα. Επισυνάπτω τι χρειαζόμαστε για αρχή.'],
  ),
  line(
    'meeting',
    ['{s}: getting to know the firm', 'Two sites, one set of books. The real problem is reporting at month end.'],
    ['{s}: γνωριμία με την εταιρεία', 'Δύο κτίρια, ένα λογιστήριο. Το πραγματικό πρόβλημα είναι το κλείσιμο του μήνα.'],
  ),
  line(
    'mail out',
    ['Proposal: {s}', 'Dear {n}, please find our proposal for {a}. It holds for thirty days.'],
    ['Προσφορά: {s}', 'Αγαπητέ/ή {n}, επισυνάπτεται η προσφορά μας ύψους {a}. Ισχύει για τριάντα ημέρες.'],
  ),
  line(
    'call out',
    ['{s}: any questions on the proposal?', 'Wants the second phase priced apart. Decision after the {d}th.'],
    ['{s}: απορίες για την προσφορά', 'Θέλει χωριστή τιμή για τη δεύτερη φάση. Απόφαση μετά τις {d}.'],
  ),
];

/** What follows when they say yes. */
export const accepted: readonly Line[] = [
  line(
    'mail in',
    ['Re: Proposal: {s}', 'We are happy to go ahead. Please send the engagement letter for signature.'],
    ['Απ: Προσφορά: {s}', 'Με χαρά προχωρούμε. Στείλτε μας την επιστολή ανάθεσης για υπογραφή.'],
  ),
  line(
    'letter out',
    ['Engagement letter: {s}', 'Two signed copies sent by courier.'],
    ['Επιστολή ανάθεσης: {s}', 'Δύο υπογεγραμμένα αντίγραφα με ταχυμεταφορά.'],
  ),
  line(
    'task',
    ['Set up the project folder: {s}', 'Folder, team, first invoice.'],
    ['Άνοιγμα φακέλου έργου: {s}', 'Φάκελος, ομάδα, πρώτο τιμολόγιο.'],
  ),
  line(
    'meeting',
    ['{s}: kick-off', 'Team introduced, milestones agreed. Their contact for data is the accounts department.'],
    ['{s}: εναρκτήρια συνάντηση', 'Γνωριμία ομάδας, συμφωνία για τα ορόσημα. Στοιχεία από το λογιστήριο.'],
  ),
];

/** While the work goes on, in any order. */
export const work: readonly Line[] = [
  line(
    'call out',
    ['{s}: missing figures', 'Still waiting for the stock lists. Promised by the {d}th.'],
    ['{s}: στοιχεία που λείπουν', 'Περιμένουμε ακόμη τις καταστάσεις αποθεμάτων. Τις υποσχέθηκε για τις {d}.'],
  ),
  line(
    'mail out',
    ['{s}: draft for your comments', 'Dear {n}, the draft is attached. We marked three places where we need you.'],
    ['{s}: προσχέδιο για σχόλια', 'Αγαπητέ/ή {n}, επισυνάπτεται το προσχέδιο. Σημειώσαμε τρία σημεία για εσάς.'],
  ),
  line(
    'mail in',
    ['Re: {s}: draft for your comments', 'Thank you. Page 12 needs the new figures, otherwise we agree.'],
    ['Απ: {s}: προσχέδιο για σχόλια', 'Ευχαριστούμε. Η σελίδα 12 θέλει τα νέα στοιχεία, κατά τα άλλα συμφωνούμε.'],
  ),
  line(
    'meeting',
    ['{s}: progress', 'On time. One risk: the person who knows the old system leaves in the spring.'],
    ['{s}: πρόοδος', 'Εντός χρόνου. Ένας κίνδυνος: όποιος ξέρει το παλιό σύστημα φεύγει την άνοιξη.'],
  ),
  line(
    'chat in',
    ['Are we still on for tomorrow?', 'Running fifteen minutes late, parking is a nightmare.'],
    ['Ισχύει για αύριο;', 'Θα αργήσω ένα τέταρτο, το παρκάρισμα είναι εφιάλτης.'],
  ),
  line(
    'chat out',
    ['Sent you the link', 'It opens on the phone too. Tell me if it asks for a password.'],
    ['Σου έστειλα τον σύνδεσμο', 'Ανοίγει και στο κινητό. Πες μου αν ζητήσει κωδικό.'],
  ),
  line(
    'call in',
    ['{s}: question from their auditors', 'Explained the method; will send the two pages that say so.'],
    ['{s}: ερώτηση των ελεγκτών τους', 'Εξήγησα τη μέθοδο· θα στείλω τις δύο σχετικές σελίδες.'],
  ),
  line(
    'note',
    ['Decisions are made by the father', 'He is retired on paper. Nothing is signed before Sunday lunch.'],
    ['Αποφασίζει ο πατέρας', 'Τυπικά συνταξιούχος. Τίποτα δεν υπογράφεται πριν το κυριακάτικο τραπέζι.'],
  ),
  line(
    'note',
    ['Prefers to be called before ten', 'After that the meetings begin. Never on the fifteenth (VAT).'],
    ['Προτιμά τηλέφωνο πριν τις δέκα', 'Μετά αρχίζουν οι συναντήσεις. Ποτέ στις δεκαπέντε (ΦΠΑ).'],
  ),
  line(
    'task',
    ['Send the two pages on method', 'Promised on the phone.'],
    ['Αποστολή σελίδων για τη μέθοδο', 'Το υποσχέθηκα στο τηλέφωνο.'],
  ),
  line(
    'mail out',
    ['{s}: minutes of our meeting', 'Dear {n}, here is what we agreed and who does what by when.'],
    ['{s}: πρακτικά συνάντησης', 'Αγαπητέ/ή {n}, εδώ τι συμφωνήσαμε και ποιος κάνει τι ως πότε.'],
  ),
  line(
    'call out',
    ['{s}: date of the presentation', 'The board room is free on the {d}th. Coffee for eight.'],
    ['{s}: ημερομηνία παρουσίασης', 'Η αίθουσα συνεδριάσεων είναι ελεύθερη στις {d}. Καφές για οκτώ.'],
  ),
  line(
    'task',
    ['Book the board room', 'And the projector that works.'],
    ['Κράτηση αίθουσας συνεδριάσεων', 'Και τον προβολέα που δουλεύει.'],
  ),
];

/** How a piece of work ends. */
export const delivery: readonly Line[] = [
  line(
    'meeting',
    ['{s}: final presentation', 'Well received. The chairman asked for the same for their sister company.'],
    ['{s}: τελική παρουσίαση', 'Πολύ καλή υποδοχή. Ο πρόεδρος ζήτησε το ίδιο για την αδελφή εταιρεία.'],
  ),
  line(
    'mail out',
    ['Invoice: {s}', 'Dear {n}, our invoice for {a} is attached, payable within thirty days.'],
    ['Τιμολόγιο: {s}', 'Αγαπητέ/ή {n}, επισυνάπτεται το τιμολόγιό μας, {a}, πληρωτέο σε τριάντα ημέρες.'],
  ),
  line(
    'call out',
    ['Invoice for {s}: when?', 'It waits for one signature. Paid with the next run.'],
    ['Τιμολόγιο για {s}: πότε;', 'Περιμένει μία υπογραφή. Θα πληρωθεί με την επόμενη παρτίδα.'],
  ),
  line(
    'mail in',
    ['Thank you', 'The report was read by everybody, which never happens here. Thank the team from us.'],
    ['Ευχαριστούμε', 'Την έκθεση τη διάβασαν όλοι, κάτι σπάνιο εδώ. Ευχαριστίες στην ομάδα.'],
  ),
];

/** How an enquiry ends that came to nothing, with the reason. */
export const refusals: readonly { line: Line; reason: readonly [string, string] }[] = [
  {
    line: line(
      'mail in',
      ['Re: Proposal: {s}', 'Thank you for the effort. We chose a cheaper offer this time.'],
      ['Απ: Προσφορά: {s}', 'Ευχαριστούμε για τον κόπο. Αυτή τη φορά επιλέξαμε φθηνότερη προσφορά.'],
    ),
    reason: ['Price', 'Τιμή'],
  },
  {
    line: line(
      'call in',
      ['{s}: not this year', 'The budget went to the new building. Ask again in the spring.'],
      ['{s}: όχι φέτος', 'Ο προϋπολογισμός πήγε στο νέο κτίριο. Να ξαναρωτήσουμε την άνοιξη.'],
    ),
    reason: ['Budget', 'Προϋπολογισμός'],
  },
  {
    line: line(
      'mail in',
      ['{s}: we will do it ourselves', 'A new colleague has done this before, so we will try alone.'],
      ['{s}: θα το κάνουμε μόνοι μας', 'Νέος συνάδελφος το έχει ξανακάνει, οπότε θα δοκιμάσουμε μόνοι.'],
    ),
    reason: ['Done in-house', 'Εσωτερικά'],
  },
];

/** A word in between, without business. */
export const courtesies: readonly Line[] = [
  line(
    'call out',
    ['Just to say hello', 'All well. The son starts his military service in July.'],
    ['Μια καλημέρα', 'Όλα καλά. Ο γιος πάει στρατό τον Ιούλιο.'],
  ),
  line(
    'chat out',
    ['Many happy returns', 'Thank you. Come by for a drink when you are in town.'],
    ['Χρόνια πολλά', 'Ευχαριστώ. Πέρνα για ένα ποτό όταν είσαι στην πόλη.'],
  ),
  line(
    'meeting',
    ['Lunch by the old port', 'Talked about everything but work. Thinks of opening an office in Athens.'],
    ['Γεύμα στο παλιό λιμάνι', 'Μιλήσαμε για όλα εκτός από δουλειά. Σκέφτεται γραφείο στην Αθήνα.'],
  ),
  line(
    'mail in',
    ['Do you know a good tax lawyer?', 'Asked for a name; we gave two.'],
    ['Ξέρετε καλό φοροτεχνικό;', 'Ζήτησε ένα όνομα· δώσαμε δύο.'],
  ),
  line(
    'letter out',
    ['Season’s greetings', 'Card with the donation to the children’s hospital.'],
    ['Ευχές για τις γιορτές', 'Κάρτα με τη δωρεά στο νοσοκομείο παίδων.'],
  ),
];

/** Things one knows of people. */
export const facts: readonly (readonly [string, string])[] = [
  ['Peanut allergy', 'Αλλεργία στα φιστίκια'],
  ['Daughter starts university in May', 'Η κόρη αρχίζει πανεπιστήμιο τον Μάιο'],
  ['Runs the Limassol marathon every year', 'Τρέχει κάθε χρόνο στον μαραθώνιο Λεμεσού'],
  ['Supports APOEL', 'Είναι ΑΠΟΕΛ'],
  ['Supports Omonia', 'Είναι Ομόνοια'],
  ['Vegetarian', 'Χορτοφάγος'],
  ['Keeps bees in Pitsilia', 'Έχει μελίσσια στην Πιτσιλιά'],
  ['Plays tavli on Fridays', 'Παίζει τάβλι κάθε Παρασκευή'],
  ['Sails from the marina at week-ends', 'Τα Σαββατοκύριακα ιστιοπλοΐα από τη μαρίνα'],
  ['Studied in Leeds', 'Σπούδασε στο Λιντς'],
  ['Drinks coffee without sugar', 'Πίνει τον καφέ σκέτο'],
  ['Twins, born in 2019', 'Δίδυμα, γεννημένα το 2019'],
  ['Prefers Viber to e-mail', 'Προτιμά Viber από e-mail'],
  ['Does not fly; meetings only in Cyprus or online', 'Δεν ταξιδεύει με αεροπλάνο'],
  ['Collects old maps of the Levant', 'Συλλέγει παλιούς χάρτες της Ανατολής'],
];

/** How an acquaintance began. */
export const meetings: readonly (readonly [string, string])[] = [
  ['At the shipping conference in Limassol', 'Στο ναυτιλιακό συνέδριο στη Λεμεσό'],
  ['Recommended by an auditor', 'Μας σύστησε ελεγκτής'],
  ['Came through the website', 'Ήρθε από την ιστοσελίδα'],
  ['Chamber of commerce breakfast', 'Πρόγευμα του εμπορικού επιμελητηρίου'],
  ['Studied together', 'Συμφοιτητές'],
];
