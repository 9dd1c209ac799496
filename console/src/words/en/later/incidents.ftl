back-to-incidents = All incidents
column-incident = Incident
incident-standing = How it stands
incident-sides = What each party says
incident-when = When
incident-said-so-far = Facts, questions, actions
incident-state-alleged = Alleged
incident-state-acknowledged = Acknowledged
incident-state-disputed = Disputed
incident-state-closed-by-agreement = Closed by agreement
incident-state-closed-without-agreement = Closed without agreement
incident-stand-alleges = Recorded it
incident-stand-unanswered = Has not answered
incident-stand-acknowledged = Acknowledges it
incident-stand-disputed = Disputes it
incident-kind-near-miss = Near miss
incident-kind-harm-to-people = Harm to people
incident-kind-damage = Damage
incident-kind-airspace-entry = Entry into airspace
incident-kind-notice-not-heeded = Notice not heeded
incident-kind-communication-failure = Failure of communication
incident-kind-other = Something else
incident-erased = (Its words were erased)
incident-waiting = Waits for a channel
incident-awaits-us = Awaits us
incident-in-quiet-period = Said to have broken a quiet period
incident-sides-more = { $count ->
    [one] and one more party
   *[other] and { $count } more parties
}
incident-nothing-said = Nothing yet
incident-facts-agreed = { $count ->
    [one] One fact agreed
   *[other] { $count } facts agreed
}
incident-facts-disputed = { $count ->
    [one] One fact disputed
   *[other] { $count } facts disputed
}
incident-facts-open = { $count ->
    [one] One fact open
   *[other] { $count } facts open
}
incident-questions-open = { $count ->
    [one] One question without an answer
   *[other] { $count } questions without an answer
}
incident-actions-overdue = { $count ->
    [one] One action overdue
   *[other] { $count } actions overdue
}
incidents-none = No incidents
incidents-none-text = What went wrong stands here, with what each party says of it: the incidents that your party recorded, and those in which others have it take part.
incidents-none-found = None found
incidents-none-found-text = No incident fits what was chosen above.
filter-our-stand = What we say
filter-our-stand-all = Whatever we say
filter-our-stand-alleges = Recorded by us
filter-our-stand-unanswered = We have not answered
filter-our-stand-acknowledged = We acknowledge it
filter-our-stand-disputed = We dispute it
filter-party = Party
filter-quiet-period = Quiet period
filter-quiet-period-all = Any quiet period
filter-actions-overdue = With an action overdue
incident-record = Record an incident
incident-what = What went wrong?
incident-title-hint = In one line, without blame: Helicopter low over the convoy
incident-kind = Kind
incident-kind-hint = These words blame nobody.
incident-our-account = Our own account
incident-our-account-hint = What your party knows, in its own words. Nobody else can change it; you can bring it up to date later.
incident-account-language = Language of the account
incident-parties = Who takes part?
incident-parties-about = Each of them gives its own account, and says for itself whether it acknowledges or disputes.
incident-nobody = No agreement in force lets you record an incident with anybody.
incident-party-gone = not possible any more; take it away
incident-closed-about = An incident can be recorded with a party if an agreement of the level information, or above it, is in force with it.
incident-not-with-none = There is no agreement with it.
incident-not-with-level = The agreement with it covers notices alone.
incident-not-with-suspended = The agreement with it is suspended.
incident-not-with-not-in-force = The agreement with it is not in force yet.
incident-quiet-period = Quiet period
incident-quiet-period-hint = If it is said to have broken one. Only its parties see that you say so.
incident-quiet-period-none = None
incident-next = Next, you see it as it goes out. Until then no other party knows of it.
incident-look-over = Look it over
incident-review = Look it over
incident-review-what = What it says
incident-review-who = Who will see it
incident-review-all = Each of them sees all of it, and that { $person } recorded it.
incident-review-nobody-else = Nobody else learns that it is there: it is in no other party’s list, count or feed.
incident-review-invite = Each of them may have further parties take part, with whom it has such an agreement. You would be told; they would read all that was said.
incident-review-quiet-period = That it is said to have broken a quiet period is seen only by those who take part in that, too.
incident-review-link = It is linked to what it has to do with. The link is shown to those who may see that thing.
incident-no-position = None
incident-no-account = None yet. You can give it afterwards.
incident-record-do = { $count ->
    [one] Record it and tell one party
   *[other] Record it and tell { $count } parties
}
incident-recorded-not-linked = The incident is recorded. It is not linked yet to what it has to do with.
to-the-incident = To the incident
incident-of-notice = It has to do with the notice:
incident-of-operation = It has to do with the operation:
incident-of-report = It has to do with the report:
incident-of-quiet-period = It has to do with the quiet period:
not-yours-to-record = A duty officer records incidents.
lacks-incident-title = It needs a title.
lacks-incident-kind = Choose a kind.
lacks-incident-from = Say when it began.
lacks-incident-until = Say when it was over.
lacks-incident-until-before = It ends before it begins.
lacks-incident-until-ahead = An incident has happened; this lies ahead.
lacks-incident-until-long = An incident lasts 31 days at most. Record what went on as several.
lacks-incident-places = A position is missing, or cannot be read.
lacks-incident-places-many = At most 20 places.
lacks-incident-parties = Choose who takes part.
lacks-incident-parties-many = At most 20 parties take part, yours among them.
hint-incidents = What went wrong, and what each party says of it: so that it does not happen again.
hint-incidents-moves = Open one to say whether your party acknowledges or disputes it, to give its account and to answer. Only those who take part know of it.
hint-recording = Record what went wrong, with the parties it concerns.
hint-recording-moves = Say what happened, when and where, and choose who takes part. Before it goes out you see who will see what. What you type is kept on this machine.
awaits-incident-answer = Incident: does your party acknowledge it or dispute it?
awaits-incident-closing = Incident: a text to close it awaits your answer
awaits-incident-facts = { $count ->
    [one] Incident: one fact to agree to or to dispute
   *[other] Incident: { $count } facts to agree to or to dispute
}
awaits-incident-questions = { $count ->
    [one] Incident: one question without an answer
   *[other] Incident: { $count } questions without an answer
}
awaits-incident-actions = { $count ->
    [one] Incident: one corrective action of yours is not done
   *[other] Incident: { $count } corrective actions of yours are not done
}
awaits-incident-news = Something new in an incident
awaits-incident-told-invited = Incident: a further party takes part
awaits-incident-told-account = Incident: a party’s account
awaits-incident-told-facts = Incident: facts were put forward
awaits-incident-told-fact-stand = Incident: what a party says to a fact
awaits-incident-told-questions = Incident: questions were asked
awaits-incident-told-answer = Incident: a question was answered
awaits-incident-told-question-settled = Incident: whether an answer was enough
awaits-incident-told-linked = Incident: something was linked to it
awaits-incident-told-unlinked = Incident: a link was taken back
awaits-incident-told-stand = Incident: a party acknowledges or disputes it
awaits-incident-told-closing-proposed = Incident: a text to close it was proposed
awaits-incident-told-closing-answered = Incident: a party’s answer to the closing text
awaits-incident-told-closed-without = Incident: closed without agreement
awaits-incident-told-reopened = Incident: opened again
awaits-incident-told-action-proposed = Incident: a corrective action was proposed
awaits-incident-told-action-answered = Incident: a corrective action was taken on or declined
awaits-incident-told-action-done = Incident: a corrective action is done
awaits-incident-told-action-overdue = Incident: a corrective action is overdue
incident-closed = { $count ->
    [one] Not possible with one party
   *[other] Not possible with { $count } parties
}
