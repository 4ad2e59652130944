// Run with: node --test tests/hub/directory/map.test.mjs
import assert from "node:assert/strict";
import test from "node:test";

import { clustersOf, inReadingOrder } from "../../../hub/directory/static/directory/clusters.js";
import { pinName, placed, viewSaid } from "../../../hub/directory/static/directory/map-words.js";

const ids = (cluster) => cluster.members.map(({ id }) => id);

const scattered = (count, width) => {
    let seed = 7;
    const next = () => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return (seed / 2147483648) * width - width / 2;
    };
    return Array.from({ length: count }, (_, id) => ({ id, x: next(), y: next() }));
};

test("points that are near are one cluster, where the first of them stands", () => {
    const clusters = clustersOf(
        [{ id: 1, x: 10, y: 10 }, { id: 2, x: 30, y: 10 }, { id: 3, x: 200, y: 10 }], 40,
    );

    assert.deepEqual(clusters.map(ids), [[1, 2], [3]]);
    assert.deepEqual([clusters[0].x, clusters[0].y], [10, 10]);
});

test("points near each other over the border of cells are one cluster", () => {
    const clusters = clustersOf([{ id: 1, x: 39, y: 39 }, { id: 2, x: 41, y: 41 }], 40);

    assert.deepEqual(clusters.map(ids), [[1, 2]]);
});

test("points at negative places are clustered as any others", () => {
    const clusters = clustersOf([{ id: 1, x: -1, y: -1 }, { id: 2, x: 1, y: 1 }], 40);

    assert.deepEqual(clusters.map(ids), [[1, 2]]);
});

test("every point is in one cluster, and no two clusters are too near", () => {
    const points = scattered(2000, 1500);
    const clusters = clustersOf(points, 46);

    const held = clusters.flatMap(ids).sort((one, other) => one - other);
    assert.deepEqual(held, points.map(({ id }) => id));
    clusters.forEach((one, place) =>
        clusters.slice(place + 1).forEach((other) =>
            assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= 46),
        ),
    );
});

test("moving everything alike moves the clusters and changes none", () => {
    const points = scattered(300, 800);
    const moved = points.map((point) => ({ ...point, x: point.x + 1234.5, y: point.y - 77.25 }));

    assert.deepEqual(clustersOf(points, 46).map(ids), clustersOf(moved, 46).map(ids));
});

test("no points are no clusters", () => {
    assert.deepEqual(clustersOf([], 46), []);
});

test("clusters are read from the north down and from the west along", () => {
    const clusters = [{ x: 50, y: 100 }, { x: 90, y: 5 }, { x: 10, y: 8 }];

    assert.deepEqual(inReadingOrder(clusters, 40).map(({ x }) => x), [10, 90, 50]);
});

test("pin of one says its name, where it is, and that this is approximate", () => {
    assert.equal(
        pinName([{ name: "Alder", where: "Leeds", near: "approximate" }]),
        "Alder, Leeds, approximate",
    );
    assert.equal(pinName([{ name: "Alder", where: "", near: "" }]), "Alder");
});

test("pin of many says how many and names the first", () => {
    const members = ["Alder", "Birch", "Cedar", "Elm"].map((name) => ({ name }));

    assert.equal(pinName(members.slice(0, 2)), "2 organisations: Alder, Birch");
    assert.equal(pinName(members), "4 organisations: Alder, Birch, Cedar and 1 more");
});

test("what is in view is said in words, for none, one and many", () => {
    assert.equal(viewSaid(0, 0, 0), "There is nothing to show on the map.");
    assert.equal(viewSaid(1, 1, 1), "1 organisation in view, at 1 place.");
    assert.equal(viewSaid(3, 3, 2), "All 3 organisations in view, at 2 places.");
    assert.equal(viewSaid(1, 3, 1), "1 of 3 organisations in view, at 1 place.");
    assert.equal(viewSaid(0, 3, 0), "None of 3 organisations is in this part of the map.");
    assert.equal(viewSaid(0, 1, 0), "None of 1 organisation is in this part of the map.");
});

test("features with a point are placed north before east, others left out", () => {
    const features = [
        { id: 1, geometry: { type: "Point", coordinates: [-1.5, 53.8] }, properties: { name: "Alder" } },
        { id: 2, geometry: null, properties: { name: "Birch" } },
    ];

    assert.deepEqual(placed(features), [{ id: 1, at: [53.8, -1.5], name: "Alder" }]);
});
