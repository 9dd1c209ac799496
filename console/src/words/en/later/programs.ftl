programs-about = Your party’s programs ask the office for tokens with a client id and a secret. They speak for your party.
programs-none = No programs yet
programs-none-text = A program that plans flights or sends notices by itself needs a client id and a secret. Make one here.
programs-here = { $count ->
    [one] One program
   *[other] { $count } programs
}
programs-withdrawn = Withdrawn
programs-withdrawn-about = They get no more tokens. Their names are not given again.
program-make = Make a program
program-name = Name
program-name-hint = Small letters, digits and . _ -
client-id = Client id:
program-may = It may
program-secret = Secret of { $program }
program-secret-about = Put it into the program’s settings now. If it is lost, give another one.
program-made = made
program-secret-since = this secret since
program-renew = Give another secret
program-renew-about = The present secret ends at once: the program cannot get tokens until it has the new one.
program-withdraw = Withdraw
program-withdraw-about = The program gets no more tokens; those it has end within the hour. Its name is not given again.
scopes-title = What a program may be allowed
scope-tansiq-read = See all that your party may see.
scope-tansiq-speak = Write messages, acknowledge, pass on.
scope-tansiq-operate = Plan operations, send notices, suspend channels.
scope-tansiq-agree = Propose, sign and end agreements; invite, object, join.
scope-tansiq-administer = Say who the party is, who its people and programs are, where news is delivered; leave the office.
scope-tansiq-link = Be the party’s own centre: name the person who speaks.
scope-utm-strategic-coordination = F3548-21: plan flights with other drone services.
scope-utm-constraint-processing = F3548-21: hear of closed areas.
scope-utm-constraint-management = F3548-21: close areas.
scope-utm-conformance-monitoring-sa = F3548-21: say that a flight is off its plan.
