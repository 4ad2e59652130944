// What opens at a pin: one organisation, or a list of those that stand there.

const added = (parent, tag, text = "", className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = className;
    parent.append(element);
    return element;
};

const describe = (parent, { name, url, where, near }) => {
    const link = added(added(parent, "p", "", "map-card__name"), "a", name);
    link.href = url;
    const about = [where, near].filter(Boolean).join(" · ");
    if (about) {
        added(parent, "p", about, "map-card__where");
    }
};

/** Return the card of these organisations, as an element; words are never markup. */
export const cardOf = (members, label) => {
    const card = document.createElement("div");
    card.className = "map-card";
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", label);
    if (members.length === 1) {
        describe(card, members[0]);
        return card;
    }
    added(card, "p", `${members.length} organisations here`, "map-card__count");
    const list = added(card, "ul", "", "map-card__list");
    members.forEach((member) => describe(added(list, "li"), member));
    return card;
};
