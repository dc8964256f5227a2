/** What limits each ratio, as profiles of these very runs said. To be looked at again when a ratio moves. */
export const limits = {
  submitToBareBot:
    'One thread does everything. In a turn that is spared a collection of the old generation a submit takes 0.9 to 1.0 ms, of ' +
    'which the SDK, the signature and HTTP are four tenths, as in the bare bot; of the rest the file (reads, insert, waiting ' +
    'for the disk) takes a quarter, words and conduct a sixth, the activity and the form a sixth, cards a tenth. A turn into ' +
    'which a collection falls, two of twelve in a traced run, takes half as long again: its marking shares both cores with ' +
    'the answers. What is alive when young objects are collected grows old at once, 1 to 2 MB each time, so the old one ' +
    'grows with all that is allocated: 0.4 MB a submit, and 1 to 2 MB for matching and telling of it afterwards.',
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
