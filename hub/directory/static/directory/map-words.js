// What the map says, in words; a pin has no other text.

const some = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** The name of a pin: what stands there, or how many do. */
export const pinName = (members) => {
    if (members.length > 1) {
        const names = members.slice(0, 3).map(({ name }) => name).join(", ");
        const more = members.length > 3 ? ` and ${members.length - 3} more` : "";
        return `${members.length} organisations: ${names}${more}`;
    }
    const [{ name, where, near }] = members;
    return [name, where, near].filter(Boolean).join(", ");
};

/** What is in view after the map has moved. */
export const viewSaid = (seen, all, pins) => {
    if (!all) {
        return "There is nothing to show on the map.";
    }
    if (!seen) {
        return `None of ${some(all, "organisation", "organisations")} is in this part of the map.`;
    }
    const of = seen === all ? "All" : `${seen} of`;
    const what = all === 1 ? "1 organisation" : `${of} ${all} organisations`;
    return `${what} in view, at ${some(pins, "place", "places")}.`;
};

/** Features of the points' address as the map wants them; those without a point left out. */
export const placed = (features) =>
    features
        .filter(({ geometry }) => geometry)
        .map(({ id, geometry, properties }) => ({
            id,
            at: [geometry.coordinates[1], geometry.coordinates[0]],
            ...properties,
        }));
