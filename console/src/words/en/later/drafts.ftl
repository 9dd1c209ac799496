drafts-waiting = { $count ->
    [one] One draft
   *[other] Drafts ({ $count })
}
back-to-drafts = All drafts
drafts-about = One person writes, another checks the coordinates, then they are released. Until then no other party knows of them.
drafts-all = { $count ->
    [one] All ({ $count })
   *[other] All ({ $count })
}
drafts-mine-to-check = For me to check
drafts-written = Unchecked
drafts-checked = Checked
drafts-none = No drafts
drafts-none-text = What is being written, or came from a file, stands here until it is released. Write a notice, or take many from a file.
drafts-none-found-text = No draft fits what was chosen above.
drafts-picked = { $count ->
    [0] None chosen
    [one] One chosen
   *[other] { $count } chosen
}
filter-batch = File
filter-batch-all = From all files
draft-state-written = waits for a check
draft-state-checked = checked
draft-state-released = released
draft-by = written by
draft-checked-by = checked by
draft-alike = Resembles something:
draft-change = Change the draft
draft-awaits-second = You wrote in it, so somebody else checks it. This page shows when it is done.
draft-unknown = There is no such draft
draft-unknown-text = It may have been released or thrown away.
places-count = { $count ->
    [one] one place
   *[other] { $count } places
}
check-title = { $count ->
    [one] Check one draft
   *[other] Check { $count } drafts
}
check-about = Compare the coordinates with their source: the list, the letter or the call they came from. Any of the three forms will do.
check-own = { $count ->
    [one] You wrote in one of these. Somebody else checks it.
   *[other] You wrote in { $count } of these. Somebody else checks them.
}
check-tick = I have compared these coordinates with their source
check-all = { $count ->
    [one] Compared
   *[other] All { $count } compared
}
check-and-release = { $count ->
    [0] Confirm and release
    [one] Confirm and release
   *[other] Confirm and release { $count }
}
check-only = { $count ->
    [0] Only confirm
    [one] Only confirm
   *[other] Only confirm { $count }
}
check-these = { $count ->
    [0] Check
    [one] Check one
   *[other] Check { $count }
}
check-leave = Leave the check
release-these = { $count ->
    [0] Release
    [one] Release
   *[other] Release { $count }
}
throw-these = { $count ->
    [0] Throw away
    [one] Throw one away
   *[other] Throw { $count } away
}
throw-do = { $count ->
    [one] Throw it away
   *[other] Throw them away
}
throw-about = They are gone for everybody in your party. Notices that were released stay.
done-of = { $done } of { $of }
release-results = What became of each
results-released = { $count ->
    [0] Nothing was released
    [one] One notice released
   *[other] { $count } notices released
}
results-refused = { $count ->
    [one] One could not be released
   *[other] { $count } could not be released
}
to-the-notice = To the notice
problem-draft-own = You wrote in it. Somebody else checks it.
problem-draft-changed = It was changed meanwhile. Look at it again.
problem-draft-unchecked = Nobody else has checked it yet.
problem-draft-unknown = The draft is not there any more.
problem-draft-released = It was released already. Change the notice itself.
problem-draft-invalid = The draft cannot be kept or released like this.
problem-notice-differs = A notice was released from this draft and says something else now.
