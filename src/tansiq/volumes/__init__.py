"""4D volumes: an area, an altitude band and a time window; what they cover, whether they meet, how far apart they are.

Pure. Positions are WGS84 degrees (latitude, longitude), altitudes metres above the WGS84 ellipsoid, times microseconds
since 1970-01-01T00:00:00Z, lengths metres. An edge between two vertices is the great circle through their geodetic
latitudes and longitudes (F3548-21, `Polygon`: "the shortest path between connected vertices"); it parts from the
ellipsoid's geodesic by less than 1 mm over 10 km and 1 m over 100 km.

All sets are closed: volumes that merely touch, in space, altitude or time, overlap. Missing bounds are infinite.
"""

from tansiq.volumes.clearance import Separation, separation
from tansiq.volumes.covering import COVERING_LEVELS, MAX_CELLS, Footprint, footprint
from tansiq.volumes.overlap import contains, holding, overlap_any, overlapping, overlaps, shared_place
from tansiq.volumes.shapes import Circle, Outline, Polygon, ShapeRefused, Volume, bounding_window

__all__ = [
    "COVERING_LEVELS",
    "MAX_CELLS",
    "Circle",
    "Footprint",
    "Outline",
    "Polygon",
    "Separation",
    "ShapeRefused",
    "Volume",
    "bounding_window",
    "contains",
    "footprint",
    "holding",
    "overlap_any",
    "overlapping",
    "overlaps",
    "separation",
    "shared_place",
]
