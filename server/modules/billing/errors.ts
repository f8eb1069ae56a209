import type { ErrorTable } from '#shared/failure';

export const billingErrors: ErrorTable = {
  'document.empty': {
    status: 409,
    title: 'There is nothing on this document.',
    help: 'Add a line with a price.',
  },
  'quote.expired': {
    status: 409,
    title: 'The last day of this quote has passed.',
    help: 'Choose a later day until which it is valid.',
  },
  'quote.needs_approval': {
    status: 409,
    title: 'The discount is larger than you may give.',
    help: 'Ask for approval; an administrator then lets it go or not.',
  },
  'quote.not_so_far': {
    status: 409,
    title: 'This quote is not at that point.',
    help: 'Read it again: somebody moved it on.',
  },
  'document.not_a_draft': {
    status: 409,
    title: 'Only a draft can be changed.',
    help: 'Make a new version and change that.',
  },
  'document.too_large': {
    status: 422,
    title: 'This comes to more than a document can hold.',
    help: 'Look at the quantities and prices.',
  },
  'invoice.issued': {
    status: 409,
    title: 'An issued invoice is not changed.',
    help: 'Credit it and write another one.',
  },
  'invoice.more_than_left': {
    status: 409,
    title: 'This is more than is left.',
    help: 'Look at what was invoiced, credited or paid already.',
  },
  'invoice.not_ready': {
    status: 409,
    title: 'This invoice cannot be issued yet.',
    help: 'It needs a firm that sells, a customer, and a total that is not below zero.',
  },
  'invoice.not_so_far': {
    status: 409,
    title: 'This invoice is not at that point.',
    help: 'Read it again: somebody moved it on.',
  },
  'payment.wrong_amount': {
    status: 409,
    title: 'This payment does not go with what it pays.',
    help: 'Look at its amount, its currency and the invoices; money is paid back of credit notes or of one payment.',
  },
  'payment.needs_approval': {
    status: 403,
    title: 'This is more than you may pay back.',
    help: 'Ask an administrator to enter it.',
  },
  'payment.reversed': {
    status: 409,
    title: 'This payment was reversed.',
    help: 'Enter it anew.',
  },
  'payment.paid_back': {
    status: 409,
    title: 'Some of this payment was paid back.',
    help: 'Reverse what was paid back first.',
  },
  'bank_statement.unreadable': {
    status: 422,
    title: 'This statement cannot be read.',
    help: 'Give CAMT.053 XML, or CSV with a row of headers that names a date and an amount.',
  },
  'bank_statement.known': {
    status: 409,
    title: 'There is nothing new on this statement.',
    help: 'Its lines are there already.',
  },
  'bank_line.settled': {
    status: 409,
    title: 'This line was dealt with already.',
    help: 'Read it again: somebody applied or ignored it.',
  },
  'bank_line.nothing_proposed': {
    status: 409,
    title: 'No invoice is proposed for this line.',
    help: 'Name the invoices that it pays, or none to keep it to the credit of the customer.',
  },
  'invoice.not_complete': {
    status: 409,
    title: 'An e-invoice cannot be made of this.',
    help: 'Fill in what is missing before you issue it; credit this one and write another.',
  },
};
