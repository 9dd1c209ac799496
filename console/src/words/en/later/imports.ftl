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
import-view-all = Can be used ({ $count })
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
problem-times-needed = Times are missing: for each point of a way, or from when and until when.
row-of-file = row { $number }
back-to-operations = All operations
import-holds = What the file holds
import-holds-notices = Notices: sites, movements, infrastructure
import-holds-operations = Operations and closed areas
import-operations-about = A map file or a table with flights, convoys, teams or closed areas. Nobody is told anything until you plan it: first you see all of it on the map.
import-operations-wishes = What the file says of kind, times and heights counts. What it leaves open is taken from here.
import-from-hint = Where the file does not say. Empty: now.
import-until-hint = Where the file does not say. What has no end cannot be planned.
import-measures = Widths and slack, where the file does not say
import-radius = Radius around a place (m)
import-radius-hint = For points without a radius
import-half-height = Below and above a way that is flown (m)
import-half-height-hint = For ways whose points have heights
import-plan-about = Each row is planned on its own. One that is refused keeps none of the others back. Planned twice, it is there once.
import-plan = { $count ->
    [0] Plan
    [one] Plan one
   *[other] Plan { $count }
}
import-planning = Planning: { $done } of { $of }
import-all-heights = at all heights
import-doubt = widened by up to { $length }: where its heights are measured from is not known exactly
import-map = What would be planned
import-map-refused = What was refused
import-map-first = { $count ->
    [one] Only the first one is drawn.
   *[other] Only the first { $count } are drawn.
}
import-planned = { $count ->
    [0] Nothing new was planned
    [one] One operation was planned
   *[other] { $count } operations were planned
}
import-refused = { $count ->
    [one] one was refused
   *[other] { $count } were refused
}
import-queued = { $count ->
    [one] one waits for the office
   *[other] { $count } wait for the office
}
import-refused-about = What was refused is not planned, and nobody knows of it. Take a change that avoids it, or plan it by hand.
import-became-all = All ({ $count })
import-became-refused = Refused ({ $count })
import-became-meets = Meets something ({ $count })
import-became-queued = Waits for the office ({ $count })
import-became-before = Planned before ({ $count })
import-became-planned = Planned ({ $count })
import-is-refused = refused
import-is-meets = planned, meets something
import-is-queued = waits for the office: nobody knows of it yet
import-is-before = was planned before
import-is-planned = planned
import-plan-so = Plan it { $change }
import-plan-over = Plan it with this reason
import-to-planner = Open it in the planner
problem-file-unknown = The file is of a kind that is not read here.
problem-body-too-long = The file is longer than this office takes. Divide it.
line-of-file = line { $number }
part-of-place = { $place }, part { $number }
import-other = { $what }: { $count }
import-told-coarsely = { $party } (coarsely)
