place-imports = From a file
import-about = A spreadsheet or a map file with sites, movements or infrastructure. Nothing is told to anybody: each row becomes a draft that a second person checks.
import-template = Table to fill in (XLSX)
import-file = File
import-choose = Choose a file
import-drop = or drop it here
import-wishes = What holds where the file does not say
import-wishes-about = A file may say kind, recipients and dates in its own columns. What it leaves open is taken from here.
import-not-to = not told
import-valid-days = Valid for (days)
import-sending = is being sent
import-reading = is looked through: { $done } of { $of }
import-progress = Progress
import-stop = Stop
import-another = Another file
import-good = { $count ->
    [0] Nothing in it can be used.
    [one] One row can be used.
   *[other] { $count } rows can be used.
}
import-errors = { $count ->
    [one] one cannot be used
   *[other] { $count } cannot be used
}
import-same = { $count ->
    [one] one is there already
   *[other] { $count } are there already
}
import-near = { $count ->
    [one] one is very near to something
   *[other] { $count } are very near to something
}
import-left-out = Not read:
import-leave-out = What is left out
import-without-same = Leave out what is there already
import-without-near = Leave out what is very near to something
import-take = { $count ->
    [0] Make drafts
    [one] Make one draft
   *[other] Make { $count } drafts
}
import-taking = Making drafts…
import-view = Which rows
import-view-all = All ({ $count })
import-view-same = Already there ({ $count })
import-view-near = Very near ({ $count })
import-view-warned = With a warning ({ $count })
import-view-errors = Cannot be used ({ $count })
import-row = Row
import-field = Column
import-why = Why
import-errors-first = { $count ->
    [one] Only the first one is listed.
   *[other] Only the first { $count } are listed.
}
import-take-row = Take in
import-alike-same = already there
import-alike-near = very near
import-taken = { $count ->
    [0] No draft was made
    [one] One draft was made
   *[other] { $count } drafts were made
}
import-taken-about = Now a second person of yours checks the coordinates. Whoever brought the file does not.
import-to-drafts = To these drafts
problem-file-refused = The file cannot be read.
problem-import-unknown = The file is not at hand any more. Send it again.
problem-import-not-ready = The file is still being looked through.
problem-too-many-imports = Other files are still being looked through. Wait a little.
problem-recipients-malformed = Nobody is named who is to be told.
problem-times-needed = Each point of a movement needs a time.
row-of-file = row { $number }
