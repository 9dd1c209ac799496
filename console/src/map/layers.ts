import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
import type { Ground } from "./base";
import type { Colours } from "./colours";

/** The layers of the map, from the ground up, and the filters by which the chosen moment is shown. */

type Filter = ExpressionSpecification;

/** From here on areas are hatched; seen from farther they are too small for it, and tinted. */
const HATCHED_ZOOM = 7;

export const EMPTY: SourceSpecification = { type: "geojson", data: { type: "FeatureCollection", features: [] } };

/** People that a place must have to be named at a zoom. */
const NAMED: Filter = [
  ">=",
  ["get", "people"],
  ["step", ["zoom"], 5e6, 3, 2e6, 4, 1e6, 5, 4e5, 6, 1.5e5, 7, 6e4, 8, 2e4, 9, 6e3, 10, 2e3, 11, 0],
];

function names(id: string, source: string): LayerSpecification {
  return {
    id,
    source,
    type: "symbol",
    filter: NAMED,
    layout: {
      "icon-image": ["concat", ["step", ["get", "people"], "name:s:", 2e4, "name:m:", 3e5, "name:l:"], ["get", "name"]],
      "icon-anchor": "bottom",
      "icon-padding": 6,
      "symbol-sort-key": ["-", 0, ["get", "people"]],
    },
  };
}

/** The ground, and what the operator's own tiles add to it, if the office serves some. */
export function groundStyle(ground: Ground, colours: Colours, tiles?: string): StyleSpecification {
  const sources: StyleSpecification["sources"] = {
    land: { type: "geojson", data: ground.land, tolerance: 0.3 },
    borders: { type: "geojson", data: ground.borders, tolerance: 0.3 },
    grid: EMPTY,
    places: EMPTY,
    villages: EMPTY,
  };
  const layers: LayerSpecification[] = [
    { id: "water", type: "background", paint: { "background-color": colours.water } },
    { id: "land", source: "land", type: "fill", paint: { "fill-color": colours.land, "fill-antialias": false } },
    { id: "grid", source: "grid", type: "line", paint: { "line-color": colours.grid, "line-width": 1 } },
    {
      id: "borders",
      source: "borders",
      type: "line",
      paint: { "line-color": colours.border, "line-width": 1, "line-dasharray": [4, 2] },
    },
  ];
  if (tiles) {
    sources["tiles"] = { type: "vector", url: `pmtiles://${tiles}` };
    layers.push(...detail(colours));
  }
  layers.push(names("villages", "villages"), names("places", "places"));
  return { version: 8, sources, layers };
}

/** Of tiles in the Protomaps schema, what helps to find one's way: water, roads. Everything else stays away. */
function detail(colours: Colours): LayerSpecification[] {
  const of = (id: string, layer: string) => ({ id, source: "tiles", "source-layer": layer });
  return [
    {
      ...of("tiles-water", "water"),
      type: "fill",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": colours.water },
    },
    {
      ...of("tiles-rivers", "water"),
      type: "line",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": colours.water, "line-width": 1.5 },
    },
    {
      ...of("tiles-roads", "roads"),
      type: "line",
      paint: {
        "line-color": colours.border,
        "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.4, 12, 1.6, 16, 4],
      },
    },
  ];
}

/** What holds at a moment. */
export function atMoment(at: number): Filter {
  return ["all", ["<=", ["get", "from"], at], [">", ["get", "until"], at]];
}

/** What does not hold at it, but some time within a day of now. */
function atAnother(at: number, now: number): Filter {
  const day = 86_400;
  return [
    "all",
    ["any", [">", ["get", "from"], at], ["<=", ["get", "until"], at]],
    ["<=", ["get", "from"], now + day],
    [">", ["get", "until"], now - day],
  ];
}

const COLOUR = (colours: Colours): ExpressionSpecification => [
  "case",
  ["==", ["get", "look"], "alarm"],
  colours.alarm,
  ["get", "own"],
  colours.own,
  colours.theirs,
];

/** Layers whose filter follows the moment, with what each of them filters besides. */
const TIMED: [string, Filter | undefined][] = [
  ["cells", undefined],
  ["cells-hatch", undefined],
  ["cells-edge", undefined],
  ["areas", undefined],
  ["areas-hatch", undefined],
  ["areas-planned", ["==", ["get", "look"], "planned"]],
  ["areas-active", ["==", ["get", "look"], "active"]],
  ["areas-alarm", ["==", ["get", "look"], "alarm"]],
  ["ways", undefined],
  ["dots", undefined],
  ["marks", undefined],
  ["titles", undefined],
];

export const SOURCES = ["cells", "areas", "ways", "marks"] as const;
/** Sources of few features that are given anew each time. */
export const SMALL_SOURCES = ["chosen", "preview", "draft", "conflicts", "measure"] as const;
/** Where something may be found under the pointer: what is on top first. */
export const FOUND_IN = ["marks", "dots", "areas-hatch", "areas", "cells-hatch", "cells"];

/** Every layer of things, with its filter for the moment. */
export function thingLayers(colours: Colours, at: number, now: number, isWhole: boolean): LayerSpecification[] {
  const colour = COLOUR(colours);
  const hatch: ExpressionSpecification = ["concat", "hatch:", ["get", "pattern"]];
  const coarse: ExpressionSpecification = ["concat", "coarse:", ["to-string", ["get", "own"]], "-", ["get", "look"]];
  const mark: ExpressionSpecification = ["concat", "mark:", ["get", "pattern"], "-", ["to-string", ["get", "coarse"]]];
  const layers: LayerSpecification[] = [
    faded("areas-faded", "areas", colour, isWhole),
    faded("cells-faded", "cells", colour, isWhole),
    {
      id: "cells",
      source: "cells",
      type: "fill",
      maxzoom: HATCHED_ZOOM,
      paint: { "fill-color": colour, "fill-opacity": colours.tint / 2, "fill-antialias": false },
    },
    {
      id: "cells-hatch",
      source: "cells",
      type: "fill",
      minzoom: HATCHED_ZOOM,
      paint: { "fill-pattern": coarse, "fill-antialias": false },
    },
    {
      id: "cells-edge",
      source: "cells",
      type: "line",
      layout: { "line-cap": "round" },
      paint: { "line-color": colour, "line-width": 1.2, "line-dasharray": [0.4, 3], "line-opacity": 0.9 },
    },
    {
      id: "areas",
      source: "areas",
      type: "fill",
      maxzoom: HATCHED_ZOOM,
      paint: { "fill-color": colour, "fill-opacity": colours.tint * 1.6, "fill-antialias": false },
    },
    {
      id: "areas-hatch",
      source: "areas",
      type: "fill",
      minzoom: HATCHED_ZOOM,
      paint: { "fill-pattern": hatch, "fill-antialias": false },
    },
    edge("areas-planned", { "line-color": colour, "line-width": 1.4, "line-dasharray": [3.5, 2.2] }),
    edge("areas-active", { "line-color": colour, "line-width": 1.7 }),
    edge("areas-alarm", { "line-color": colour, "line-width": 3.5 }),
    {
      id: "ways",
      source: "ways",
      type: "line",
      layout: { "line-join": "round" },
      paint: { "line-color": colour, "line-width": 1.5, "line-opacity": 0.8 },
    },
    ...chosenLayers(colours),
    {
      id: "dots",
      source: "marks",
      type: "circle",
      maxzoom: 10,
      paint: {
        "circle-radius": 3,
        "circle-color": colour,
        "circle-stroke-width": 1,
        "circle-stroke-color": colours.sheet,
      },
    },
    {
      id: "titles",
      source: "marks",
      type: "symbol",
      minzoom: 9,
      layout: {
        "icon-image": ["case", ["==", ["get", "title"], ""], "", ["concat", "title:", ["get", "title"]]],
        "icon-anchor": "top",
        "icon-offset": [0, 20],
        "icon-padding": 1,
        "symbol-sort-key": sorted(),
      },
    },
    {
      id: "marks",
      source: "marks",
      type: "symbol",
      layout: { "icon-image": mark, "icon-padding": 0, "symbol-sort-key": sorted(), "symbol-z-order": "source" },
    },
    {
      id: "conflicts",
      source: "conflicts",
      type: "symbol",
      layout: {
        "icon-image": ["concat", "conflict:", ["to-string", ["get", "binding"]]],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "icon-offset": [0, -26],
      },
    },
    {
      id: "measure",
      source: "measure",
      type: "line",
      paint: { "line-color": colours.measure, "line-width": 2, "line-dasharray": [2, 1] },
    },
    {
      id: "measure-points",
      source: "measure",
      type: "circle",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 4,
        "circle-color": colours.sheet,
        "circle-stroke-width": 2,
        "circle-stroke-color": colours.measure,
      },
    },
  ];
  const filters = new Map(timedFilters(at, now));
  return layers.map((layer) => {
    const filter = filters.get(layer.id);
    return filter && layer.type !== "background" ? { ...layer, filter } : layer;
  });
}

/** The filters of a moment, by layer. */
export function timedFilters(at: number, now: number): [string, FilterSpecification][] {
  const moment = atMoment(at);
  const another = atAnother(at, now);
  return [
    ...TIMED.map(([id, also]): [string, FilterSpecification] => [id, also ? ["all", moment, also] : moment]),
    ["areas-faded", another],
    ["cells-faded", another],
  ];
}

/** Alarms first, then what happens, then what is planned. */
function sorted(): ExpressionSpecification {
  return ["match", ["get", "look"], "alarm", 0, "active", 1, 2];
}

function faded(id: string, source: string, colour: ExpressionSpecification, isWhole: boolean): LayerSpecification {
  return {
    id,
    source,
    type: "line",
    layout: { visibility: isWhole ? "visible" : "none" },
    paint: { "line-color": colour, "line-width": 1, "line-opacity": 0.35 },
  };
}

function edge(
  id: string,
  paint: NonNullable<Extract<LayerSpecification, { type: "line" }>["paint"]>,
): LayerSpecification {
  return { id, source: "areas", type: "line", paint };
}

/** What is selected stands out at every moment; what is being planned lies over it. */
function chosenLayers(colours: Colours): LayerSpecification[] {
  return [
    {
      id: "chosen-glow",
      source: "chosen",
      type: "line",
      paint: { "line-color": colours.measure, "line-width": 6, "line-opacity": 0.28, "line-blur": 2 },
    },
    {
      id: "chosen",
      source: "chosen",
      type: "line",
      paint: { "line-color": colours.measure, "line-width": 2 },
    },
    {
      id: "chosen-mark",
      source: "chosen",
      type: "circle",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 19,
        "circle-opacity": 0,
        "circle-stroke-width": 3,
        "circle-stroke-color": colours.measure,
      },
    },
    ...["preview", "draft"].flatMap((source): LayerSpecification[] => [
      { id: source, source, type: "fill", paint: { "fill-color": colours.own, "fill-opacity": 0.2 } },
      {
        id: `${source}-edge`,
        source,
        type: "line",
        paint: { "line-color": colours.own, "line-width": 2, "line-dasharray": [1.5, 1.5] },
      },
    ]),
  ];
}
