import {
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  ValidateNotSelfIntersecting,
  type GeoJSONStoreFeatures,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { DARK, LIGHT } from "./colours";
import { isComplete, ringOfShape, shapeOfRing, type Shape, type ShapeKind } from "./shapes";
import type { Stage } from "./stage";

/** The hand that draws: one shape of one kind, by terra-draw. Loaded when somebody draws. */

const MODES = { polygon: "polygon", circle: "circle", route: "linestring" } as const;
/** Decimals of a degree that terra-draw takes. */
const DECIMALS = 9;

type Hex = `#${string}`;

export class Pen {
  #draw: TerraDraw;
  #busy = false;

  constructor(
    stage: Stage,
    isDark: boolean,
    readonly kind: ShapeKind,
    private readonly heard: {
      /** The shape has become another; `isDone`: the hand was lifted. */
      drawn(shape: Shape, isDone: boolean): void;
    },
  ) {
    const colours = isDark ? DARK : LIGHT;
    const [line, ground] = [colours.measure as Hex, colours.sheet as Hex];
    const area = {
      fillColor: colours.own as Hex,
      fillOpacity: 0.18,
      outlineColor: line,
      outlineWidth: 2,
    } as const;
    const point = { closingPointColor: line, closingPointWidth: 6, closingPointOutlineColor: ground };
    const corners = { draggable: true, deletable: true, midpoints: true };
    this.#draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: stage.map, coordinatePrecision: DECIMALS }),
      modes: [
        new TerraDrawPolygonMode({
          styles: { ...area, ...point, closingPointOutlineWidth: 2 },
          validation: (feature, { updateType }) =>
            updateType === "finish" || updateType === "commit" ? ValidateNotSelfIntersecting(feature) : { valid: true },
        }),
        new TerraDrawCircleMode({ styles: area, segments: 64 }),
        new TerraDrawLineStringMode({
          styles: { lineStringColor: line, lineStringWidth: 3, ...point, closingPointOutlineWidth: 2 },
        }),
        new TerraDrawSelectMode({
          allowManualDeselection: false,
          // Delete would take the whole shape away: the page has a button for that, and can undo it.
          keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
          flags: {
            polygon: { feature: { draggable: true, selfIntersectable: false, coordinates: corners } },
            linestring: { feature: { draggable: true, coordinates: corners } },
            circle: { feature: { draggable: true, coordinates: { resizable: "center-fixed" } } },
          },
          styles: {
            selectedPolygonColor: colours.own as Hex,
            selectedPolygonFillOpacity: 0.18,
            selectedPolygonOutlineColor: line,
            selectedPolygonOutlineWidth: 2,
            selectedLineStringColor: line,
            selectedLineStringWidth: 3,
            selectionPointColor: ground,
            // A circle has as many handles as corners: eight of them are enough to see.
            selectionPointWidth: ({ properties }) => (kind === "circle" && Number(properties["index"]) % 8 ? 0 : 6),
            selectionPointOutlineWidth: ({ properties }) =>
              kind === "circle" && Number(properties["index"]) % 8 ? 0 : 2,
            selectionPointOutlineColor: line,
            midPointColor: line,
            midPointWidth: 3,
            midPointOutlineColor: ground,
            midPointOutlineWidth: 1,
          },
        }),
      ],
    });
    this.#draw.start();
    this.#draw.on("finish", () => this.#tell(true));
    this.#draw.on("change", (_, type) => {
      if (type === "update" && !this.#busy && this.#draw.getMode() === "select") this.#tell(false);
    });
  }

  end(): void {
    if (this.#draw.enabled) this.#draw.stop();
  }

  /** Begins anew, with an empty map under the hand. */
  begin(): void {
    this.#busy = true;
    this.#draw.clear();
    this.#draw.setMode(MODES[this.kind]);
    this.#busy = false;
  }

  /** Lays the shape under the hand, to be changed. */
  lay(shape: Shape): void {
    this.#busy = true;
    this.#draw.clear();
    const feature = featureOf(shape);
    if (feature) {
      this.#draw.setMode("select");
      const [laid] = this.#draw.addFeatures([feature]);
      if (laid?.valid && laid.id !== undefined) this.#draw.selectFeature(laid.id);
    }
    this.#busy = false;
  }

  #tell(isDone: boolean): void {
    const feature = this.#draw.getSnapshot().find(({ properties }) => properties["mode"] === MODES[this.kind]);
    const geometry = feature?.geometry;
    if (geometry?.type === "Polygon") this.heard.drawn(shapeOfRing(this.kind, geometry.coordinates[0] ?? []), isDone);
    if (geometry?.type === "LineString") this.heard.drawn(shapeOfRing(this.kind, geometry.coordinates), isDone);
  }
}

function featureOf(shape: Shape): GeoJSONStoreFeatures | undefined {
  const ring = ringOfShape(shape);
  if (!ring || !isComplete(shape)) return undefined;
  const coordinates = ring.map((pair) => pair.map((degrees) => Number(degrees.toFixed(DECIMALS))));
  const properties = { mode: MODES[shape.kind] };
  return shape.kind === "route"
    ? { type: "Feature", properties, geometry: { type: "LineString", coordinates } }
    : { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [coordinates] } };
}
