/**
 * Given names with their short, English and older forms, one name a line: forms of one line may name one person.
 * Only forms that in Greece and Cyprus usually stand for that one name; written from general knowledge.
 */
export const GIVEN_NAMES = `
Γεώργιος Γιώργος Γιωργής Γιωργάκης George
Γεωργία Γιωργούλα Georgina
Ιωάννης Γιάννης Γιάννος Γιαννάκης John Yannis
Ιωάννα Γιαννούλα Joanna Johanna
Κωνσταντίνος Κώστας Κωστής Κωστάκης Ντίνος Constantine Kostantinos
Κωνσταντίνα Ντίνα Κωνστάντια Costantina
Δημήτριος Δημήτρης Δημητράκης Μήτσος Demetrius Jimmy
Δήμητρα Demetra
Νικόλαος Νίκος Νικόλας Νικολάκης Nicholas
Χαράλαμπος Χάρης Πάμπος Μπάμπης Χαραλάμπης Χάμπης Harris Bambos
Παναγιώτης Πανίκος Πάνος Παναγής
Παναγιώτα Γιώτα
Ευάγγελος Βαγγέλης Evan
Ευαγγελία Λίτσα Βαγγελιώ
Αθανάσιος Θανάσης Νάσος Σάκης
Αθηνά Athena
Βασίλειος Βασίλης Βασιλάκης Basil William
Βασιλική Βάσω Βίκυ Vicky Vasso
Μιχαήλ Μιχάλης Μιχαλάκης Michael Mike
Ελένη Έλενα Λένια Λενιώ Helen Helena Ελένια
Αικατερίνη Κατερίνα Καίτη Κατίνα Catherine Katherine Ekaterini
Ανδρέας Αντρέας Άντρος Αντρίκος Andrew
Ανδρούλα Αντρούλα Ανδριάνα
Αντώνιος Αντώνης Αντωνάκης Anthony Tony
Χρήστος Χρίστος Χριστάκης Chris
Χριστίνα Christine
Παύλος Παυλάκης Paul
Πέτρος Πετράκης Peter
Στέφανος Στεφανής Stephen Steven
Κυριάκος Κούλλης Κυριακής
Κυριακή Κούλα Κυριακούλα
Σωτήριος Σωτήρης Σωτηράκης
Σωτηρούλα Σωτηρία
Μαρία Μαίρη Μαρίτσα Μαρούλα Mary
Άννα Αννίτα Αννούλα Anne Ann
Θεοδώρα Δώρα Dora
Θεόδωρος Θόδωρος Δώρος Θοδωρής Theodore
Αλέξανδρος Αλέξης Αλέκος Alexander Alex
Αλεξάνδρα Αλέκα Sandra
Μαργαρίτα Ρίτα Margaret
Ελευθέριος Λευτέρης Eleftherios
Ευστάθιος Στάθης Στάθιος
Ευθύμιος Θύμιος
Ευριπίδης Ρίπης
Εμμανουήλ Μανώλης Μάνος Emmanuel
Σταύρος Σταυράκης
Σταυρούλα Ρούλα
Σπυρίδων Σπύρος Σπυράκης
Στυλιανός Στέλιος Stelios
Στυλιανή Στέλλα Stella
Γρηγόριος Γρηγόρης Gregory
Ηλίας Elias
Ιάκωβος Jacob James
Λουκάς Λουκής Luke
Ματθαίος Matthew
Μάρκος Mark
Αναστάσιος Τάσος Αναστάσης
Αναστασία Τασούλα
Πολύκαρπος Πόλυς
Πρόδρομος Πρόδρος
Ξένια Πολυξένη Xenia
Παρασκευή Εύη Βούλα
Παρασκευάς Πάρης
Φώτιος Φώτης
Φίλιππος Phillip Philip
Θωμάς Thomas Tom
Ιωσήφ Joseph Σήφης
Λεωνίδας Leon
Χρυστάλλα Κρυστάλλα Crystalla
Χρυσόστομος Chrysostomos
Σάββας Savvas
Σοφία Sophie
Σωκράτης Socrates
Αγαθοκλής Αγάθος
Ειρήνη Ρένα Irene
Ζωή Zoe
Νίκη Νικολέττα
Μάριος Marius
Άντρη Αντριανή Andri
Αριστείδης Άριστος Aristides
Ευγένιος Eugene
Ευγενία
Έφη
Ευαγόρας
Αβραάμ Abraham
Αδάμος Adam
Ζαχαρίας Zachary
Ραφαέλα
Ραφαήλ Raphael
Ρένος
Σίμος
Τεύκρος
Όμηρος Homer
Πλάτωνας Plato
Σόλωνας Solon
Αχιλλέας Achilles
Οδυσσέας Odysseus
Περικλής Pericles
Θεμιστοκλής
Ηρακλής Hercules
Νεόφυτος
Κλεάνθης
Ευριδίκη
Φανή
Φωτεινή
Δέσποινα
Γαβριέλλα Gabriella
Νεκτάριος
Νεκταρία
Χλόη Chloe
Ιφιγένεια
Μυριάνθη
Μυρούλα
Πηνελόπη Penelope
Χριστιάνα
Χριστόδουλος
Χριστόφορος Christopher
Τερέζα Theresa
Ρίκκος
Τάκης
Λουκία Lucy
`;
