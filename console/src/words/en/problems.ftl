problem-other = This could not be done.
problem-unreachable = The office does not answer.
problem-page-fault = This page has a fault.
problem-unsettled = It is not known whether it was done. What you entered is kept; try again: it will not be done twice.
problem-nothing-changed = Nothing was changed, and what you entered is kept.
problem-nothing-changed-later = { $seconds ->
    [0] Nothing was changed, and what you entered is kept. Try again in a moment.
    [one] Nothing was changed, and what you entered is kept. Try again in one second.
   *[other] Nothing was changed, and what you entered is kept. Try again in { $seconds } seconds.
}
problem-session-ended = Your session has ended. Sign in again; you will come back to where you were.
problem-sign-in-refused = Login or password are wrong, or this person may not sign in.
problem-code-refused = The one-time code is wrong, or has been used. Wait for the next one.
problem-too-many-tries = There were too many wrong tries.
problem-oidc-refused = The identity provider's answer names nobody who may sign in here.
problem-oidc-unknown = This party does not sign in with an identity provider here.
problem-provider-failed = The party's identity provider cannot be asked.
problem-centre-closed = This party's centre cannot be used now. Tell those who run the office.
problem-channel-suspended = The channel is suspended: only distress passes.
problem-no-agreement = No agreement in force holds with these parties. Only distress passes.
problem-message-invalid = Something in the message cannot be used.
problem-nothing-awaited = Nothing is awaited of you here.
problem-has-ended = It has ended or been closed already.
problem-not-a-party = A party named here does not take part in this office.
problem-terms-invalid = Something in the terms cannot be used.
problem-offer-stands = An offer of another side stands. Sign it, or ask them to take it back.
problem-nothing-proposed = No offer stands here any more.
problem-stale-offer = The terms were changed meanwhile. Read them again before you sign.
problem-already-signed = Your party has signed already.
problem-not-in-force = The agreement is not in force, or its channel is not suspended.
problem-not-yours = This belongs to another party.
problem-scope-missing = Your role may not do this.
problem-attachment-type = Files of this kind are not taken.
problem-attachment-size = The file is empty or too large.
problem-attachment-unknown = A file is no longer there. Attach it again.
problem-attachment-gone = The file is no longer kept.
problem-receipt-invalid = Something in what you say cannot be used.
problem-hand-over-invalid = This cannot be handed over or taken like this. Whoever hands over does not take over.
problem-hand-over-unknown = There is no such hand-over.
problem-malformed = Something entered here cannot be used.
