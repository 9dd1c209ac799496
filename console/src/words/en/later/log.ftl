log-about = The office’s record, as its parties and others watch it: nothing that was entered can be changed or left out without their noticing.
log-contests = This stands against the log
log-contests-about = Rely on receipts that were witnessed before, and on what your party keeps itself. Talk with the other parties by another way than this office.
log-found-split-means = Of the same number of entries it has signed two different logs. No honest office can do that: different parties were shown different pasts.
log-found-rewritten-means = The longer log does not begin with the shorter one that was signed before. No honest office can do that.
log-found-shortened-means = An older copy may have been put back, or may have answered. This alone convicts nobody; ask the office’s operator.
log-found-other-means = This page does not know the word for it. Ask the office’s operator, and look at the evidence.
log-found-by = Found by
log-evidence = Download the evidence
log-evidence-about = The file convinces by the log’s own signatures. Anybody who knows the log’s key can check it with “tansiq log check”, without the office.
log-keys-strange-about = The office’s log is signed with these keys now, and no key that is believed vouches for them. Our centre does not cosign what only they sign. Ask the office’s operator by another way than this office.
log-newest = How far the log has come
log-newest-about = { $quorum ->
    [0] The office asks for no witness: final is whatever it has signed.
    [one] A state of the log is final when { $quorum } witness outside the office’s hands has cosigned it.
   *[other] A state of the log is final when { $quorum } witnesses outside the office’s hands have cosigned it.
}
log-name = Name of the log
log-size = Entries
log-put-up = Put up for the witnesses
log-final = Newest final state
log-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
log-independent = { $count ->
    [one] { $count } of { $quorum } witnesses that count
   *[other] { $count } of { $quorum } witnesses that count
}
log-nothing-yet = Nothing yet
log-not-final = None yet: nobody outside has seen it
log-witnesses = Witnesses
log-witnesses-about = Each cosigns only what goes on from all that it has seen before. A centre that the office hosts is in the office’s hands: it is shown, and does not count.
log-witnesses-none = Nobody has witnessed the log yet.
log-witness-own = own centre
log-witness-hosted = hosted: does not count
log-witness-outside = outside
log-cosigned-last = { $count ->
    [one] Last cosigned { $count } entry
   *[other] Last cosigned { $count } entries
}
log-cosigned-never = Has not cosigned yet
log-standing-unreachable = does not answer
log-standing-address-refused = at an address to which the office does not go
log-standing-unknown-log = does not know this log
log-standing-key-unknown = knows the log by another key
log-standing-not-consistent = says that the log does not go on from what it had seen
log-standing-seen-longer = has seen a longer log than there is now
log-standing-seen-other = has seen another log of the same length
log-standing-wrong-answer = gives no cosignature by its key
log-keys = Keys of the log
log-keys-about = Compare them with what the office’s operator gave you by another way. With them anybody can check receipts.
log-key-signs = signs since
log-key-retired = no longer since
log-own = What our own centre has seen
log-own-about = This is from our centre’s own journal, not from the office. Give the key to other parties, so that they know our cosignatures.
log-own-last = Last cosigned
log-own-trouble = Not cosigned now
log-own-key = Our witness’s key
log-own-others = Logs of others that it watches
log-compared = Compared with other witnesses
log-compared-not-asked = not asked yet
log-compared-agrees = sees the same log
log-compared-ahead = has seen more; compared when our centre has come so far
log-compared-elsewhere = watches no log that our centre watches
log-compared-other-keys = knows the log by keys that our centre does not believe
log-compared-contested = shows that the log has two pasts
log-compared-unreachable = does not answer
log-compared-address-refused = at an address to which our centre does not go
log-compared-wrong-answer = gives no answer of a witness
