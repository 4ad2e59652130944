// The pins of a map: real buttons, one for each cluster in view, in the order of reading.

import { clustersOf, inReadingOrder } from "./clusters.js";
import { pinName } from "./map-words.js";

// In pixels. Wider than a finger: no two pins are nearer to each other than this.
const APART = 46;
const EDGE = [40, 40];

export class Pins {
    /** `onOpen(members)` is called with what stands at a pin that cannot be parted. */
    constructor(map, leaflet, points, onOpen) {
        this.map = map;
        this.leaflet = leaflet;
        this.points = points;
        this.onOpen = onOpen;
        this.markers = new Map();
        this.wanted = null;
        this.seen = 0;
    }

    /** How many pins are in view. */
    get count() {
        return this.markers.size;
    }

    /** Draw what is in view; pins that stay keep their element, and so the focus. */
    draw() {
        const focused = this.focusedId();
        const clusters = this.inView();
        this.seen = clusters.reduce((sum, { members }) => sum + members.length, 0);
        const keys = new Map(clusters.map((one) => [this.keyOf(one.members), one.members]));
        for (const [key, marker] of this.markers) {
            if (!keys.has(key)) {
                marker.remove();
                this.markers.delete(key);
            }
        }
        for (const [key, members] of keys) {
            if (!this.markers.has(key)) {
                this.markers.set(key, this.added(members));
            }
        }
        this.putInOrder([...keys.keys()]);
        const wanted = this.wanted ?? focused;
        this.wanted = null;
        if (wanted !== null) {
            this.focus(wanted);
        }
    }

    /** Put the focus on the pin at which this organisation stands, if it is in view. */
    focus(id) {
        const found = this.at(id);
        if (found && document.activeElement !== found.button) {
            found.button.focus({ preventScroll: true });
        }
    }

    /** The name of the pin at which this organisation stands. */
    nameOf(id) {
        return this.at(id)?.button.getAttribute("aria-label") ?? "";
    }

    at(id) {
        return [...this.markers.values()].find(({ ids }) => ids.has(id));
    }

    focusedId() {
        const held = [...this.markers.values()].find(
            (marker) => marker.button === document.activeElement,
        );
        return held ? held.members[0].id : null;
    }

    keyOf(members) {
        return members.map(({ id }) => id).join(",");
    }

    inView() {
        const zoom = this.map.getZoom();
        const view = this.map.getPixelBounds();
        const pixels = this.points.map((point) => {
            const { x, y } = this.map.project(point.at, zoom);
            return { ...point, x, y };
        });
        const seen = clustersOf(pixels, APART).filter((one) => view.contains([one.x, one.y]));
        return inReadingOrder(seen, APART);
    }

    added(members) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = members.length > 1 ? "map-pin map-pin--many" : "map-pin";
        button.textContent = members.length > 1 ? String(members.length) : "";
        button.setAttribute("aria-label", pinName(members));
        button.title = pinName(members);
        const icon = this.leaflet.divIcon({ html: button, iconSize: null, className: "map-place" });
        const marker = this.leaflet
            .marker(members[0].at, { icon, keyboard: false, interactive: false })
            .addTo(this.map);
        Object.assign(marker, { button, members, ids: new Set(members.map(({ id }) => id)) });
        this.leaflet.DomEvent.disableClickPropagation(button);
        button.addEventListener("click", () => this.pressed(members));
        button.addEventListener("focus", () =>
            this.map.panInside(members[0].at, { padding: EDGE, animate: false }),
        );
        return marker;
    }

    pressed(members) {
        const bounds = this.leaflet.latLngBounds(members.map(({ at }) => at));
        const isOnePlace = bounds.getSouthWest().equals(bounds.getNorthEast());
        const zoom = this.map.getZoom();
        const nearest = this.map.getMaxZoom();
        if (isOnePlace || zoom >= nearest) {
            this.onOpen(members);
            return;
        }
        this.wanted = members[0].id;
        const fitting = this.map.getBoundsZoom(bounds, false, this.leaflet.point(EDGE).multiplyBy(2));
        const next = Math.min(Math.max(fitting, zoom + 1), nearest);
        this.map.setView(bounds.getCenter(), next);
    }

    // The order of the elements is the order of the Tab key. What has the focus is never
    // moved: moving it would take the focus away; the others are put around it.
    putInOrder(keys) {
        const marked = keys.map((key) => this.markers.get(key));
        const held = marked.find((marker) => marker.button === document.activeElement);
        let isAfter = false;
        for (const marker of marked) {
            const element = marker.getElement();
            if (marker === held) {
                isAfter = true;
            } else if (held && !isAfter) {
                element.parentNode.insertBefore(element, held.getElement());
            } else {
                element.parentNode.append(element);
            }
        }
    }
}
