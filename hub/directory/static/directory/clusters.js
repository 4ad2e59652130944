// Which pins of a map stand too near each other to be told apart, or hit with a finger.

const cellOf = (pixels, apart) => Math.floor(pixels / apart);

const neighbours = (cells, point, apart) => {
    const found = [];
    for (let column = -1; column <= 1; column += 1) {
        for (let row = -1; row <= 1; row += 1) {
            const cell = `${cellOf(point.x, apart) + column}:${cellOf(point.y, apart) + row}`;
            found.push(...(cells.get(cell) ?? []));
        }
    }
    return found;
};

// The nearest, not the first met: that would depend on where the cells begin.
const nearIn = (cells, point, apart) => {
    let nearest = null;
    let least = apart;
    for (const cluster of neighbours(cells, point, apart)) {
        const distance = Math.hypot(cluster.x - point.x, cluster.y - point.y);
        if (distance < least) {
            nearest = cluster;
            least = distance;
        }
    }
    return nearest;
};

/**
 * Gather points ({id, x, y} in pixels) into clusters ({x, y, members}).
 *
 * A cluster stands where its first member stands, so no two clusters are nearer than
 * `apart`, and moving the map moves no cluster. A grid of cells as wide as that spares
 * comparing each with each.
 */
export const clustersOf = (points, apart) => {
    const cells = new Map();
    const clusters = [];
    for (const point of points) {
        const near = nearIn(cells, point, apart);
        if (near) {
            near.members.push(point);
        } else {
            const cluster = { x: point.x, y: point.y, members: [point] };
            const cell = `${cellOf(point.x, apart)}:${cellOf(point.y, apart)}`;
            cells.set(cell, [...(cells.get(cell) ?? []), cluster]);
            clusters.push(cluster);
        }
    }
    return clusters;
};

/** Put clusters in the order of reading: from the north down, from the west along. */
export const inReadingOrder = (clusters, lineHeight) =>
    [...clusters].sort(
        (one, other) =>
            cellOf(one.y, lineHeight) - cellOf(other.y, lineHeight) || one.x - other.x,
    );
