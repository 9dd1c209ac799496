remark-not-a-number = { $quoted } is not a number.
remark-quantity-too-long = { $quoted }… is longer than { $of } characters.
remark-comma-ambiguous = { $quoted } may be read in two ways. Write it without a comma, like 1500 or 1.5.
remark-cell-too-long = The cell holds { $count } characters; at most { $of } are taken.
remark-length-unreadable = { $quoted } is not a length. Write it like 500, 500 m, 5 km or 3 NM.
remark-latitude-unreadable = { $quoted } is not a latitude. Write it like 36.2083 or 36°12'30"N.
remark-longitude-unreadable = { $quoted } is not a longitude. Write it like 37.1594 or 37°09'34"E.
remark-latitude-misplaced = { $quoted } is a latitude, where a longitude belongs.
remark-longitude-misplaced = { $quoted } is a longitude, where a latitude belongs.
remark-latitude-off-earth = The latitude { $degrees } is not between -90 and 90.
remark-latitude-swapped = The latitude { $degrees } is not between -90 and 90. Are latitude and longitude swapped?
remark-longitude-off-earth = The longitude { $degrees } is not between -180 and 180.
remark-minutes-too-many = { $quoted } has too many minutes, seconds or directions.
remark-direction-twice = { $quoted } names one direction twice.
remark-position-unreadable = { $quoted } is not a position. Write it like 36.2083 37.1594, 36°12'30"N 37°09'34"E or 37SCA1234567890.
remark-position-parts = A position is longitude, latitude and perhaps metres.
remark-positions-of-point = A point has one position, not { $count }.
remark-latitude-missing = There is no latitude, nor an outline or a route.
remark-longitude-missing = There is no longitude, nor an outline or a route.
remark-grid-reference-unreadable = { $quoted } is not an MGRS grid reference. Write it like 37SCA1234567890.
remark-altitude-unreadable = { $quoted } is not an altitude. Write it like 120 m AGL, 1500 ft AMSL, FL95, 140 m WGS84, SFC or UNL.
remark-altitude-impossible = { $length } is not an altitude.
remark-reference-unknown = { $quoted } is not a reference of altitudes. Write AGL, AMSL, STD or WGS84.
remark-bounds-reversed = The lower bound ({ $low }, { $quoted }) must be below the upper ({ $high }).
remark-instant-unreadable = { $quoted } is not a date and time. Write it like 2026-03-01T14:30Z or 2026-03-01 17:30 +03:00.
remark-instant-out-of-range = The time is not from 1970 to 9999 (UTC).
remark-instant-no-text = A time is text. Write it like 2026-03-01T14:30Z or 2026-03-01 17:30 +03:00.
remark-start-after-end = The start must be before the end.
remark-times-unequal = The number of times ({ $count }) is not that of positions ({ $of }).
remark-times-without-line = The times need one line with as many points.
remark-points-too-many = There are { $count } points in one line or ring; at most { $of } are taken.
remark-line-too-short = A line needs at least two points.
remark-ring-missing = A polygon needs a ring.
remark-circle-incomplete = A circle needs a centre and a radius.
remark-shape-missing = It has no area, point or line.
remark-volumes-too-many = It would be { $count } volumes, one for each shape at each time; at most { $of } make one feature.
remark-nested-too-deep = Collections lie in collections, more than { $of } deep.
remark-arc-at-centre = An arc begins or ends at its own centre.
remark-arc-radius = The radius of an arc, { $length }, is not from { $low } to { $high }.
remark-arc-without-centre = { $quoted } needs a centre (V X=…) before it.
remark-arc-by-bearings = DA is a radius (NM) and two bearings, with commas between them.
remark-arc-by-ends = DB is two positions with a comma between them.
remark-variable-unknown = { $quoted } sets nothing that is known.
remark-activity-unreadable = A time of activity is two times with a slash between them; at most { $of } are taken.
remark-recipients-missing = Neither the file nor what you chose says who is to be told.
remark-recipient-unreadable = { $quoted } names no recipient. Write a party, or party:exact or party:coarse.
remark-recipient-not-told = No agreement in force lets { $quoted } be told of this, or not so precisely.
remark-kind-notified = The file says that it is { $quoted ->
    [site] a site
    [movement] a movement
    [infrastructure] infrastructure
   *[other] { $quoted }
}, which is notified, not planned.
remark-text-too-long = The text is too long: at most { $of } characters.
remark-text-missing = A text is missing.
remark-way-without-times = Each point of the route of a movement needs a time.
remark-times-of-some = Points with a time: { $count } of { $of }. All of them need one, or none.
remark-times-missing = The file says no times. Say until when, and from when if it does not begin now.
remark-end-missing = The file says no end. Say until when, and from when if it does not begin now.
remark-over = It was over at { $at }.
remark-zone-assumed = A time without a zone was taken as UTC. Write Z or +03:00 behind it.
remark-start-of-day = A start without a time of day was taken as 00:00.
remark-end-of-day = An end without a time of day was taken as the end of that day.
remark-swapped = Latitude and longitude seem to be swapped: it lies far from the rest of the file, and would lie near it swapped.
remark-holes-filled = The area has holes. They were filled, so that it is larger than in the file.
remark-corners-repeated = Corners that stand at the place of the one before were left out.
remark-edge-long = An edge is so long that the shortest way, which is taken, lies up to { $length } beside the straight line of a map. More corners make it certain.
remark-grid-square = The grid reference names a square of { $length }; its middle was taken.
remark-arc-uneven = The ends of an arc lie { $length } more and less far from its centre ({ $quoted }).
remark-bound-open = { $bound ->
    [lower] No lower bound is given; it was left open.
   *[upper] No upper bound is given; it was left open.
}
remark-bound-above-sea = { $bound ->
    [lower] The lower bound, { $length }, is given above sea level, which lies up to { $high } from the ellipsoid.
   *[upper] The upper bound, { $length }, is given above sea level, which lies up to { $high } from the ellipsoid.
} { $moved ->
    [lowered] It was lowered by { $shift }.
   *[raised] It was raised by { $shift }.
}
remark-bound-pressure = { $bound ->
    [lower] The lower bound, { $length }, is a flight level or pressure altitude, which moves with the weather by up to { $high }.
   *[upper] The upper bound, { $length }, is a flight level or pressure altitude, which moves with the weather by up to { $high }.
} { $moved ->
    [lowered] It was lowered by { $shift }.
   *[raised] It was raised by { $shift }.
}
remark-bound-unreferenced = { $bound ->
    [lower] The lower bound, { $length }, is given without a reference (write AMSL, AGL, FL or WGS84 behind it). Up to { $high } are allowed for it, which is too little if ground is meant.
   *[upper] The upper bound, { $length }, is given without a reference (write AMSL, AGL, FL or WGS84 behind it). Up to { $high } are allowed for it, which is too little if ground is meant.
} { $moved ->
    [lowered] It was lowered by { $shift }.
   *[raised] It was raised by { $shift }.
}
remark-bound-above-ground = { $bound ->
    [lower] The lower bound, { $length }, is given above ground. It is only known that the ground lies between { $low } and { $high } above the ellipsoid.
   *[upper] The upper bound, { $length }, is given above ground. It is only known that the ground lies between { $low } and { $high } above the ellipsoid.
} { $moved ->
    [lowered] It was lowered by { $shift }.
   *[raised] It was raised by { $shift }.
}
remark-points-doubtful = Heights of points may lie up to { $length } from those above the ellipsoid.
remark-points-above-sea = Heights of points are above sea level, which lies up to { $length } from the ellipsoid.
remark-drawn-at-height = The outline is drawn at a height. It was taken to reach from the ground up to there.
remark-hours-ignored = It applies only at some hours within its time. All of that time was taken.
remark-radius-unit = The radius was taken in metres. Lengths of this zone are in feet, so that it may be smaller.
remark-of-another = The file says that it belongs to { $quoted }.
remark-nothing-restricted = The file says that nothing is restricted there.
remark-all-heights = The file says nothing of heights: it is planned at all of them.
remark-whole-way-held = Its points have no times: the whole way is held from the start to the end.
remark-band-around-points = Its band reaches { $length } below and above the heights of its points.
remark-other-sheet = sheet { $quoted }
remark-after-empty-rows = everything after { $of } empty rows
remark-line-unknown = line of a kind that is not read: { $quoted }
remark-before-first-area = line before the first area
remark-airway = airway
remark-other-file = other file in the KMZ
remark-element = { $quoted }
like-file = { $place ->
    [here] at the very place of { $where } of this file ({ $title })
   *[near] { $distance } from { $where } of this file ({ $title })
}
like-draft = { $place ->
    [here] at the very place of the draft { $title }
   *[near] { $distance } from the draft { $title }
}
like-notice = { $place ->
    [here] at the very place of the notice { $title }
   *[near] { $distance } from the notice { $title }
}
like-planned = { $place ->
    [here] at the very place of { $title } ({ $kind })
   *[near] { $distance } from { $title } ({ $kind })
}
like-operation = { $place ->
    [here] at the very place of the operation { $title }
   *[near] { $distance } from the operation { $title }
}
problem-feature-malformed = Something in it is missing, or is not in the form that its language prescribes.
problem-feature-empty = It has no place.
problem-coordinate-malformed = A latitude or longitude cannot be read.
problem-grid-reference-malformed = A grid reference cannot be read.
problem-altitude-malformed = An altitude cannot be read.
problem-length-malformed = A length cannot be read.
problem-instant-malformed = A date and time cannot be read.
problem-cell-too-long = A cell holds too much text.
problem-file-empty = There is nothing in the file.
problem-file-too-long = The file is longer than is taken. Divide it.
problem-file-malformed = The file breaks the rules of its own language, so that none of it can be trusted.
problem-file-too-deep = The parts of the file are nested too deeply, or there are too many of them.
problem-archive-unsafe = The compressed file would unpack to too much, or cannot be unpacked.
problem-document-type = The file brings a document type or entities of its own, which are not read.
problem-heading-missing = No row of the table names the columns that are needed.
problem-too-many-features = The file holds more rows or features than are taken. Divide it.
problem-too-many-points = The file holds more points than are taken. Divide it.
problem-edges-cross = Edges of the outline cross.
problem-no-area = The corners lie on one line and enclose no area.
problem-vertex-count = The outline has too few corners, or too many.
problem-vertex-repeated = A corner stands twice in the outline.
problem-latitude-out-of-range = A latitude is not between -90 and 90.
problem-longitude-out-of-range = A longitude is not between -180 and 180.
problem-radius-out-of-range = The radius is too small or too large.
problem-altitude-out-of-range = An altitude is too low or too high.
problem-altitudes-reversed = The lower altitude must be below the upper one.
problem-time-out-of-range = A time is not from 1970 to 9999.
problem-times-reversed = The start must be before the end.
problem-waypoint-count = The route has too few points, or too many.
problem-waypoint-times = Each point of the route must be later than the one before.
problem-route-too-long = The route is too long.
problem-half-width-out-of-range = The corridor is too narrow or too wide.
problem-slack-out-of-range = The slack before and after is too long.
problem-extents-needed = An area or a route is needed, and not both.
problem-outline-needed = A circle or an outline is needed, and not both.
problem-too-many-volumes = It has more volumes than are taken.
problem-area-too-large = The area is larger than may be announced.
problem-band-missing = Its altitudes, from and to, are missing.
problem-card-invalid = Something that it says of itself is missing or too long.
problem-kind-fixed = It cannot be of this kind.
problem-window-missing = Its times, from and until, are missing.
problem-window-too-long = It lasts too long.
problem-import-for-other = The file was looked through for something else. Send it again.
