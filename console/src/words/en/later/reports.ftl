report-write = Write a report
report-write-confirms = A report that confirms
report-write-contradicts = A report that contradicts
report-write-corrects = A report that corrects
report-write-withdraws = A report that withdraws
report-change = Change the report
back-to-reports = All reports
back-to-report = To the report
reports-shown = { $count ->
    [one] One report
   *[other] { $count } reports
}
reports-shown-more = { $count ->
    [one] The latest report; there are more.
   *[other] The latest { $count } reports; there are more.
}
list-more = Show more
list-narrow-down = There are more. Narrow them down above.
reports-none = No reports
reports-none-text = What parties know of a place and a time stands here: what you report to others, and what others report to you under an agreement.
reports-none-found = None found
reports-none-found-text = No report fits what was chosen above.
column-grading = Grading
column-report = Report
column-speaks-of = Speaks of
column-came-in = Came in
role-of-report-all = All
role-of-report-own = Ours
role-of-report-received = Given to us
filter-owner-all = All parties
filter-marking-all = Any marking
filter-source-all = Any source
filter-information-all = Any information
the-marking = Marking
the-source = Source:
the-information = Information:
grading-words = Source: { $source }. Information: { $information }.
grading-read = Graded { $grade }: source { $source }, information { $information }.
source-grade-a = reliable
source-grade-b = usually reliable
source-grade-c = fairly reliable
source-grade-d = not usually reliable
source-grade-e = unreliable
source-grade-f = cannot be judged
source-about-a = No doubt; it has always been right.
source-about-b = Little doubt; it has mostly been right.
source-about-c = Some doubt; it has been right at times.
source-about-d = Much doubt; it has been right now and then.
source-about-e = It has been wrong, or misled.
source-about-f = Too little is known of it. This is no reproach.
information-grade-1 = confirmed by others
information-grade-2 = probably true
information-grade-3 = possibly true
information-grade-4 = doubtful
information-grade-5 = improbable
information-grade-6 = cannot be judged
information-about-1 = Other, independent sources say the same.
information-about-2 = Not confirmed, but it fits what else is known.
information-about-3 = Not confirmed; it fits in part.
information-about-4 = Possible, but it does not fit.
information-about-5 = Other things that are known speak against it.
information-about-6 = There is nothing to set it against.
tlp-about-red = For those who are named, and nobody else. It is not passed on.
tlp-about-amber-strict = Within the recipient's own organisation, to those who need it.
tlp-about-amber = Within the recipient's organisation and to those it protects, as far as they need it.
tlp-about-green = Among all who work in this field; not in public.
tlp-about-clear = May be told to anybody. Once it is given to somebody, it also stands on this office's public page.
report-ours = Ours
report-ourselves = our party
report-new = New
report-withdrawn = Withdrawn
report-waiting = { $count ->
    [one] One party not told yet
   *[other] { $count } parties not told yet
}
report-kept = Kept for ourselves
report-kept-about = No other party knows of it.
report-erased = (Its words were erased)
report-erased-about = Its words were erased. That it was there, and who was shown it, stays.
report-unopened = From { $party }, graded { $grade }, { $marking }
fact-source = Source
fact-outlet = Published in
fact-written-by = Written by
denied-by = Denied by
denied-by-nobody = Nobody whose report you hold denies it.
confirmed-by = Confirmed by
written-in = Written in
report-text = Text
report-facts = Time, place and source
report-claims = Who is quoted
report-evidence = Evidence
report-evidence-about = A file is the same as the one that was put in if it has the same SHA-256.
released-at = Released
report-where = Where
report-where-hint = As people there call it
report-positions = Positions
report-relations = How it stands to other reports
report-ledger = Who holds what
report-ledger-about = Each version that a party was shown, for the first time, and to whom.
report-sight = What does another party see?
report-shown-us = What our party was shown
report-shown-us-about = Its author sees this, too.
report-unknown = There is no such report
report-unknown-text = It may not have been given to your party.
to-the-subject = { $count ->
    [one] Who says what
   *[other] Who says what: { $count } reports
}
report-release-to = Release to others
report-correct = Correct
report-contradict = Contradict
report-confirm = Confirm
report-withdraw = Withdraw
report-withdraw-about = Those who hold it keep its words, and are told that it is withdrawn, and why.
report-withdraw-do = Withdraw the report
speaker-said = said:
claims-more = { $count ->
    [one] One more is quoted
   *[other] { $count } more are quoted
}
evidence-origin = Comes from
evidence-origin-hint = Whose file it is, and how it was made: photograph by a driver
evidence-count = { $count ->
    [one] One file of evidence
   *[other] { $count } files of evidence
}
evidence-add = Add files
custody = Through whose hands it went
custody-none = Through whose hands it went is not said.
custody-put-in = put it into the office
custody-steps = { $count ->
    [one] Through whose hands it went: one step
   *[other] Through whose hands it went: { $count } steps
}
custody-at = Since when
custody-who = Who had it
custody-what = What was done with it
custody-add = Add a step
custody-remove = Take step { $number } away
words-the-same = The same words.
words-added = [added:]
words-gone = [left out:]
relation-of-confirms = Confirms
relation-of-contradicts = Contradicts
relation-of-corrects = Corrects
relation-of-withdraws = Withdraws
relation-by-confirms = Confirmed by
relation-by-contradicts = Contradicted by
relation-by-corrects = Corrected by
relation-by-withdraws = Withdrawn by
relation-older = in an earlier version
relation-kind = What it says of it
relation-remove = Say nothing of { $title }
relation-add = Choose an earlier report
relation-choose = Another report of which it says something
relation-choose-one = Choose one of the latest
tie-confirms = confirms
tie-contradicts = contradicts
tie-corrects = corrects
tie-withdraws = withdraws
holds-version = holds version { $version }
held-since = since
shown-version = version { $version } shown to
shown-to-nobody = Not shown to anybody there yet
withdrawal-waits = not told of the withdrawal yet
choose-party = Choose a party
sees-no-report = Nothing.
sees-no-report-about = To that party there is no such report: not in lists, not beside others, not by its identifier.
sees-all-as-here = All of it as it stands here: text, quotations, evidence and grading. Not who else holds it.
sees-older = Version { $version }. Since then these words were changed:
sees-fewer-relations = Of reports that the party does not hold, it is told nothing.
versions-what-changed = { $count ->
    [one] One version
   *[other] { $count } versions: what was changed
}
version-to-version = Version { $from } to { $to }
changed-grading = Grading
changed-marking = Marking
changed-others = Also changed: { $what }
changed-source = source
changed-outlet = where it was published
changed-place = place
changed-extents = positions
changed-time = time
changed-claims = quotations
changed-evidence = evidence
changed-relations = what it says of others
subject-title = Who says what
subject-counts = { $count ->
    [one] One report
   *[other] { $count } reports of { $parties } parties
}
subject-order = Order
subject-order-spoken = By the time they speak of
subject-order-received = As they came in
subject-most = { $count ->
    [one] Only one is shown.
   *[other] Only { $count } are shown; there may be more.
}
subject-alone = No other report that you hold confirms, contradicts or corrects it.
text-whole = Show all of it
text-less = Show less
what-it-corrects = What it corrects, word by word
report-title = Title
report-title-hint = What it says, in one line
report-language = Language of the text
report-source-hint = Whom or what it rests on: a driver, our own patrol
report-outlet-hint = If it was published: newspaper, channel, page
write-text = What is known?
write-source = From whom, and how sure is it?
write-source-about = The two are judged apart: a good source can be wrong, a poor one right.
write-when-where = When and where?
write-when-where-about = The time that it speaks of, not the time of writing.
write-more = More
write-more-about = If there is any.
write-release = Who is to know it?
write-release-about = Nobody is told before you press the button below.
not-yours-to-report = A duty officer writes reports.
grade-source = Source
grade-source-about = How far can it be relied on?
grade-information = Information
grade-information-about = How far can this be believed, whoever says it?
marking-about = With whom recipients may share it.
release-parties = Parties
release-nobody = No agreement in force lets you tell anybody. You can keep the report for yourselves.
release-wide = Whole coalitions or agreements
release-red = What is marked TLP:RED goes to parties by name only.
release-groups = All members of
release-agreements = All parties of
release-closed-about = No agreement of the level information, or above it, is in force with these.
foreseen = Who will be given it
foreseen-kept = Nobody: it is kept for your own party, until you release it.
foreseen-needs = Choose a marking, and you see who will be given it.
foreseen-recipients = { $count ->
    [0] Nobody
    [one] One party
   *[other] { $count } parties
}
foreseen-via = through
foreseen-added = new
foreseen-gone = Is told nothing more, and keeps what it has:
unusual = Unusual for you
unusual-new-party = { $party } was given none of your latest reports.
unusual-less-strict = { $now } is less strict than any of your latest reports ({ $usual }).
unusual-more-parties = { $now } parties, where the most was { $usual }.
unusual-sure = I have looked at this, and it is meant so.
when-quick = Usual times
when-just-now = Just now
when-last-hour = The last hour
when-last-six = The last six hours
report-place-add = Add a position or an outline
report-place-none = Without a position
claim-speaker = Who said it
claim-text = What was said
claim-add = Add a quotation
claim-remove = Take quotation { $number } away
change-as-seen = What is changed, as recipients will see it
meanwhile = Somebody has changed it meanwhile
meanwhile-about = What you wrote is kept here. This is what became another, by
meanwhile-withdrawn = The report was withdrawn meanwhile. What you wrote is kept here; release it as another report. Reason:
meanwhile-over = Keep what I wrote, over this
meanwhile-anew = Begin from what stands there now
release-do = { $count ->
    [0] Release
    [one] Release to one party
   *[other] Release to { $count } parties
}
release-change-do = { $count ->
    [0] Release this version
    [one] Release this version to one party
   *[other] Release this version to { $count } parties
}
release-keep-do = Keep it for ourselves
writing-restored-behind = The report has been changed since then. Look at what yours would change.
lacks-report-title = It needs a title.
lacks-report-text = It needs a text.
lacks-report-grading = Grade the source and the information; F and 6 if they cannot be judged.
lacks-report-from = Say from when it speaks.
lacks-report-until = Say until when it speaks.
lacks-report-until-before = It ends before it begins.
lacks-report-until-ahead = A report speaks of what was; this lies ahead.
lacks-report-places = A position is missing, or cannot be read.
lacks-report-claims = A quotation needs who said it, and what.
lacks-report-custody = A step needs a time, and who had the file.
lacks-report-marking = Choose a marking.
lacks-report-red-names = What is marked TLP:RED goes to parties by name only, not to a coalition or an agreement.
reports-find = Search titles, texts, sources and places
reports-find-how = Words and phrases in quotation marks; all of them must be there. Other forms of a word are found, too.
reports-found = { $count ->
    [0] None found
    [one] One report found, the latest time that they speak of first
   *[other] { $count } reports found, the latest time that they speak of first
}
reports-behind = What came in just now may not be among them yet.
filter-days-all = Any time
filter-days = { $count ->
    [one] The last 24 hours
   *[other] The last { $count } days
}
report-take = From a document
report-take-about = Paste a text, or choose a file. The article is found in it, with its title, outlet and day; menus and comments are left out. Nothing is told to anybody, and nothing is fetched from anywhere.
take-paste = Text
take-look = Look through it
take-file = File
take-choose = Choose a file
take-looking = Looking through it…
take-another = Another document
take-kept = Only the original is kept, byte for byte, for a day: it goes with the report as evidence. Compare with it before you rely on what is missing.
take-not-kept = The office cannot be reached, so the original is not kept: nothing of it goes with the report. Once there is a link again, take the document in once more to add it as evidence.
take-what-kept = What is kept
take-no-title = (No title was found)
take-left-out = What was left out
take-left-out-about = With the line, and why.
take-go-on = Go on to the report
take-judge-first = First say of each quotation whether it is right, and who said it.
left-out-nothing = Nothing was left out.
left-out-menu = Menu
left-out-comments = Comments
left-out-comment-form = Form for comments
left-out-disclaimer = Disclaimer
left-out-related-articles = Related articles
left-out-subscribe = Subscribe
left-out-cookies = Cookies
left-out-font-size = Size of letters
left-out-share = Share
left-out-original-elsewhere = Original elsewhere
left-out-page-not-available = Page not available
left-out-skip-link = Link past the menu
left-out-advertisement = Advertisement
left-out-reading-time = Reading time
left-out-rights = Rights
left-out-a-number-alone = A number alone
left-out-byline = Who wrote it
left-out-credit = Agency
left-out-after-the-article = After the article
left-out-head-of-the-page = Head of the page
left-out-foot-of-the-page = Foot of the page
left-out-beside-the-article = Beside the article
left-out-form = Form
left-out-control = Button
left-out-hidden = Hidden on the page
left-out-attachment = Attachment
proposals-about = Found by patterns, which do not understand: they can name the wrong one. Each is yours to let stand or to refuse.
proposals-none = No quotation was found. You can add quotations in the report.
proposals-open = { $count ->
    [0] All are judged.
    [one] One is to be judged.
   *[other] { $count } are to be judged.
}
proposals-refuse-rest = Refuse the rest
proposal-carried = the sentence names nobody; this is who was named last
proposal-indirect = in the words of whoever wrote
proposal-sentence = The whole sentence
proposal-judge = Quotation { $number }
proposal-right = Right
proposal-wrong = Refuse
proposal-needs-speaker = Say who said it.
custody-taken-in = took the document in
report-from-document = This was made of the document. Look it over, grade and mark it, and say who is to know it.
