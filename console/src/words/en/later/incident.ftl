inc-us = { $party } (us)
inc-on-this-page = On this page
inc-part-stands = What each party says
inc-part-stands-about = Each acknowledges or disputes it for itself.
inc-part-accounts = Accounts
inc-part-accounts-about = What happened, in each party’s own words. Nobody changes another’s.
inc-part-facts = Facts
inc-part-facts-about = Short statements. Each party says for itself whether it agrees.
inc-part-questions = Questions
inc-part-questions-about = Anybody who takes part may answer. Whoever asked says when it is answered.
inc-part-told = What had each been told by then?
inc-part-told-about = Operations, notices and reports at the place and hour of the incident, as far as your party sees them. Another party’s page may show others.
inc-part-links = Linked to it
inc-part-links-about = What it has to do with. Each party is shown what it may see itself.
inc-part-actions = Corrective actions
inc-part-actions-about = What is to be done so that it does not happen again, by whom and by when. They go on when the incident is closed.
inc-part-closing = Closing
inc-part-closing-about = It is closed when one party proposes a text and each of the others agrees. The party that recorded it may end it without agreement.
inc-part-sight = What does another party see?
inc-part-sight-about = What it holds of what your party has said.
inc-quiet-period = Said to have broken the quiet period
inc-recorded-by = Recorded by
inc-changed = Last changed
inc-name = Identifier
inc-when-where = When and where
inc-unknown = There is no such incident
inc-unknown-text = Your party may not take part in it.
inc-who-sees = Only those who take part see this page. What one of them says goes to all of them. Nobody else learns that the incident is there.
inc-takes-part-since = Takes part since
inc-taken-in-by = taken in by
inc-came-at = came to us
inc-waits-for = Waits for a channel to { $parties }
inc-waiting = Something that your party said has not reached everybody: a channel is suspended. It is marked below, and goes out when the channel is open again.
inc-awaits = Your party is asked
inc-awaits-stand = Do you acknowledge it, or dispute it?
inc-awaits-facts = { $count ->
    [one] Do you agree to one fact?
   *[other] Do you agree to { $count } facts?
}
inc-awaits-questions = { $count ->
    [one] Can you answer one question?
   *[other] Can you answer { $count } questions?
}
inc-awaits-actions = { $count ->
    [one] One corrective action is yours
   *[other] { $count } corrective actions are yours
}
inc-awaits-closing = Do you agree to the closing text?
inc-words-if-wanted = In your words, if you want to add any
inc-acknowledge = Acknowledge the incident
inc-acknowledge-about = That it happened. It says nothing of guilt. Your account and what you say to each fact stand for themselves.
inc-dispute = Dispute the incident
inc-dispute-again = Dispute it in other words
inc-dispute-about = That it did not happen, or not so. Your account can say how it was.
inc-take-in = Take in further parties
inc-take-in-about = They read all that was said so far, and take part from now on. The others are told.
inc-take-in-whom = Whom
inc-take-in-nobody = There is nobody else with whom an agreement of the level information is in force.
inc-no-account = Has given no account.
inc-account-write = Write our account
inc-account-update = Bring our account up to date
inc-account-ours = Our account
inc-account-hint = What your party knows, in its own words. Earlier versions stay to be read. What you type is kept on this machine until it goes out.
inc-account-give = Give this account
inc-account-give-new = Give this version
inc-account-meanwhile = Somebody of your party has given another version meanwhile.
inc-account-meanwhile-about = This is how yours would change it. Nothing that you typed is lost.
inc-account-over = Mine is to follow it
inc-account-theirs = Take theirs instead of mine
inc-language-like = As it looks: { $language }
inc-versions = { $count ->
    [one] One version
   *[other] { $count } versions: what was changed
}
inc-version = Version { $version }
inc-facts-agreed = Agreed
inc-facts-agreed-about = All who take part agree.
inc-facts-disputed = Disputed
inc-facts-disputed-about = One at least says that it was not so.
inc-facts-open = Open
inc-facts-open-about = Not all have said anything yet.
inc-facts-none = None.
inc-propose-facts = Propose facts
inc-facts-text = Facts, one to a line
inc-facts-hint = Short: one thing each. Your party agrees to what it proposes. At most { $most }, each of at most { $length } letters.
inc-propose-facts-do = { $count ->
    [0] Propose
    [one] Propose one fact
   *[other] Propose { $count } facts
}
inc-fact-proposed = Proposed by
inc-fact-says-agrees = agrees
inc-fact-says-disputes = disputes it
inc-fact-says-none = says nothing yet
inc-fact-agree = Agree
inc-fact-dispute = Dispute
inc-fact-dispute-again = Say it in other words
inc-fact-instead = Says instead:
inc-fact-instead-label = How was it instead?
inc-fact-instead-hint = You may also dispute it without words.
inc-fact-say-nothing = Take back what we said
inc-questions-none = Nobody has asked anything.
inc-question-open = Open
inc-question-answered = Answered
inc-question-settle = It is answered
inc-question-reopen = It is not answered yet
inc-no-answer = No answer yet.
inc-answer = Answer
inc-answer-text = Answer
inc-ask = Ask questions
inc-questions-text = Questions, one to a line
inc-questions-hint = To all who take part. At most { $most }, each of at most { $length } letters.
inc-ask-do = { $count ->
    [0] Ask
    [one] Ask one question
   *[other] Ask { $count } questions
}
inc-kind-operation = Operation
inc-kind-notice = Notice
inc-kind-report = Report
inc-kind-thread = Thread
inc-kind-request = Request
inc-kind-quiet-period = Quiet period
inc-open-operation = The operation
inc-open-notice = The notice
inc-open-report = Read the report
inc-open-thread = The thread
inc-open-request = The request
inc-open-quiet-period = The quiet period
inc-links-none = Nothing that your party sees is linked.
inc-link = Link something
inc-link-kind = What
inc-link-search = Look for it by its name
inc-link-which = Which
inc-link-nothing = None found.
inc-link-more = There are more. Look for a name.
inc-link-do = { $count ->
    [0] Link
    [one] Link one
   *[other] Link { $count }
}
inc-link-this = Link this
inc-link-this-of = Link this: { $title }
inc-linked = Linked by us
inc-linked-by = Linked by
inc-unlink = Take away
inc-unlink-of = Take away: { $title }
inc-told-span = Before and after the incident
inc-told-span-none = Only its own time
inc-told-looked = Looked at:
inc-told-then = The incident began
inc-told-too-many = More lies there than can be listed. Look at less time.
inc-told-missing-operation = Operations may be missing here: the office holds them for a day after they end.
inc-told-missing-notice = Notices may be missing here: the office holds them for a week after they end.
inc-told-missing-report = Reports may be missing here.
inc-told-missing-thread = Threads may be missing here.
inc-told-missing-request = Requests may be missing here.
inc-told-missing-quiet-period = Quiet periods may be missing here.
inc-told-ours = Ours
inc-told-ours-about = What others had been told of them.
inc-told-ours-none = Nothing of your party’s is listed for this place and time.
inc-told-theirs = Of other parties
inc-told-theirs-about = What your party had been told of them.
inc-told-theirs-none = Nothing that your party was told is listed for this place and time.
inc-told-by-then = By then
inc-told-later = Only later
inc-told-nothing-by-then = Nothing.
inc-told-nobody = Nobody else was told of it.
inc-told-earlier-unknown = An earlier version may have been given before. When, is not held here any more.
inc-told-coarse = seen coarsely; it may lie there
inc-told-noted = said to us
inc-step-told = told
inc-step-acknowledged = acknowledged
inc-step-passed-on = passed on to
inc-step-shown = shown to
inc-step-withdrawn = told that it is withdrawn
inc-step-taken-away = taken away: no agreement lets it be seen any more
inc-step-planned = told that it is planned
inc-step-changed = told that it changed
inc-step-activated = told that it is under way
inc-step-nonconforming = told that it strays from its plan
inc-step-contingent = told that it is in distress
inc-step-ended = told that it ended
inc-step-undone = told that it does not take place
inc-actions-none = Nobody has proposed anything.
inc-action-propose = Propose a corrective action
inc-action-propose-do = Propose it
inc-action-text = What is to be done
inc-action-owner = Who does it
inc-action-owner-hint = One of those who take part. Another party says for itself whether it takes it on.
inc-action-due = Until when
inc-action-proposed = Proposed
inc-action-accepted = Taken on
inc-action-declined = Declined
inc-action-done = Done
inc-action-accept = Take it on
inc-action-decline = Decline
inc-action-say-done = It is done
inc-closing-none = Nobody has proposed to close it.
inc-closing-proposed = Proposed closing text
inc-closing-agreed = Closed by agreement
inc-closing-without = Closed without agreement
inc-closing-agrees = agrees
inc-closing-declines = does not agree
inc-closing-unanswered = has not answered
inc-closing-disagrees = disagrees with this
inc-closing-disagrees-no-more = no longer disagrees
inc-closing-silent = has said nothing to it
inc-closing-agree = Agree to this text
inc-closing-decline = Do not agree
inc-closing-disagree = Disagree with this
inc-closing-take-back = No longer disagree
inc-closing-replaced = Another closing took its place.
inc-closing-reopened = Opened again, because:
inc-closing-propose = Propose a closing text
inc-closing-propose-other = Propose another text
inc-closing-propose-do = Propose this text
inc-closing-text = Text by which it is closed
inc-closing-about = It is closed when each of the others agrees. A text that was proposed before stands no more then.
inc-end = End it without agreement
inc-end-reason = Reason
inc-end-about = All that was said stays to be read. The others may say that they disagree.
inc-reopen = Open it again
inc-reopen-reason = Reason
inc-reopen-about = What it was closed with stays to be read.
inc-closings-over = { $count ->
    [one] One earlier closing
   *[other] { $count } earlier closings
}
inc-sight-nothing = To that party there is no such incident: not in lists, not in counts, not by its identifier.
inc-sight-nothing-said = Your party has said nothing yet. That the incident is there, the party sees.
inc-sight-holds = It takes part. Of what your party said, it holds:
inc-sight-since = since
inc-what-invited = Further parties taken in
inc-what-account = Our account
inc-what-facts = Facts proposed
inc-what-fact-stand = What we say to a fact
inc-what-questions = Questions asked
inc-what-answer = An answer
inc-what-question-settled = Whether our question is answered
inc-what-linked = Links (each only if it may see the thing)
inc-what-unlinked = A link taken away
inc-what-stand = Acknowledged or disputed
inc-what-closing-proposed = Closing text proposed
inc-what-closing-answered = What we say to a closing
inc-what-closed-without = Ended without agreement
inc-what-reopened = Opened again
inc-what-action-proposed = Corrective action proposed
inc-what-action-answered = Corrective action taken on or declined
inc-what-action-done = Corrective action done
hint-incident = One incident: what each party says stands beside what the others say.
hint-incident-moves = Say whether your party acknowledges it, give its account, and say to each fact whether you agree. All who take part read it. What you type is kept on this machine until it goes out.
inc-bundle = Everything as a file
inc-bundle-about = All that your party sees of it, with proofs and a page that needs nothing installed.
