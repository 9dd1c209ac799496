filter-area = Area
filter-area-all = Any area
filter-area-chosen = Within { $radius } of { $place }
filter-area-about = Draw a circle, or type its centre and radius. What reaches into the square around it is found; what has no position is not.
filter-area-do = Look here
