// The map of results: an element with data-map becomes one. Its points are asked for at
// the address in data-points, which holds what the list holds. Leaflet comes from our own
// site; it draws, and everything else (clusters, pins, words, keys) is ours.

import { cardOf } from "./map-card.js";
import { Pins } from "./map-pins.js";
import { placed, viewSaid } from "./map-words.js";

// Great Britain and Ireland, with sea around them; nobody need get lost further out.
const ISLES = [[49.8, -10.7], [60.9, 1.9]];
const AROUND = [[44, -24], [66, 15]];
const METRES_IN_A_MILE = 1609.344;
const PAUSE = 400;

const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const fetchJSON = async (address) => {
    const response = await fetch(address);
    if (!response.ok) {
        throw new Error(`${address}: ${response.status}`);
    }
    return response.json();
};

const button = (parent, label, sign, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "map__button", textContent: sign });
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", act);
    parent.append(made);
    return made;
};

class ResultsMap {
    constructor(root, leaflet, points) {
        this.root = root;
        this.leaflet = leaflet;
        this.points = points;
        this.canvas = root.querySelector("[data-canvas]");
        this.status = root.querySelector("[role=status]");
        this.map = this.made();
        this.pins = new Pins(this.map, leaflet, points, (members) => this.opened(members));
        this.addControls();
        this.addGround();
        this.listen();
        this.showAll();
    }

    made() {
        const { tiles } = this.root.dataset;
        const motion = !isStill();
        return this.leaflet.map(this.canvas, {
            attributionControl: false,
            zoomControl: false,
            // Pages scroll; the map zooms by its wheel once somebody is in it.
            scrollWheelZoom: false,
            minZoom: 4,
            // A coastline of a kilometre's detail says nothing from nearer.
            maxZoom: tiles ? 18 : 11,
            zoomSnap: 0.5,
            maxBounds: AROUND,
            zoomAnimation: motion,
            fadeAnimation: motion,
            markerZoomAnimation: motion,
            inertia: motion,
        });
    }

    addControls() {
        const bar = this.root.querySelector("[data-controls]");
        this.nearer = button(bar, "Zoom in", "+", () => this.map.zoomIn(1));
        this.further = button(bar, "Zoom out", "−", () => this.map.zoomOut(1));
        button(bar, "Show all on the map", "All", () => this.showAll());
    }

    addGround() {
        const { tiles, outline, near, within } = this.root.dataset;
        if (tiles) {
            this.leaflet.tileLayer(tiles, { maxZoom: 18 }).addTo(this.map);
        } else if (outline) {
            this.addOutline(outline);
        }
        if (near && within) {
            this.leaflet
                .circle(near.split(",").map(Number), {
                    radius: Number(within) * METRES_IN_A_MILE,
                    className: "map__within",
                    interactive: false,
                })
                .addTo(this.map);
        }
    }

    async addOutline(address) {
        try {
            const ground = await fetchJSON(address);
            this.leaflet
                .geoJSON(ground, { interactive: false, style: { className: "map__land" } })
                .addTo(this.map)
                .bringToBack();
        } catch {
            // Pins without a coast still stand where they should.
        }
    }

    listen() {
        this.map.on("moveend", () => this.moved());
        this.map.on("popupclose", ({ popup }) => this.closed(popup));
        this.canvas.addEventListener("focusin", () => this.map.scrollWheelZoom.enable());
        this.canvas.addEventListener("mouseleave", () => this.map.scrollWheelZoom.disable());
        this.root.addEventListener("keydown", (event) => this.pressed(event));
    }

    showAll() {
        const places = this.points.map(({ at }) => at);
        const { near } = this.root.dataset;
        if (near) {
            places.push(near.split(",").map(Number));
        }
        this.map.fitBounds(places.length ? places : ISLES, {
            padding: [36, 36],
            maxZoom: 9,
            animate: false,
        });
    }

    moved() {
        this.pins.draw();
        this.nearer.disabled = this.map.getZoom() >= this.map.getMaxZoom();
        this.further.disabled = this.map.getZoom() <= this.map.getMinZoom();
        // Somebody who moves the map step by step hears where they ended.
        clearTimeout(this.saying);
        this.saying = setTimeout(() => {
            this.status.textContent = viewSaid(
                this.pins.seen, this.points.length, this.pins.count,
            );
        }, PAUSE);
    }

    pressed(event) {
        if (event.key === "Escape" && this.popup) {
            event.preventDefault();
            event.stopPropagation();
            this.map.closePopup();
        }
    }

    opened(members) {
        const card = cardOf(members, this.pins.nameOf(members[0].id));
        this.popup = this.leaflet
            .popup({ maxWidth: 260, maxHeight: 220, offset: [0, -14], keepInView: false })
            .setLatLng(members[0].at)
            .setContent(card);
        this.popup.first = members[0].id;
        this.popup.openOn(this.map);
        this.popup.getElement().querySelector("a[href='#close']").title = "Close";
        card.querySelector("a").focus({ preventScroll: true });
    }

    closed(popup) {
        const at = document.activeElement;
        const wasInside = popup.getElement()?.contains(at) || at === document.body;
        if (this.popup === popup) {
            this.popup = null;
        }
        if (wasInside && !this.popup) {
            this.pins.focus(popup.first);
        }
    }
}

let shown = null;

const start = async (root) => {
    root.dataset.started = "";
    root.querySelector("[data-without]").remove();
    const { leaflet, points } = root.dataset;
    const status = root.querySelector("[role=status]");
    try {
        const [{ features }] = await Promise.all([fetchJSON(points), import(leaflet)]);
        root.hidden = false;
        root.querySelector("[data-body]").hidden = false;
        // A map that was swapped out would go on listening to the window.
        shown?.map.remove();
        shown = new ResultsMap(root, window.L, placed(features));
    } catch {
        status.textContent =
            "The map could not be loaded. The list holds the same organisations.";
    }
};

const startAll = (part) =>
    part.querySelectorAll("[data-map]:not([data-started])").forEach(start);

startAll(document);
// The list may be put in place anew without the page being loaded.
document.addEventListener("htmx:load", ({ detail }) => startAll(detail.elt.parentNode ?? document));
