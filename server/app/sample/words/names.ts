const read = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .map((entry) => entry.split('|') as [string, string]);

/** Given names of men: Greek and Latin. */
export const men = read(`
Ανδρέας|Andreas Γιώργος|Giorgos Κώστας|Costas Νίκος|Nikos Μιχάλης|Michalis Χρίστος|Christos Παναγιώτης|Panayiotis
Πέτρος|Petros Μάριος|Marios Στέλιος|Stelios Γιάννης|Yiannis Δημήτρης|Demetris Σάββας|Savvas Χαράλαμπος|Charalambos
Κυριάκος|Kyriakos Αντώνης|Antonis Λουκάς|Loukas Θεόδωρος|Theodoros Αλέξης|Alexis Σωτήρης|Sotiris Βασίλης|Vasilis
Παύλος|Pavlos Στέφανος|Stephanos Ευαγόρας|Evagoras Λοΐζος|Loizos Νεόφυτος|Neophytos Χριστόδουλος|Christodoulos
Ιάκωβος|Iacovos Φίλιππος|Philippos Κωνσταντίνος|Constantinos Σταύρος|Stavros Ηλίας|Elias Σπύρος|Spyros`);

/** Given names of women: Greek and Latin. */
export const women = read(`
Μαρία|Maria Ελένη|Eleni Άννα|Anna Κατερίνα|Katerina Χριστίνα|Christina Ανδρούλα|Androulla Δέσποινα|Despina
Γεωργία|Georgia Σοφία|Sophia Ειρήνη|Irini Στέλλα|Stella Νίκη|Niki Θεοδώρα|Theodora Παναγιώτα|Panayiota Μαρίνα|Marina
Άντρη|Andri Χρύσω|Chryso Ευγενία|Evgenia Σκεύη|Skevi Λουκία|Loukia Ραφαέλα|Raphaela Αθηνά|Athina Νατάσα|Natasa
Φωτεινή|Fotini Κωνσταντίνα|Constantina Μυριάνθη|Myrianthi Ξένια|Xenia Ιωάννα|Ioanna Στυλιανή|Styliani Δώρα|Dora`);

/** Family names: of a man and of a woman in Greek, then in Latin. */
export const families = `
Γεωργίου|Γεωργίου|Georgiou|Georgiou Ιωάννου|Ιωάννου|Ioannou|Ioannou
Χριστοδούλου|Χριστοδούλου|Christodoulou|Christodoulou Παπαδόπουλος|Παπαδοπούλου|Papadopoulos|Papadopoulou
Κωνσταντίνου|Κωνσταντίνου|Constantinou|Constantinou Νικολάου|Νικολάου|Nicolaou|Nicolaou
Χαραλάμπους|Χαραλάμπους|Charalambous|Charalambous Δημητρίου|Δημητρίου|Demetriou|Demetriou
Ανδρέου|Ανδρέου|Andreou|Andreou Κυριάκου|Κυριάκου|Kyriakou|Kyriakou Σάββα|Σάββα|Savva|Savva
Λοΐζου|Λοΐζου|Loizou|Loizou Χατζηγεωργίου|Χατζηγεωργίου|Hadjigeorgiou|Hadjigeorgiou
Παναγιώτου|Παναγιώτου|Panayiotou|Panayiotou Στυλιανού|Στυλιανού|Stylianou|Stylianou
Αντωνίου|Αντωνίου|Antoniou|Antoniou Μιχαηλίδης|Μιχαηλίδου|Michaelides|Michaelidou
Θεοχάρους|Θεοχάρους|Theocharous|Theocharous Ευαγγέλου|Ευαγγέλου|Evangelou|Evangelou
Πέτρου|Πέτρου|Petrou|Petrou Χατζηιωάννου|Χατζηιωάννου|Hadjiioannou|Hadjiioannou
Ζαχαρίου|Ζαχαρίου|Zachariou|Zachariou Μιλτιάδους|Μιλτιάδους|Miltiadous|Miltiadous
Παρασκευά|Παρασκευά|Paraskeva|Paraskeva Ηλιάδης|Ηλιάδου|Eliades|Eliadou Κληρίδης|Κληρίδου|Clerides|Cleridou
Σταύρου|Σταύρου|Stavrou|Stavrou Φιλίππου|Φιλίππου|Philippou|Philippou Νεοφύτου|Νεοφύτου|Neophytou|Neophytou
Χριστοφόρου|Χριστοφόρου|Christoforou|Christoforou Αριστείδου|Αριστείδου|Aristidou|Aristidou
Τσιάρτας|Τσιάρτα|Tsiartas|Tsiarta Κουλουμπρής|Κουλουμπρή|Kouloumbris|Kouloumbri
Πιερίδης|Πιερίδου|Pierides|Pieridou Ιακώβου|Ιακώβου|Iacovou|Iacovou
Μαυρομμάτης|Μαυρομμάτη|Mavrommatis|Mavrommati Οικονομίδης|Οικονομίδου|Economides|Economidou
Βασιλείου|Βασιλείου|Vassiliou|Vassiliou
`
  .trim()
  .split(/\s+/)
  .map((entry) => entry.split('|') as [string, string, string, string]);

/** People who came from elsewhere: given and family name. */
export const foreigners = read(`
James|Whitfield Olga|Petrova Daniel|Haddad Sarah|Thornton Elias|Khoury Natalia|Sokolova Thomas|Bergmann Laura|Conti
Rajesh|Menon Hannah|Lindqvist Oliver|Hargreaves Nadia|Saab Piotr|Zielinski Claire|Dubois Marek|Novak Emma|Kavanagh
Yusuf|Rahman Sofia|Almeida Igor|Melnik Rachel|Stein Dmitri|Orlov Katherine|Marsh Antoine|Gemayel Julia|Wagner`);

/** Positions: English and Greek. */
export const positions: readonly (readonly [string, string])[] = [
  ['Managing Director', 'Διευθύνων Σύμβουλος'],
  ['Chief Financial Officer', 'Οικονομικός Διευθυντής'],
  ['Finance Manager', 'Υπεύθυνος Οικονομικών'],
  ['HR Manager', 'Διευθυντής Ανθρώπινου Δυναμικού'],
  ['Operations Manager', 'Διευθυντής Λειτουργιών'],
  ['Head of IT', 'Υπεύθυνος Πληροφορικής'],
  ['Compliance Officer', 'Λειτουργός Συμμόρφωσης'],
  ['Marketing Manager', 'Διευθυντής Μάρκετινγκ'],
  ['Partner', 'Συνέταιρος'],
  ['Office Manager', 'Διευθυντής Γραφείου'],
  ['Chief Accountant', 'Αρχιλογιστής'],
  ['Internal Auditor', 'Εσωτερικός Ελεγκτής'],
  ['General Manager', 'Γενικός Διευθυντής'],
  ['Project Manager', 'Υπεύθυνος Έργου'],
  ['Procurement Officer', 'Λειτουργός Προμηθειών'],
  ['Board Secretary', 'Γραμματέας Διοικητικού Συμβουλίου'],
];
