import { officeNow } from "../api/skew";
import type { Feature, Point } from "geojson";
import {
  addProtocol,
  Map as MapLibre,
  setWorkerUrl,
  type GeoJSONSource,
  type MapMouseEvent,
  type MapOptions,
  type PointLike,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Position } from "../space/coordinates";
import { graticule, readGround, readLargePlaces, readNearPlaces, type NamedPlace } from "./base";
import { DARK, LIGHT, type Colours } from "./colours";
import { namePicture, pictures } from "./images";
import { Pace } from "./pace";
import { EMPTY, FOUND_IN, groundStyle, SMALL_SOURCES, SOURCES, thingLayers, timedFilters } from "./layers";
import { Drawing, FAMILIES, type Change, type Family, type Thing } from "./things";

/** The world as MapLibre draws it. This file, and the library with it, is loaded when the first map is shown. */

setWorkerUrl(worker);

export interface View {
  lng: number;
  lat: number;
  zoom: number;
}

export interface Heard {
  moved(view: View): void;
  /** Things under a click, what is on top first; and where it was. */
  clicked(ids: string[], at: Position): void;
  /** Somebody asks what lies at a place: the other button, or a long touch. */
  asked(at: Position): void;
  pointed(at: Position | undefined): void;
  /** Everything is drawn and nothing moves; or no longer. */
  stood(still: boolean): void;
}

export interface Wish {
  dark: boolean;
  language: string;
  /** Where it begins: a view, or everything within a box. */
  view: View | Box;
  at: number;
  whole: boolean;
  /** The address of the operator's own tiles (PMTiles), if there are any. */
  tiles?: string | undefined;
}

export type Box = [west: number, south: number, east: number, north: number];
/** Villages are named from this zoom on. */
const NEAR_ZOOM = 7;
/** So many pictures of names are kept before those out of sight are forgotten. */
const MOST_NAMES = 1_200;
/** So many features are handed over in one piece. */
const AT_ONCE = 1_000;
const FINGER_PX = 6;
const PADDING_PX = 48;
const CLOSEST = 12;

export class Stage {
  readonly drawing = new Drawing();
  #at: number;
  #whole: boolean;
  #isOver = false;
  #colours: Colours;
  #names = new Set<string>();
  #isChosen = false;
  #cells = "";
  readonly #pace: Pace;
  /** What waits to be handed over to be drawn, piece by piece. */
  #handing = Promise.resolve();
  #pieces = 0;

  private constructor(
    readonly map: MapLibre,
    private readonly wish: Wish,
    private readonly heard: Heard,
  ) {
    this.#at = wish.at;
    this.#whole = wish.whole;
    this.#colours = wish.dark ? DARK : LIGHT;
    this.#pace = new Pace(map);
  }

  /** Draws the ground into the element; resolves when things can be put on it. */
  static async raise(container: HTMLElement, wish: Wish, heard: Heard): Promise<Stage> {
    const ground = await readGround();
    if (wish.tiles) await learnTiles();
    const map = new MapLibre({
      container,
      style: groundStyle(ground, wish.dark ? DARK : LIGHT, wish.tiles),
      ...beginning(wish.view),
      attributionControl: false,
      maplibreLogo: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      maxZoom: 18,
      fadeDuration: 0,
      renderWorldCopies: true,
      refreshExpiredTiles: false,
      // The page has its own keys, which its own words explain.
      keyboard: false,
    });
    map.touchZoomRotate.disableRotation();
    // The page's own element around the canvas takes the focus and has the name.
    const canvas = map.getCanvas();
    canvas.tabIndex = -1;
    canvas.removeAttribute("role");
    canvas.removeAttribute("aria-label");
    const stage = new Stage(map, wish, heard);
    await new Promise<void>((resolve) => map.once("style.load", () => resolve()));
    stage.#furnish();
    stage.#listen();
    void stage.#namePlaces();
    return stage;
  }

  end(): void {
    this.#isOver = true;
    this.map.remove();
  }

  #furnish(): void {
    for (const [name, { data, pixelRatio }] of pictures(this.#colours)) this.map.addImage(name, data, { pixelRatio });
    this.map.setMissingStyleImageResolver((id) => this.#drawName(id));
    for (const source of [...SOURCES, ...SMALL_SOURCES]) this.map.addSource(source, EMPTY);
    for (const layer of thingLayers(this.#colours, this.#at, officeNow() / 1000, this.#whole)) this.map.addLayer(layer);
  }

  #drawName(id: string): void {
    const [what, ...rest] = id.split(":");
    const { name, halo, measure } = this.#colours;
    if (what === "title") {
      this.#keepName(id, namePicture(rest.join(":"), 12, measure, halo, false));
    } else if (what === "name") {
      const px = { s: 11, m: 12, l: 13.5 }[rest[0] ?? "s"] ?? 11;
      this.#keepName(id, namePicture(rest.slice(1).join(":"), px, name, halo, true));
    }
  }

  #keepName(id: string, { data, pixelRatio }: { data: ImageData; pixelRatio: number }): void {
    if (this.map.hasImage(id)) return;
    this.map.addImage(id, data, { pixelRatio });
    this.#names.add(id);
  }

  #listen(): void {
    const { map } = this;
    // What goes wrong with a tile or an image is told here alone.
    map.on("error", ({ error }) => console.warn(error));
    const moved = () => {
      const { lng, lat } = map.getCenter().wrap();
      this.heard.moved({ lng, lat, zoom: map.getZoom() });
      this.#give("grid", [graticule(this.box())]);
    };
    moved();
    map.on("moveend", () => {
      if (this.#pace.isSliding) return;
      moved();
      void this.#nameVillages();
    });
    map.on("idle", () => {
      if (this.#pieces === 0) this.heard.stood(true);
    });
    map.on("movestart", () => this.heard.stood(false));
    map.on("click", (event) => this.heard.clicked(this.#under(event), placeOf(event)));
    map.on("contextmenu", (event) => this.heard.asked(placeOf(event)));
    map.on("mousemove", (event) => {
      if (!map.isMoving() && !this.#pace.isSliding) this.heard.pointed(placeOf(event));
    });
    map.on("mouseout", () => this.heard.pointed(undefined));
  }

  #under({ point }: MapMouseEvent): string[] {
    const around: [PointLike, PointLike] = [
      [point.x - FINGER_PX, point.y - FINGER_PX],
      [point.x + FINGER_PX, point.y + FINGER_PX],
    ];
    const found = this.map.queryRenderedFeatures(around, { layers: FOUND_IN });
    const rank = (layer: string) => FOUND_IN.indexOf(layer);
    found.sort(
      (one, other) =>
        rank(one.layer.id) - rank(other.layer.id) ||
        Number(one.properties["order"]) - Number(other.properties["order"]),
    );
    return [...new Set(found.map(({ properties }) => String(properties["thing"])))];
  }

  async #namePlaces(): Promise<void> {
    const features = await readLargePlaces(this.wish.language).catch(() => []);
    this.#give("places", features);
    await this.#nameVillages();
  }

  async #nameVillages(): Promise<void> {
    if (this.map.getZoom() < NEAR_ZOOM) return;
    const box = this.box();
    const cells = box.map((degrees) => Math.floor(degrees / 10)).join();
    if (cells !== this.#cells) {
      this.#cells = cells;
      const features: Feature<Point, NamedPlace>[] = await readNearPlaces(box, this.wish.language).catch(() => {
        this.#cells = "";
        return [];
      });
      // Meanwhile somebody may have gone on, and asked for others; or the map is gone.
      if (this.#isOver || cells !== this.#cells) return;
      this.#give("villages", features);
    }
    this.#forgetNames();
  }

  /** Pictures of names that are out of sight, once there are too many. */
  #forgetNames(): void {
    if (this.#names.size < MOST_NAMES) return;
    const shown = new Set<string>();
    for (const layer of ["places", "villages", "titles"]) {
      for (const { properties } of this.map.queryRenderedFeatures({ layers: [layer] })) {
        shown.add(String(properties["name"] ?? properties["title"]));
      }
    }
    for (const id of this.#names) {
      const name = id.startsWith("title:") ? id.slice(6) : id.slice(7);
      if (shown.has(name)) continue;
      this.#names.delete(id);
      this.map.removeImage(id);
    }
  }

  /** West, south, east, north of what is seen. */
  box(): Box {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** Draws these things, and nothing anew that has not changed. `isFirst`: brings them into view. */
  show(things: readonly Thing[], party: string, isFirst = false): void {
    const changes = this.drawing.change(things, party);
    const bounds = isFirst ? this.drawing.bounds() : undefined;
    if (bounds) this.fit(bounds);
    for (const family of FAMILIES) {
      const { remove, add } = changes[family];
      // Handing over thousands in one go would let whoever clicks meanwhile wait.
      for (let from = 0; from === 0 ? remove.length || add.length : from < add.length; from += AT_ONCE) {
        const change = { remove: from === 0 ? remove : [], add: add.slice(from, from + AT_ONCE) };
        this.#pieces++;
        this.#handing = this.#handing.then(() => this.#hand(family, change));
      }
    }
  }

  async #hand(family: Family, change: Change): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.#pieces--;
    if (!this.#isOver) await this.#source(family).updateData(change);
  }

  /** What is drawn belongs to this moment (seconds). `whole`: what belongs to others is drawn faintly. */
  setMoment(at: number, whole: boolean): void {
    const now = officeNow() / 1000;
    if (whole !== this.#whole) {
      for (const id of ["areas-faded", "cells-faded"]) {
        this.map.setLayoutProperty(id, "visibility", whole ? "visible" : "none");
      }
    }
    this.#whole = whole;
    if (at === this.#at) return;
    this.#at = at;
    for (const [layer, filter] of timedFilters(at, now)) {
      if (whole || !layer.endsWith("-faded")) this.map.setFilter(layer, filter, { validate: false });
    }
  }

  choose(id: string | undefined): void {
    if (id === undefined && !this.#isChosen) return;
    this.#isChosen = id !== undefined;
    const made = id === undefined ? undefined : this.drawing.of(id);
    const marks = made?.marks.filter(({ properties: { from, until } }) => from <= this.#at && until > this.#at) ?? [];
    this.#give("chosen", made ? [...made.areas, ...made.cells, ...marks] : []);
  }

  give(source: (typeof SMALL_SOURCES)[number], features: Feature[]): void {
    this.#give(source, features);
  }

  #give(source: string, features: Feature[]): void {
    // Pieces that lie over a map that is being taken away may still let go of what they drew.
    if (!this.#isOver) void this.#source(source).setData({ type: "FeatureCollection", features });
  }

  #source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  fit([west, south, east, north]: Box, closest = CLOSEST): void {
    this.map.fitBounds([west, south, east, north], { padding: PADDING_PX, maxZoom: closest, animate: false });
  }

  pan(x_px: number, y_px: number): void {
    this.#pace.coarsen();
    this.map.panBy([x_px, y_px], { duration: 120 });
  }

  zoomBy(steps: number): void {
    this.#pace.coarsen();
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 150 });
  }
}

function beginning(view: View | Box): Partial<MapOptions> {
  if ("zoom" in view) return { center: [view.lng, view.lat], zoom: view.zoom };
  const [west, south, east, north] = view;
  return { bounds: [west, south, east, north], fitBoundsOptions: { padding: PADDING_PX, maxZoom: CLOSEST } };
}

function placeOf({ lngLat }: MapMouseEvent): Position {
  const { lng, lat } = lngLat.wrap();
  return { lng, lat };
}

let learnt: Promise<void> | undefined;

function learnTiles(): Promise<void> {
  learnt ??= import("pmtiles").then(({ Protocol }) => addProtocol("pmtiles", new Protocol().tile));
  return learnt;
}
