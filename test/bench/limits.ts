/** What limits each ratio, as profiles of these very runs said. To be looked at again when a ratio moves. */
export const limits = {
  submitToBareBot:
    'One thread does everything. Four tenths of the time of a submit are what the bare bot needs as well (HTTP, the SDK, ' +
    'verifying the signature); of the rest the words and conduct take a third, writing the record and waiting for the disk ' +
    'a fifth, reading the activity and the form a fifth, the receipt card a tenth. With few presses at once it is lower: ' +
    'the delivery (matching, fifty sends a second) shares the thread and gives way to an answer for a quarter of a second.',
  matchedToBare:
    'Matching a record, settling its alert and writing down what is owed is a chain of about fifteen reads and five writes ' +
    'after the answer, one record at a time; several times the work of the answer, and no part of it.',
  manyToFewRecords:
    'Nothing on the way of an answer reads more with more records: a point read of two documents and one insert into indexes ' +
    'that the queries use. What differs is the collection of garbage in a heap that holds the index of persons.',
  matchedManyToFew: 'Ranking against 100,000 records compares up to 120 persons instead of a few.',
  wireRequestsPerSubmit:
    'The person (whose role is decided from our register at the click), the contact that may belong to the form, and the ' +
    'record itself. Numbers of the delivery depend on how many channels and earlier records a report concerns.',
  lastToFirstRegisterPage:
    'Every page is a seek in an index and 50 documents; reading those, and checking the answer against its schema, is the time.',
  readySeconds:
    'Half is loading modules and stripping their types, a third parsing the card templates, the rest checking the word lists. ' +
    'The index of persons is read afterwards; no report waits for it.',
  tabKb: 'React and Fluent UI are nearly all of it.',
};
