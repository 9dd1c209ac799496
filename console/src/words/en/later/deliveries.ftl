deliveries-about = News for those who do not look at this page: webhooks for programs, e-mail for people.
deliveries-trouble = { $count ->
    [one] One place takes no news. Look at it.
   *[other] { $count } places take no news. Look at them.
}
endpoints = { $count ->
    [0] Delivered nowhere yet
    [one] Delivered to one place
   *[other] Delivered to { $count } places
}
endpoints-none = Nothing is delivered anywhere yet
endpoint-make = Add a place
endpoint-name = Name
endpoint-name-hint = As your people know it, like watch room
endpoint-url = Address (https)
endpoint-kind = Kind
endpoint-kind-webhook = Webhook
endpoint-kind-e-mail = E-mail
endpoint-kind-contacts = E-mail to contacts
endpoint-contacts = Contacts of the ladder
endpoint-contacts-about = When nobody acknowledges in time, your party’s contacts are written to, step by step.
endpoint-of = address of { $name }
endpoint-secret = Secret of { $name }
endpoint-secret-about = With it the receiver checks each delivery. If it is lost, add another place and remove this one.
webhook-about = Each item of news at once, to a program of yours
mail-about = Says that there is something, never what. Urgent at once, the rest gathered
mail-language = Language of the mails
mail-person = Whose address it is
mail-person-hint = When that person leaves or is blocked, it stops.
mail-nobody = A shared mailbox
endpoint-state-working = Works
endpoint-state-failing = Fails
endpoint-state-stopped = Stopped
failing-since = Nothing has been taken since
failing-tries = { $count ->
    [one] Tried once.
   *[other] Tried { $count } times.
}
failing-next = The next try is in { $time }.
failing-now = The next try is now.
stopped-by = Stopped by { $name }
stopped-itself = Stopped by itself
endpoint-behind = { $count ->
    [one] One item of news waits.
   *[other] { $count } items of news wait.
}
endpoint-test = Send a test
test-taken = The test was taken.
test-not-taken = The test was not taken.
endpoint-stop = Stop
endpoint-stop-about = What comes meanwhile is kept for it, as long as the office keeps its news.
endpoint-resume = Go on, with what was missed
endpoint-resume-skip = Go on from now
endpoint-try-now = Try now
endpoint-change = Change
endpoint-remove = Remove
endpoint-remove-about = Nothing more is delivered there. Its secret is forgotten.
wish-all = all news
wish-subjects = Which news
wish-subjects-hint = None chosen: all.
wish-least = How pressing
wish-least-routine = Everything
wish-least-urgent = Urgent and distress
wish-least-distress = Distress only
wish-escalations = Only what was not acknowledged in time
wish-quiet = quiet from { $start } to { $end } ({ $zone })
news-of-operation = Operations
news-of-notice = Notices
news-of-thread = Messages
news-of-report = Reports
news-of-request = Requests
news-of-quiet-period = Quiet periods
news-of-incident = Incidents
news-of-agreement = Agreements
news-of-party = Parties
news-of-invitation = Invitations
news-of-day-plan = Day plans
news-of-log = The office's log
quiet-have = Quiet hours
quiet-start = From
quiet-end = To
quiet-zone = Time zone
quiet-about = Routine mail waits meanwhile. Urgent, distress and escalations come all the same.
endpoints-none-text = Whoever does not look at these pages learns nothing. Add a webhook for a program, or an e-mail address.
mishap-no-answer = No answer within { $within }.
mishap-answered = It answered { $status }.
mishap-redirected = It answered { $status }; redirects are not followed.
mishap-gone = It answered that it has gone (410).
mishap-refused = The connection was refused.
mishap-unreachable = It cannot be reached.
mishap-no-http = It answered nothing that is HTTP, or ended the connection before it had answered.
mishap-broke-off = The connection ended early.
mishap-no-tls = No TLS connection could be made.
mishap-certificate = Its TLS certificate cannot be verified: { $quoted }
mishap-address-not-public = { $quoted } is at { $address }, which is not an address of the open internet.
mishap-secret-unreadable = Its secret cannot be read: { $quoted }
mishap-mail-missing = There is no mail server here. Whoever runs the office sets one (--smtp-host).
mishap-mail-no-answer = The mail server did not answer within { $within }.
mishap-mail-answered = The mail server answered { $status }.
mishap-mail-unreachable = The mail server cannot be reached, or speaks no SMTP with this security.
mishap-mail-certificate = The mail server’s certificate cannot be verified: { $quoted }
mishap-mail-login = The mail server refused the office’s user or password ({ $status }).
mishap-mail-address = The mail server refused the address ({ $status }).
mishap-mail-refused = The mail server refused the mail ({ $status }).
mishap-person-left = The person whose address it is has left, or is blocked.
stopped-after = { $tries ->
    [one] It failed for { $time }, after one try.
   *[other] It failed for { $time }, after { $tries } tries.
}
